import { resolve } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, findChromium } from "./chromium";
import { HELP, readOptions } from "./headless/options";
import { Refusal, say, writeResult } from "./headless/output";
import { run, writeDownloads } from "./headless/run";
import { PageFailure } from "./page-driver/jobs";
import { serveBuild } from "./serve-build";

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof Refusal) console.error(error.message);
  else if (error instanceof PageFailure) console.error(`${error.message} (${error.code})`);
  else throw error;
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) {
    console.error(HELP);
    return 0;
  }
  const executablePath = await findChromium();
  const served = await serveBuild();
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS] });
    const page = await openPage(browser, served.url);
    const result = await run(page, options);
    if (result === undefined) say({ kind: "no-figures" });
    else await writeResult(result, options.json);
    const { out, source } = options;
    if (out !== undefined) await writeDownloads(page, resolve(out), "train" in source);
    return 0;
  } finally {
    await browser?.close();
    await served.close();
  }
}

async function openPage(browser: Browser, baseURL: string): Promise<Page> {
  const context = await browser.newContext({ baseURL, acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", ({ message }) => say({ kind: "page-error", message }));
  page.on("console", (message) => {
    if (message.type() === "error") say({ kind: "page-error", message: message.text() });
  });
  await page.goto("/");
  return page;
}
