import type { Browser, Page } from "playwright-core";
import { goTo, type Place } from "./driver";
import { type PageProcess, pageProcess } from "./processes";

/** Interval between samples. */
const BETWEEN_SAMPLES_MS = 1_000;

/** Each sample clicks on another place. */
const PLACES: readonly Place[] = ["Data", "Train"];

/** A sample of the page's state. */
export interface Sample extends PageProcess {
  /** Seconds since sampling began. */
  readonly seconds: number;
  readonly stage: string;
  /** Photos that the stage has finished. */
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
      await goTo(page, PLACES[clicks++ % PLACES.length] ?? "Data");
    } while (!(await isOver()));
  };
}

async function look(browser: Browser, page: Page, seconds: number): Promise<Sample> {
  const [process, stage] = await Promise.all([
    pageProcess(browser),
    page.evaluate(() => {
      const job = document.querySelector('[data-testid="job"]');
      const heap = (performance as Performance & { memory?: { usedJSHeapSize: number } }).memory;
      return {
        stage: job?.getAttribute("aria-label") ?? "",
        text: job?.textContent ?? "",
        heap: (heap?.usedJSHeapSize ?? Number.NaN) / 1e6,
      };
    }),
  ]);
  const done = Number(/([\d,]+) of [\d,]+/.exec(stage.text)?.[1]?.replaceAll(",", "") ?? 0);
  return { seconds, stage: stage.stage, done, heap: stage.heap, ...process };
}

export function mostOf(samples: readonly Sample[], which: keyof PageProcess): number {
  return Math.max(...samples.map((sample) => sample[which]));
}

/** How long the main thread computed or waited, from the first sample to the last. */
export function secondsOf(samples: readonly Sample[], what: "computed" | "waited"): string {
  return ((samples.at(-1)?.[what] ?? Number.NaN) - (samples[0]?.[what] ?? Number.NaN)).toFixed(1);
}
