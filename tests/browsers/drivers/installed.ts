import { findChromium } from "../../../scripts/chromium";
import { FIREFOX_ADVICE, findFirefox } from "../../../scripts/firefox";
import { findWebKit, WEBKIT_ADVICE } from "../../../scripts/webkit";
import { launchChromium } from "./chromium";
import type { BrowserName, InstalledBrowser } from "./driver";
import { launchFirefox } from "./firefox";
import { launchWebKit } from "./webkit";

/** A browser that is not on this machine, and what to do about it. */
export interface MissingBrowser {
  readonly name: BrowserName;
  readonly advice: string;
}

/** The three browsers that the page is tested in: those installed here, and those that are missing. */
export async function browsersHere(): Promise<{ installed: InstalledBrowser[]; missing: MissingBrowser[] }> {
  const chromium = await findChromium();
  const firefox = await findFirefox();
  const webkit = findWebKit();
  return {
    installed: [
      { name: "Chromium", launch: () => launchChromium(chromium) },
      ...(firefox === undefined
        ? []
        : [
            {
              name: "Firefox",
              launch: (options) => launchFirefox(firefox, options),
            } as const satisfies InstalledBrowser,
          ]),
      ...(webkit === undefined ? [] : [{ name: "WebKit", launch: () => launchWebKit(webkit) } as const]),
    ],
    missing: [
      ...(firefox === undefined ? [{ name: "Firefox", advice: FIREFOX_ADVICE } as const] : []),
      ...(webkit === undefined ? [{ name: "WebKit", advice: WEBKIT_ADVICE } as const] : []),
    ],
  };
}
