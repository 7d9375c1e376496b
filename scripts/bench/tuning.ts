import { cp, readdir } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { createRandom } from "../../src/common/random";
import { DEFAULT_TUNING } from "../../src/tuning/tuning-settings";
import { at, drop } from "../page-driver/elements";
import { jobEnds } from "../page-driver/jobs";
import { showResults, tunedModels } from "../page-driver/models";
import { photosAreRead } from "../page-driver/photos";
import { goTo, isTraining } from "../page-driver/places";
import { prepareTuning } from "../page-driver/training";
import { freshContext, launch } from "./browser";
import type { Row, Section } from "./figures";
import { type KerasTuning, kerasTuning, type Standing, whatPythonLacks } from "./keras";
import { type Liveliness, livelinessOf, watchLiveliness } from "./liveliness";
import { type RunReport, runReport } from "./run-report";
import { mostOf, type Sample, watcher } from "./samples";
import { type Setting, shared } from "./setting";
import { trainOn } from "./trained-page";

/** One split each: results on a few hundred photos vary. */
const SEEDS = [1, 2, 3];

/** Every fifth photo is held out. */
const SET_ASIDE = 5;

interface OurTuning {
  readonly seconds: number;
  readonly before: Standing;
  readonly after: Standing;
  readonly samples: readonly Sample[];
  readonly seen: Liveliness;
}

/** Fine-tunes all blocks, and compares with Keras on the same photos if Python has it. */
export async function tuning(setting: Setting): Promise<Section> {
  const lacking = shared.narrow === undefined ? "no ImageNet weights" : await whatPythonLacks();
  const browser = await launch();
  const ours: OurTuning[] = [];
  const starter: OurTuning[] = [];
  const keras: KerasTuning[] = [];
  try {
    for (const seed of SEEDS) {
      const folder = await splitFolder(setting, seed);
      ours.push(await ourTuning(browser, setting.url, folder, setting.narrow));
      if (lacking === undefined && shared.narrow !== undefined)
        keras.push(await kerasTuning(folder, shared.narrow, seed, DEFAULT_TUNING.epochs));
      starter.push(await ourTuning(browser, setting.url, folder, setting.starter));
      console.error(
        `  seed ${seed}: Twofold ${means(ours)}; Keras ${means(keras)}; starter ${means(starter)}`,
      );
    }
  } finally {
    await browser.close();
  }
  const what = `fine-tuning all blocks, ${basename(setting.faces)}, ${DEFAULT_TUNING.epochs} epochs`;
  const other = { name: "Keras on the CPU", values: keras.map(({ seconds }) => seconds) };
  const notes = [
    `Twofold: ${means(ours)}.`,
    keras.length === 0 ? `No Keras: ${lacking}.` : `Keras: ${means(keras)}.`,
    `Twofold, from the starter backbone: ${means(starter)}.`,
  ];
  return {
    rows: [
      {
        what: `${what}, width 0.35`,
        unit: "s",
        ours: ours.map(({ seconds }) => seconds),
        other,
        target: { timesTheirs: 1.5 },
        note: `Means over ${SEEDS.length} splits, on the held-out fifth. ${notes.join(" ")}`,
      },
      { what: `${what}, starter`, unit: "s", ours: starter.map(({ seconds }) => seconds) },
      ...pageRows([...ours, ...starter]),
    ],
    details: { ours, keras, starter },
  };
}

/** The load on the page and its main thread: the worst value of each run. */
function pageRows(runs: readonly OurTuning[]): Row[] {
  const longest = (entries: readonly { duration: number }[]) =>
    Math.max(0, ...entries.map(({ duration }) => duration));
  const clicks = runs.reduce((sum, { seen }) => sum + seen.clicks.length, 0);
  return [
    {
      what: "fine-tuning: peak memory of the page and its workers",
      unit: "MB",
      ours: runs.map(({ samples }) => mostOf(samples, "page")),
      target: { atMost: 1_500 },
    },
    {
      what: "fine-tuning: longest main-thread task",
      unit: "ms",
      ours: runs.map(({ seen }) => longest(seen.longTasks)),
      target: { atMost: 100 },
    },
    {
      what: `fine-tuning: slowest response per run, ${clicks} clicks in total`,
      unit: "ms",
      ours: runs.map(({ seen }) => longest(seen.clicks)),
      target: { atMost: 100 },
    },
  ];
}

/** @param backbone the id of its `BackboneInfo` */
async function ourTuning(
  browser: Browser,
  url: string,
  folder: string,
  backbone: string,
): Promise<OurTuning> {
  const context = await freshContext(browser, url);
  try {
    await watchLiveliness(context);
    const page = await context.newPage();
    await page.goto("/");
    await drop(page, folder);
    await photosAreRead(page);
    await trainOn(page, backbone);
    const before = await runReport(page);
    const from = await page.evaluate(() => performance.now());
    const samples: Sample[] = [];
    const { tuning: tuned, metrics } = await tuneWatched(page, watcher(browser, page, samples));
    return {
      seconds: tuned?.seconds ?? Number.NaN,
      before: standingOf(before.metrics.val),
      after: standingOf(metrics.val),
      samples,
      seen: await livelinessOf(page, from),
    };
  } finally {
    await context.close();
  }
}

/**
 * Fine-tunes the model whose results are shown with the page's suggestions, and shows the fine-tuned model's results,
 * better or not. @param watch waits until fine-tuning ends, and may watch the page meanwhile
 */
async function tuneWatched(
  page: Page,
  watch: (isOver: () => Promise<boolean>) => Promise<void>,
): Promise<RunReport> {
  await prepareTuning(page, {});
  await at(page, "start-fine-tuning").click();
  await watch(async () => !(await isTraining(page)));
  await goTo(page, "train");
  await jobEnds(page);
  await goTo(page, "models");
  await showResults(page, tunedModels(page).first());
  return runReport(page);
}

function standingOf(figures: { readonly [name in keyof Standing]: number | null } | undefined): Standing {
  return { accuracy: figures?.accuracy ?? Number.NaN, rocAuc: figures?.rocAuc ?? Number.NaN };
}

/** A folder with `train` and `val`: a fifth of each label, chosen by seed, is held out. */
async function splitFolder({ faces, temporary }: Setting, seed: number): Promise<string> {
  const folder = join(temporary, `split ${seed}`);
  for (const label of ["female", "male"]) {
    const names = createRandom(seed, `split ${label}`).shuffle((await readdir(join(faces, label))).sort());
    for (const [index, name] of names.entries()) {
      const part = index < names.length / SET_ASIDE ? "val" : "train";
      await cp(join(faces, label, name), join(folder, part, label, name));
    }
  }
  return folder;
}

function means(runs: readonly { readonly before: Standing; readonly after: Standing }[]): string {
  const mean = (read: (run: (typeof runs)[number]) => number) =>
    (runs.reduce((sum, run) => sum + read(run), 0) / runs.length).toFixed(3);
  const [accuracy, tuned] = [mean(({ before }) => before.accuracy), mean(({ after }) => after.accuracy)];
  const [auc, tunedAuc] = [mean(({ before }) => before.rocAuc), mean(({ after }) => after.rocAuc)];
  return `accuracy ${accuracy} before and ${tuned} after, ROC AUC ${auc} and ${tunedAuc}`;
}
