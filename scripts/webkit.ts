import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { installWithApt, placesOnPath } from "./programs";

/** What a person is told to do where there is no WebKit. */
export const WEBKIT_ADVICE =
  "WebKitGTK was not found. On Linux, install WebKitWebDriver, MiniBrowser and Xvfb (on Debian: apt-get install webkit2gtk-driver xvfb).";

/** Paths of the programs that it takes to drive WebKitGTK without a screen. */
export interface WebKit {
  /** WebKitWebDriver, which speaks W3C WebDriver. */
  readonly driver: string;
  /** WebKitGTK's own small browser. */
  readonly browser: string;
  /** The X server without a screen. */
  readonly xvfb: string;
}

/** The machine's WebKitGTK, of which there is none on other systems than Linux. */
export function findWebKit(): WebKit | undefined {
  const driver = placesOnPath(["WebKitWebDriver"]).find(existsSync);
  const xvfb = placesOnPath(["Xvfb"]).find(existsSync);
  const browser = miniBrowsers().at(-1);
  return driver && xvfb && browser ? { driver, browser, xvfb } : undefined;
}

/** The machine's WebKitGTK; installs it where that needs no password. */
export async function findOrInstallWebKit(): Promise<WebKit | undefined> {
  return findWebKit() ?? ((await installWithApt("webkit2gtk-driver", "xvfb")) ? findWebKit() : undefined);
}

/** Every MiniBrowser, by the version of WebKitGTK's interface: distributions keep it beside the library. */
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
