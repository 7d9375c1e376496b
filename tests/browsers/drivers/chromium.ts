import { readFile } from "node:fs/promises";
import { chromium, type ElementHandle, type Page } from "playwright-core";
import { CHROMIUM_FLAGS, FAKE_CAMERA_FLAGS } from "../../../scripts/chromium";
import { type BrowserDriver, HEIGHT, type Target, WIDTH } from "./driver";
import { clickableOf, describeTarget, elementOf, markAll, takeProblems, textsOf, watch } from "./in-page";

/** Starts Chromium, headless, with a camera that shows a test picture. Private or not, it stores nothing. */
export async function launchChromium(executablePath: string): Promise<BrowserDriver> {
  const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_FLAGS, ...FAKE_CAMERA_FLAGS] });
  const context = await browser.newContext({
    permissions: ["camera"],
    viewport: { width: WIDTH, height: HEIGHT },
  });
  await context.addInitScript(watch);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));

  const driver: BrowserDriver = {
    name: "Chromium",
    version: browser.version(),
    narrowest: 320,
    open: async (address) => void (await page.goto(address)),
    reload: async () => {
      problems.push(...(await page.evaluate(takeProblems)));
      await page.reload();
    },
    evaluate: (run, ...args) => {
      // Playwright passes one argument.
      const call = `(${run})(...${JSON.stringify(args)})`;
      return page.evaluate(call);
    },
    texts: (target) => page.evaluate(textsOf(target)),
    click: async (target) => {
      const button = await handle(page, clickableOf(target), target);
      await button.click({ timeout: 5_000 });
    },
    type: async (target, text) => {
      await page.evaluate(markAll, await handle(page, elementOf(target), target));
      await page.keyboard.type(text);
    },
    setFiles: async (target, paths) =>
      (await handle(page, elementOf(target), target)).setInputFiles([...paths]),
    download: async (act) => {
      const [download] = await Promise.all([page.waitForEvent("download", { timeout: 120_000 }), act()]);
      return {
        name: download.suggestedFilename(),
        bytes: Uint8Array.from(await readFile(await download.path())),
      };
    },
    resize: (width) => page.setViewportSize({ width, height: HEIGHT }),
    problems: async () => [...problems.splice(0), ...(await page.evaluate(takeProblems))],
    close: () => browser.close(),
  };
  return driver;
}

async function handle(page: Page, expression: string, target: Target): Promise<ElementHandle<Element>> {
  const found = (await page.evaluateHandle(expression)).asElement();
  if (found === null) throw new Error(`${describeTarget(target)} is not there, or cannot be clicked.`);
  return found as ElementHandle<Element>;
}
