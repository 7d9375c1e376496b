/** Browsers to measure in. */
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "../chromium";

export async function launch(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: await findChromium(), args: [...CHROMIUM_FLAGS, ...flags] });
}

/** A browser without cache or database. The caller closes it. */
export async function freshContext(browser: Browser, baseURL: string): Promise<BrowserContext> {
  return watched(await browser.newContext({ baseURL, acceptDownloads: true, permissions: ["camera"] }));
}

/**
 * A browser like a user's, with databases and files on disk: Playwright's contexts are private windows, which keep them
 * in memory. @param folder for its profile; must not exist yet
 */
export async function launchWithProfile(folder: string, baseURL: string): Promise<BrowserContext> {
  const options = { executablePath: await findChromium(), args: [...CHROMIUM_FLAGS], baseURL };
  return watched(await chromium.launchPersistentContext(folder, options));
}

function watched(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(60_000);
  context.on("weberror", (error) => console.error(`page: ${error.error().message}`));
  return context;
}

/** Makes the page see this number of cores, which sets the size of its pool. */
export async function pretendCores(context: BrowserContext, cores: number): Promise<void> {
  await context.addInitScript(
    (value) => Object.defineProperty(navigator, "hardwareConcurrency", { value }),
    cores,
  );
}
