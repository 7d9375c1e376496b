import { readFile } from "node:fs/promises";
import type { Download, Locator, Page } from "playwright-core";
import type { FoldName } from "../../src/app/results/Fold";
import type { Progress } from "../../src/common/progress";
import type { HeadlineMetric } from "../../src/metrics/metrics";
import type { evaluationReport } from "../../src/report/evaluation-json";
import { at, downloadBy } from "./elements";
import { jobEnds } from "./jobs";

/** The content of `evaluation.json`. */
export type EvaluationFile = ReturnType<typeof evaluationReport>;

/** One of the headline metrics, as displayed. */
export function figure(page: Page, name: HeadlineMetric): Locator {
  return page.locator(`[data-figure="${name}"] dd`).first();
}

/** The value of a headline metric, from 0 to 1; undefined if the page has none. */
export async function readFigure(page: Page, name: HeadlineMetric): Promise<number | undefined> {
  const value = await page.locator(`[data-figure="${name}"]`).first().getAttribute("data-value");
  return value === null ? undefined : Number(value);
}

/** Waits until the results are drawn: the address changes a moment earlier. */
export function resultsAreShown(page: Page): Promise<void> {
  return at(page, "use-model").waitFor();
}

/** Whether the model whose results are shown has metrics, because it was trained or evaluated here. */
export async function hasFigures(page: Page): Promise<boolean> {
  await resultsAreShown(page);
  return at(page, "download-figures").isVisible();
}

/** `evaluation.json` of the model whose results are shown. */
export async function readEvaluation(page: Page): Promise<EvaluationFile> {
  const download = await downloadFigures(page);
  return JSON.parse(await readFile(await download.path(), "utf8"));
}

/** Downloads `evaluation.json`. */
export function downloadFigures(page: Page): Promise<Download> {
  return downloadBy(page, at(page, "download-figures"));
}

/** Downloads the report. */
export async function downloadReport(page: Page, photos: "with" | "without"): Promise<Download> {
  await at(page, "download-report").click();
  return downloadBy(page, at(page, `report-${photos}-photos`));
}

/** Unfolds a part of the results, unless it is already. */
export async function openFold(page: Page, name: FoldName): Promise<Locator> {
  const fold = at(page, `fold-${name}`);
  if ((await fold.getAttribute("open")) === null) await fold.locator("summary").click();
  return fold;
}

/**
 * Unfolds a part of the results and runs its analysis.
 * @throws PageFailure if it fails
 */
export async function analyse(
  page: Page,
  name: FoldName,
  onProgress?: (progress: Progress) => void,
): Promise<void> {
  const fold = await openFold(page, name);
  await at(fold, "start-analysis").click();
  await jobEnds(page, onProgress);
}

/**
 * Evaluates the model whose results are shown on the photos under Data.
 * @throws PageFailure if it fails
 */
export async function checkOnPhotos(page: Page, onProgress?: (progress: Progress) => void): Promise<void> {
  await at(page, "check-on-photos").click();
  await jobEnds(page, onProgress);
}

/** The slider of the threshold; `aria-valuenow` is its value. */
export function threshold(page: Page): Locator {
  return at(page, "threshold").getByRole("slider");
}

/** Moves the threshold by keyboard. @param value from 0.01 to 0.99, in hundredths */
export async function moveThreshold(page: Page, value: number): Promise<void> {
  const slider = threshold(page);
  await slider.press("Home");
  for (let step = Math.round((value - 0.01) * 100); step > 0; step--) await slider.press("ArrowRight");
}
