import { basename } from "node:path";
import type { Browser, Page } from "playwright-core";
import { drop } from "../page-driver/elements";
import { photosAreRead } from "../page-driver/photos";
import { goTo } from "../page-driver/places";
import { train } from "../page-driver/training";
import { freshContext, launch } from "./browser";
import { alternate, type Row, type Section } from "./figures";
import { kerasRecipe, whatPythonLacks } from "./keras";
import { type RunReport, runReport } from "./run-report";
import type { Setting } from "./setting";
import { type TeachableRun, teachableJob } from "./teachable";
import { trainOn } from "./trained-page";

const ROUNDS = 5;

/** Seconds that a user waits, and the page's own report of both runs. */
export interface JobTimes {
  /** From the drop to the results, including the clicks. */
  readonly whole: number;
  /** Training again, with cached features. */
  readonly again: number;
  readonly report: RunReport;
  readonly reportAgain: RunReport;
}

/** The whole job in a fresh browser profile, then training again on the same page. */
export async function ourJob(
  browser: Browser,
  { url, faces, narrow }: Setting,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<JobTimes> {
  const context = await freshContext(browser, url);
  try {
    const page = await context.newPage();
    await prepare(page);
    await page.goto("/");
    const started = performance.now();
    await drop(page, faces);
    await photosAreRead(page);
    await trainOn(page, narrow);
    const trained = performance.now();
    const report = await runReport(page);
    await goTo(page, "train");
    const startedAgain = performance.now();
    await train(page);
    const again = (performance.now() - startedAgain) / 1000;
    return { whole: (trained - started) / 1000, again, report, reportAgain: await runReport(page) };
  } finally {
    await context.close();
  }
}

/** Photos per second, from reading a file to its features. */
export function photosPerSecond({ counts, seconds }: RunReport): number {
  const photos = Object.values(counts).reduce((sum, { female, male }) => sum + female + male, 0);
  return photos / (seconds.read + seconds.features);
}

/** From dropped folders to an evaluated model, compared with Teachable Machine's library; and training again. */
export async function job(setting: Setting): Promise<Section> {
  const browser = await launch();
  const runs: JobTimes[] = [];
  const theirs: TeachableRun[] = [];
  try {
    await alternate(
      [
        async () => runs.push(await ourJob(browser, setting)),
        async () => theirs.push(await teachableJob(browser, setting, setting.faces)),
      ],
      ROUNDS,
    );
  } finally {
    await browser.close();
  }
  // The first run of each was the warm-up.
  const [ours, teachable] = [runs.slice(1), theirs.slice(1)];
  return {
    rows: rowsOf(`the whole job: ${basename(setting.faces)}, width 0.35`, ours, teachable),
    details: { ours, teachable },
  };
}

function rowsOf(what: string, ours: readonly JobTimes[], teachable: readonly TeachableRun[]): Row[] {
  const theirs = "Teachable Machine’s library";
  const first = "Twofold, first run";
  const whole = ours.map((run) => run.whole);
  return [
    {
      what: `${what}, from dropped folders to evaluated model`,
      unit: "s",
      ours: whole,
      other: { name: theirs, values: teachable.map((run) => run.whole) },
      target: { timesBetter: 5 },
      note: TEACHABLE_NOTE,
    },
    {
      what: `${what}, again, from the cache`,
      unit: "s",
      ours: ours.map(({ again }) => again),
      other: { name: first, values: whole },
      target: { timesBetter: 20 },
    },
    {
      what: `${what}, feature extraction only, again`,
      unit: "s",
      ours: ours.map(({ reportAgain }) => reportAgain.seconds.features),
      other: { name: first, values: ours.map(({ report }) => report.seconds.features) },
      target: { timesBetter: 20 },
    },
    {
      what: "photos from files to features, width 0.35",
      unit: "photos/s",
      ours: ours.map(({ report }) => photosPerSecond(report)),
      other: {
        name: theirs,
        values: teachable.map(({ counts, seconds }) => counts.learn / seconds.examples),
      },
    },
  ];
}

const TEACHABLE_NOTE =
  "Teachable Machine’s library runs on TensorFlow.js 4 with WebAssembly, the same MobileNetV2 0.35, 20 epochs and " +
  "its site’s other settings; it trains its layers on the cpu backend, because WebAssembly has no gradients.";

/** The same compared with Keras, if Python has it. */
export async function keras(setting: Setting): Promise<Section> {
  const what = `the whole job: ${basename(setting.faces)}, width 0.35, from folders to evaluated model`;
  const lacking = await whatPythonLacks();
  if (lacking !== undefined) {
    const note = `Keras was not measured: python3 cannot load TensorFlow (${lacking}).`;
    return { rows: [{ what, unit: "s", ours: [], other: { name: "Keras", values: [] }, note }] };
  }
  const browser = await launch();
  const runs: unknown[] = [];
  try {
    const [ours = [], theirs = []] = await alternate(
      [
        async () => (await ourJob(browser, setting)).whole,
        async () => {
          const run = await kerasRecipe(setting.faces);
          runs.push(run);
          return run.seconds;
        },
      ],
      ROUNDS,
    );
    const other = { name: "Keras, same recipe on the CPU", values: theirs };
    const note = "Keras’s time excludes loading Python and TensorFlow.";
    return {
      rows: [{ what, unit: "s", ours, other, target: { timesBetter: 6 }, note }],
      details: { keras: runs },
    };
  } finally {
    await browser.close();
  }
}
