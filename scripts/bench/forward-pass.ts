import type { Browser, Page } from "playwright-core";
import type { Width } from "../../src/backbone/architecture";
import { freshContext } from "./browser";
import type { ContenderName } from "./page/main";

/** A separate page for each contender, so that no two share a TensorFlow.js instance. */
export async function openContender(browser: Browser, benchUrl: string): Promise<Page> {
  const page = await (await freshContext(browser, benchUrl)).newPage();
  await page.goto("index.html");
  return page;
}

/** Loads a contender into its page. @returns the features of the first image, for comparison */
export async function prepare(
  page: Page,
  name: ContenderName,
  width: Width,
  batch: number,
): Promise<readonly number[]> {
  const features = await page.evaluate(
    (asked) => window.bench?.prepare(asked.name, asked.width, asked.batch),
    { name, width, batch },
  );
  if (features === undefined) throw new Error(`${name} gave no features.`);
  return features;
}

/** Milliseconds of one pass, the mean of `passes`. */
export async function timePasses(page: Page, passes: number): Promise<number> {
  const taken = await page.evaluate((count) => window.bench?.time(count), passes);
  if (taken === undefined) throw new Error("The page has no bench.");
  return taken;
}
