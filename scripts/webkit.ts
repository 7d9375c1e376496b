import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installWithApt, placesOnPath } from "./programs";

/** Instructions if there is no WebKit. */
export const WEBKIT_ADVICE =
  "WebKitGTK was not found. On Linux, install WebKitWebDriver, MiniBrowser and Xvfb (on Debian: apt-get install webkit2gtk-driver xvfb).";

/** Paths of the programs needed to drive WebKitGTK without a display. */
export interface WebKit {
  /** WebKitWebDriver, which speaks W3C WebDriver. */
  readonly driver: string;
  /** WebKitGTK's own small browser. */
  readonly browser: string;
  /** The virtual X server. */
  readonly xvfb: string;
}

/** The machine's WebKitGTK; only exists on Linux. */
export function findWebKit(): WebKit | undefined {
  const driver = placesOnPath(["WebKitWebDriver"]).find(existsSync);
  const xvfb = placesOnPath(["Xvfb"]).find(existsSync);
  const browser = miniBrowsers().at(-1);
  return driver && xvfb && browser ? { driver, browser, xvfb } : undefined;
}

/** The machine's WebKitGTK; installs it if that needs no password. */
export async function findOrInstallWebKit(): Promise<WebKit | undefined> {
  return findWebKit() ?? ((await installWithApt("webkit2gtk-driver", "xvfb")) ? findWebKit() : undefined);
}

/** Every MiniBrowser, by API version of WebKitGTK: distributions install it next to the library. */
function miniBrowsers(): string[] {
  const libraries = ["/usr/lib", "/usr/lib64", "/usr/libexec"];
  const folders = [...libraries, ...subfolders("/usr/lib").filter((path) => path.endsWith("-linux-gnu"))];
  return folders
    .flatMap(subfolders)
    .filter((path) => /\/webkit2?gtk-[\d.]+$/.test(path))
    .map((path) => join(path, "MiniBrowser"))
    .filter(existsSync);
}

function subfolders(path: string): string[] {
  return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
}
