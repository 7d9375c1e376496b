import { join } from "node:path";
import { firstThatRuns, installWithApt, placesOnPath } from "./programs";

/** Instructions if there is no Firefox. */
export const FIREFOX_ADVICE =
  "Firefox was not found. Install it (on Debian: apt-get install firefox-esr), or set FIREFOX_PATH to the program.";

/** The path of a Firefox that runs: the one named by `FIREFOX_PATH`, or the machine's. */
export function findFirefox(): Promise<string | undefined> {
  return firstThatRuns([process.env.FIREFOX_PATH ?? "", ...machinePlaces()]);
}

/** The path of a Firefox that runs; installs one if that needs no password. */
export async function findOrInstallFirefox(): Promise<string | undefined> {
  return (await findFirefox()) ?? ((await installWithApt("firefox-esr")) ? findFirefox() : undefined);
}

function machinePlaces(): string[] {
  const onPath = placesOnPath(["firefox-esr", "firefox"]);
  if (process.platform === "darwin") return [...onPath, "/Applications/Firefox.app/Contents/MacOS/firefox"];
  if (process.platform === "win32")
    return [join(process.env.PROGRAMFILES ?? "C:/Program Files", "Mozilla Firefox/firefox.exe")];
  return onPath;
}
