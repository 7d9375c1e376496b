import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Browser, type ElementHandle, type Page } from "puppeteer-core";
import { type BrowserDriver, HEIGHT, type LaunchOptions, type Target, WIDTH } from "./driver";
import { clickableOf, describeTarget, elementOf, markAll, takeProblems, textsOf, watch } from "./in-page";
import { downloadInto, type Kept, keep, said } from "./kept";

/** The protocol sends even a large file in one message. */
const LONGEST_CALL_MS = 240_000;

/** Starts Firefox, headless, with a camera that shows a test picture. It supports WebDriver BiDi natively. */
export async function launchFirefox(program: string, { isPrivate = false }: LaunchOptions = {}) {
  const home = mkdtempSync(join(tmpdir(), "twofold-firefox-"));
  const profile = join(home, "profile");
  const downloads = join(home, "downloads");
  mkdirSync(profile);
  mkdirSync(downloads);
  writeFileSync(join(profile, "user.js"), preferences(downloads, isPrivate));
  const kept = keep(
    program,
    ["--no-remote", "--headless", "--profile", profile, "--remote-debugging-port", "0", "about:blank"],
    { home, env: { LANG: "en_US.UTF-8" } },
  );
  try {
    const listening = /WebDriver BiDi listening on (ws:\/\/\S+)/;
    const [, address] = await said(kept.process.stderr ?? process.stdin, listening, "Firefox");
    const browser = await puppeteer.connect({
      browserWSEndpoint: `${address}/session`,
      protocol: "webDriverBiDi",
      protocolTimeout: LONGEST_CALL_MS,
    });
    return await drive(browser, downloads, kept);
  } catch (error) {
    await kept.end();
    throw error;
  }
}

async function drive(browser: Browser, downloads: string, kept: Kept): Promise<BrowserDriver> {
  const [first] = await browser.pages();
  const page = first ?? (await browser.newPage());
  await page.setViewport({ width: WIDTH, height: HEIGHT });
  await page.evaluateOnNewDocument(watch);
  const problems: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error instanceof Error ? error.stack : error}`));

  return {
    name: "Firefox",
    version: (await browser.version()).replace(/^\D*/, ""),
    narrowest: 320,
    open: async (address) => void (await page.goto(address)),
    reload: async () => {
      problems.push(...(await page.evaluate(takeProblems)));
      await page.reload();
    },
    evaluate: async (run, ...args) =>
      page.evaluate(`(${run})(...${JSON.stringify(args)})`) as ReturnType<typeof run>,
    texts: (target) => page.evaluate(textsOf(target)) as Promise<string[]>,
    click: async (target) => {
      const button = await handle(page, clickableOf(target), target);
      await button.click();
    },
    type: async (target, text) => {
      await page.evaluate(markAll, await handle(page, elementOf(target), target));
      await page.keyboard.type(text);
    },
    setFiles: async (target, paths) => {
      const input = (await handle(page, elementOf(target), target)) as ElementHandle<HTMLInputElement>;
      await input.uploadFile(...paths);
    },
    download: (act) => downloadInto(downloads, act),
    resize: (width) => page.setViewport({ width, height: HEIGHT }),
    problems: async () => [...problems.splice(0), ...(await page.evaluate(takeProblems))],
    close: async () => {
      await browser.disconnect();
      await kept.end();
    },
  };
}

async function handle(page: Page, expression: string, target: Target): Promise<ElementHandle<Element>> {
  const found = (await page.evaluateHandle(expression)).asElement();
  if (found === null) throw new Error(`${describeTarget(target)} is not there, or cannot be clicked.`);
  return found as ElementHandle<Element>;
}

/** Firefox's settings: a fake camera, no telemetry or updates, downloads without asking. */
function preferences(downloads: string, isPrivate: boolean): string {
  const all: Readonly<Record<string, string | number | boolean>> = {
    "media.navigator.streams.fake": true,
    "media.navigator.permission.disabled": true,
    "browser.privatebrowsing.autostart": isPrivate,
    "browser.download.folderList": 2,
    "browser.download.dir": downloads,
    "browser.download.useDownloadDir": true,
    "browser.download.alwaysOpenPanel": false,
    "browser.helperApps.neverAsk.saveToDisk":
      "application/octet-stream,application/zip,application/json,text/csv",
    "app.normandy.enabled": false,
    "app.update.enabled": false,
    "browser.safebrowsing.update.enabled": false,
    "browser.shell.checkDefaultBrowser": false,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": false,
    "extensions.getAddons.cache.enabled": false,
    "extensions.update.enabled": false,
    "network.captive-portal-service.enabled": false,
    "network.connectivity-service.enabled": false,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.enabled": false,
  };
  const lines = Object.entries(all).map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});`);
  return `${lines.join("\n")}\n`;
}
