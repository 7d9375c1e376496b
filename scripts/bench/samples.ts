import type { Browser, Page } from "playwright-core";
import type { Stage } from "../../src/common/progress";
import { jobState } from "../page-driver/jobs";
import { goTo, type Place } from "../page-driver/places";
import { type PageProcess, pageProcess } from "./processes";

/** Interval between samples. */
const BETWEEN_SAMPLES_MS = 1_000;

/** The places that the clicks alternate between, one click per sample. */
const PLACES: readonly Place[] = ["data", "train"];

/** A sample of the page's state. */
export interface Sample extends PageProcess {
  /** Seconds since sampling began. */
  readonly seconds: number;
  /** Undefined if no job is shown. */
  readonly stage: Stage | undefined;
  /** How many of its photos the stage has processed. */
  readonly done: number;
  /** JavaScript objects of the main thread, MB. */
  readonly heap: number;
}

/** Samples the page until a condition holds, clicking from place to place. */
export function watcher(browser: Browser, page: Page, samples: Sample[]) {
  const started = performance.now();
  let clicks = 0;
  return async (isOver: () => Promise<boolean>) => {
    do {
      await page.waitForTimeout(BETWEEN_SAMPLES_MS);
      const sample = await look(browser, page, (performance.now() - started) / 1000);
      samples.push(sample);
      if (samples.length % 15 === 0) console.error(`  ${JSON.stringify(sample)}`);
      await goTo(page, PLACES[clicks++ % PLACES.length] ?? "data");
    } while (!(await isOver()));
  };
}

async function look(browser: Browser, page: Page, seconds: number): Promise<Sample> {
  const [process, job, heap] = await Promise.all([
    pageProcess(browser),
    jobState(page),
    page.evaluate(() => {
      const { memory } = performance as Performance & { memory?: { usedJSHeapSize: number } };
      return (memory?.usedJSHeapSize ?? Number.NaN) / 1e6;
    }),
  ]);
  const progress = job.status === "running" ? job.progress : undefined;
  return { seconds, stage: progress?.stage, done: progress?.done ?? 0, heap, ...process };
}

export function mostOf(samples: readonly Sample[], which: keyof PageProcess): number {
  return Math.max(...samples.map((sample) => sample[which]));
}

/** How long the main thread computed or waited, from the first sample to the last. */
export function secondsOf(samples: readonly Sample[], what: "computed" | "waited"): string {
  return ((samples.at(-1)?.[what] ?? Number.NaN) - (samples[0]?.[what] ?? Number.NaN)).toFixed(1);
}
