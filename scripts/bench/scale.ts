import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { chooseBackbone, drop, goTo, launchWithProfile, type Place } from "./driver";
import type { Section } from "./figures";
import { type Liveliness, livelinessOf, watchLiveliness } from "./liveliness";
import { manyPhotos } from "./many-photos";
import { type PageProcess, pageProcess } from "./processes";
import type { Setting } from "./setting";

/** Photos after which memory must not grow any more. */
const WARM_UP = 2_000;

/** Between two looks at the page. */
const BETWEEN_SAMPLES_MS = 1_000;

/** A click on every second sample goes to another place. */
const PLACES: readonly Place[] = ["Data", "Train"];

/** How the page stood at one moment. */
interface Sample extends PageProcess {
  /** Seconds since the folder was dropped. */
  readonly seconds: number;
  readonly stage: string;
  /** Photos that the stage has behind it. */
  readonly done: number;
  /** JavaScript objects of the main thread, MB. */
  readonly heap: number;
}

/** Reads, looks at, trains on and evaluates many photos, and watches the page's memory and its main thread. */
export async function scale({ url, faces, temporary, photos, narrow }: Setting): Promise<Section> {
  const folder = join(temporary, "many");
  console.error(`  making ${photos} photos`);
  await manyPhotos(faces, folder, photos);
  const context = await launchWithProfile(join(temporary, "profile"), url);
  try {
    const browser = context.browser();
    if (browser === null) throw new Error("The profile has no browser.");
    await watchLiveliness(context);
    const page = await context.newPage();
    await page.goto("/");
    const from = await page.evaluate(() => performance.now());
    const samples: Sample[] = [];
    const watch = watcher(browser, page, samples);
    await drop(page, folder);
    await watch(async () => page.getByRole("button", { name: "Train", exact: true }).isVisible());
    await chooseBackbone(page, narrow);
    await page.getByRole("button", { name: "Start training" }).click();
    await watch(async () => !(await isTraining(page)));
    await goTo(page, "Results");
    await page.locator('[data-figure="accuracy"] dd').first().waitFor();
    return section(photos, samples, await livelinessOf(page, from));
  } finally {
    await context.close();
    await rm(folder, { recursive: true });
  }
}

/** Samples the page until something is so, clicking from place to place meanwhile. */
function watcher(browser: Browser, page: Page, samples: Sample[]) {
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

async function isTraining(page: Page): Promise<boolean> {
  return page
    .getByRole("link", { name: /^Train/ })
    .innerText()
    .then((text) => text.includes("running"));
}

function section(photos: number, samples: readonly Sample[], seen: Liveliness): Section {
  const of = `${photos.toLocaleString("en")} photos`;
  const longest = Math.max(0, ...seen.longTasks.map(({ duration }) => duration));
  const slowest = Math.max(0, ...seen.clicks.map(({ duration }) => duration));
  return {
    rows: [
      {
        what: `${of}: growth of memory after the first ${WARM_UP.toLocaleString("en")}`,
        unit: "MB",
        ours: [growth(samples)],
        target: { atMost: 100 },
      },
      {
        what: `${of}: most memory of the page and its workers`,
        unit: "MB",
        ours: [most(samples, "page")],
        target: { atMost: 800 },
        note:
          "Memory is all that the process of the page and its workers has of its own: JavaScript objects, WebAssembly, " +
          `buffers. Beside it Chromium kept up to ${Math.round(most(samples, "shared"))} MB of decoded pictures, which ` +
          `it drops where memory is short, and its other processes had up to ${Math.round(most(samples, "others"))} MB.`,
      },
      { what: `${of}: longest task of the main thread`, unit: "ms", ours: [longest], target: { atMost: 50 } },
      {
        what: `${of}: tasks of the main thread over 50 ms`,
        unit: "tasks",
        ours: [seen.longTasks.length],
        target: { atMost: 0 },
        note:
          `Over all of it the main thread computed for ${seconds(samples, "computed")} s and waited for ` +
          `${seconds(samples, "waited")} s until a core was free, which is in the length of its tasks.`,
      },
      {
        what: `${of}: slowest answer to ${seen.clicks.length} clicks`,
        unit: "ms",
        ours: [slowest],
        target: { atMost: 100 },
      },
    ],
    details: { samples, ...seen },
  };
}

function most(samples: readonly Sample[], which: keyof PageProcess): number {
  return Math.max(...samples.map((sample) => sample[which]));
}

/** How long the main thread did something, from the first sample to the last. */
function seconds(samples: readonly Sample[], what: "computed" | "waited"): string {
  return ((samples.at(-1)?.[what] ?? Number.NaN) - (samples[0]?.[what] ?? Number.NaN)).toFixed(1);
}

/** MB by which memory grew, at the most, in reading and in all that follows it, each from its 2,000th photo on. */
function growth(samples: readonly Sample[]): number {
  const reading = samples.filter(({ stage }) => stage === "Reading the photos");
  const later = samples.slice(samples.findIndex(({ stage }) => stage === "Looking at every photo"));
  return Math.max(
    ...[reading, later].map((some) => {
      const settled = some.findIndex(({ done }) => done >= WARM_UP);
      const after = settled < 0 ? [] : some.slice(settled).map(({ page }) => page);
      return Math.max(0, ...after) - (after[0] ?? 0);
    }),
  );
}
