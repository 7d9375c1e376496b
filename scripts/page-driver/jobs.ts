import type { Locator, Page } from "playwright-core";
import type { ErrorCode } from "../../src/common/error";
import type { Progress } from "../../src/common/progress";
import { at, selector, type Within } from "./elements";

/** The longest wait for a job, in milliseconds: 50,000 photos on a slow machine take hours. */
export const LONGEST = 6 * 60 * 60 * 1000;

/** How often progress is reported, in milliseconds. */
const BETWEEN_REPORTS_MS = 2_000;

/** A failure that the page shows. */
export class PageFailure extends Error {
  override readonly name = "PageFailure";

  constructor(
    readonly code: ErrorCode,
    /** The page's message: what happened, to which file, and what to do next. */
    text: string,
  ) {
    super(text);
  }
}

/** The state of a job. */
export type JobState =
  | { readonly status: "running"; readonly progress: Progress }
  | { readonly status: "failed"; readonly failure: PageFailure }
  /** No job is shown: it is done, or none has started. */
  | { readonly status: "done" };

/** The progress of a job. With few photos, the page shows cross-validation in two places; this is the first. */
export function job(within: Within): Locator {
  return at(within, "job").first();
}

/** The current state of the job at this place. */
export async function jobState(page: Page): Promise<JobState> {
  const progress = await page.evaluate((selector): Progress | undefined => {
    const data = document.querySelector<HTMLElement>(selector)?.dataset;
    if (data === undefined) return undefined;
    return { stage: data.stage as Progress["stage"], done: Number(data.done), total: Number(data.total) };
  }, selector("job"));
  if (progress !== undefined) return { status: "running", progress };
  const failure = await shownFailure(page);
  return failure === undefined ? { status: "done" } : { status: "failed", failure };
}

/**
 * Waits until the job that the page shows has ended.
 * @throws PageFailure if it failed
 */
export async function jobEnds(page: Page, onProgress?: (progress: Progress) => void): Promise<void> {
  await reporting(page, onProgress, () => job(page).waitFor({ state: "hidden", timeout: LONGEST }));
  await throwIfFailed(page);
}

/**
 * Waits for the results that training or fine-tuning leads to.
 * @throws PageFailure if it failed
 */
export async function resultsOfJob(page: Page, onProgress?: (progress: Progress) => void): Promise<void> {
  const results = at(page, "use-model");
  await reporting(page, onProgress, () => results.or(failures(page)).first().waitFor({ timeout: LONGEST }));
  await throwIfFailed(page);
}

/** The errors of the current place, without the warnings about the browser, which are above every place. */
export function failures(page: Page): Locator {
  return page.locator(`main ${selector("error")}:not(${selector("browser-problems")} *)`);
}

/** @throws PageFailure if the page shows an error */
async function throwIfFailed(page: Page): Promise<void> {
  const failure = await shownFailure(page);
  if (failure !== undefined) throw failure;
}

async function shownFailure(page: Page): Promise<PageFailure | undefined> {
  const shown = failures(page).first();
  return (await shown.isVisible()) ? failureOf(shown) : undefined;
}

/** Reads an element with the test id "error". */
export async function failureOf(error: Locator): Promise<PageFailure> {
  const code = (await error.getAttribute("data-code")) as ErrorCode;
  const lines = (await error.innerText()).split(/\s*\n\s*/);
  // The labels of buttons are no use to a program.
  const buttons = await at(error, "error-action").allInnerTexts();
  return new PageFailure(code, lines.filter((line) => !buttons.includes(line)).join("\n"));
}

async function reporting(
  page: Page,
  onProgress: ((progress: Progress) => void) | undefined,
  wait: () => Promise<void>,
): Promise<void> {
  if (onProgress === undefined) return wait();
  const timer = setInterval(() => void report(), BETWEEN_REPORTS_MS);
  try {
    await wait();
  } finally {
    clearInterval(timer);
  }

  async function report(): Promise<void> {
    // The page may be closing.
    const state = await jobState(page).catch(() => undefined);
    if (state?.status === "running") onProgress?.(state.progress);
  }
}
