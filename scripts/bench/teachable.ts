import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { freshContext } from "./browser";
import type { TeachableOutcome } from "./page/teachable";
import type { Setting } from "./setting";

/** The fraction of each label's photos used for training; the others are for validation, as in the page. */
const SHARE = 0.8;

export interface TeachableRun extends TeachableOutcome {
  /** Seconds. */
  readonly whole: number;
}

/** The whole job with Teachable Machine's library, in its own page. @param faces has `female` and `male` photos */
export async function teachableJob(
  browser: Browser,
  { benchUrl }: Setting,
  faces: string,
): Promise<TeachableRun> {
  const context = await freshContext(browser, benchUrl);
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(10 * 60_000);
    await page.goto("teachable.html");
    for (const label of ["female", "male"]) {
      const names = (await readdir(join(faces, label))).sort();
      await page.getByTestId(label).setInputFiles(names.map((name) => join(faces, label, name)));
    }
    await page.waitForFunction(() => window.runTeachable !== undefined);
    const outcome = await page.evaluate((share) => window.runTeachable?.(share), SHARE);
    if (outcome === undefined) throw new Error("Teachable Machine’s page did not run.");
    const { examples, train, evaluate } = outcome.seconds;
    return { ...outcome, whole: examples + train + evaluate };
  } finally {
    await context.close();
  }
}
