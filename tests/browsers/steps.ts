/** What a person does on the page, step by step, in any browser. */
import { expect } from "vitest";
import { selector } from "../../scripts/page-driver/elements";
import type { FoldName } from "../../src/app/results/Fold";
import type { Place } from "../../src/app/session/store";
import type { HeadlineMetric } from "../../src/metrics/metrics";
import type { ModelFormat } from "../../src/models/formats/formats";
import type { BrowserDriver, Downloaded, Target } from "./drivers/driver";
import { describeTarget } from "./drivers/in-page";
import { until } from "./drivers/until";

/** Clicks as soon as there is something to click. @throws after a minute, with what was in the way */
export async function click(driver: BrowserDriver, target: Target): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    try {
      return await driver.click(target);
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

/** Whether something is on the page now. */
export async function isThere(driver: BrowserDriver, target: Target): Promise<boolean> {
  return (await driver.texts(target)).length > 0;
}

/** Waits until something is on the page, and gives its text. @throws where the page says that something failed */
export async function see(driver: BrowserDriver, target: Target, seconds = 60): Promise<string> {
  const what = describeTarget(target);
  try {
    return await until(async () => (await driver.texts(target))[0], what, seconds);
  } catch (error) {
    const shown = await driver.evaluate(() => document.body.innerText.slice(0, 3_000));
    throw new Error(`${error instanceof Error ? error.message : error} The page shows: ${shown}`);
  }
}

/** Goes to a place by the navigation, and waits until it is there. */
export async function goTo(driver: BrowserDriver, place: Place): Promise<void> {
  await click(driver, { testId: `place-${place}` });
  await until(
    () =>
      driver.evaluate(
        (hash) =>
          location.hash.startsWith(hash) &&
          document.querySelector('main[aria-busy="true"], [role=status][aria-label="Loading"]') === null &&
          document.querySelector("main h1") !== null,
        `#${place}`,
      ),
    place,
    60,
  );
}

/** Waits until the page has photos to train on. */
export async function photosAreThere(driver: BrowserDriver): Promise<void> {
  await see(driver, { css: "button:not(:disabled):not([data-disabled])", testId: "train" });
}

/** From photos to results. */
export async function train(driver: BrowserDriver): Promise<void> {
  await click(driver, { testId: "train" });
  await click(driver, { testId: "start-training" });
  await resultsAreThere(driver);
}

/** Waits for the results that a job of the Train place leads to. */
export async function resultsAreThere(driver: BrowserDriver): Promise<void> {
  await until(() => driver.evaluate(() => location.hash === "#results"), "the results", 240);
  await see(driver, figure("accuracy"));
}

/** Accuracy and ROC AUC as the results show them. */
export async function shownFigures(driver: BrowserDriver): Promise<{ accuracy: string; rocAuc: string }> {
  await goTo(driver, "results");
  return {
    accuracy: await see(driver, figure("accuracy")),
    rocAuc: await see(driver, figure("rocAuc")),
  };
}

/** One of the five figures. */
function figure(name: HeadlineMetric): Target {
  return { css: `[data-figure="${name}"] dd` };
}

/** What the page's `evaluation.json` says, as far as the tests ask. */
export interface Evaluation {
  readonly backend: string;
  readonly seed: number;
  readonly counts: Readonly<Record<"train" | "val", { readonly female: number; readonly male: number }>>;
  readonly metrics: { readonly val: { readonly accuracy: number; readonly rocAuc: number } };
  readonly seconds: Readonly<Record<"read" | "features" | "train" | "evaluate" | "total", number>>;
  readonly history: readonly unknown[];
  readonly tuning?: { readonly epochs: number; readonly seconds: number };
}

/** Downloads the figures of the model whose results are shown. */
export async function evaluation(driver: BrowserDriver): Promise<Evaluation> {
  const { bytes } = await driver.download(() => click(driver, { testId: "download-figures" }));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Opens what is folded away on Results, and has what it offers computed. @returns what the page then says in there */
export async function analyse(driver: BrowserDriver, fold: FoldName, seconds: number): Promise<string> {
  await goTo(driver, "results");
  const within: Target = { testId: `fold-${fold}` };
  const start: Target = { testId: "start-analysis", within };
  await click(driver, { css: "summary", within });
  await click(driver, start);
  // What failed is offered again.
  const isDone = async () =>
    !(await isThere(driver, { testId: "job", within })) && !(await isThere(driver, start));
  await until(isDone, `${fold} to be computed`, seconds);
  return see(driver, within);
}

/** Opens a model's file that does not name its outputs, as Keras saves it: female first. */
export async function openModel(driver: BrowserDriver, file: string): Promise<void> {
  await goTo(driver, "models");
  await driver.setFiles({ testId: "open-model", hidden: true }, [file]);
  const opened: Target = { testId: "model-opened" };
  const button: Target = { testId: "output-question-confirm" };
  const either = () =>
    Promise.all([isThere(driver, button), isThere(driver, opened)]).then((all) => all.includes(true));
  await until(either, "the model", 60);
  if (await isThere(driver, button)) await click(driver, button);
  await see(driver, opened);
}

/** Gives photos to the model in use, and waits until all are answered. @returns by file, the probability of female */
export async function answers(
  driver: BrowserDriver,
  photos: readonly string[],
): Promise<Map<string, number>> {
  await goTo(driver, "use");
  const before = (await triedPhotos(driver)).all;
  await driver.setFiles({ testId: "choose-photos", hidden: true }, photos);
  const all = before + photos.length;
  await until(
    async () => {
      const tried = await triedPhotos(driver);
      return tried.all === all && tried.answered === all;
    },
    "all answers",
    120,
  );
  const { bytes } = await driver.download(() => click(driver, { testId: "download-answers" }));
  return readAnswers(new TextDecoder().decode(bytes));
}

/** How many photos there are under Use, and how many of them are answered; only those in sight have a card. */
function triedPhotos(driver: BrowserDriver): Promise<{ all: number; answered: number }> {
  return driver.evaluate((selector) => {
    const { photos = "0", open = "0" } = document.querySelector<HTMLElement>(selector)?.dataset ?? {};
    return { all: Number(photos), answered: Number(photos) - Number(open) };
  }, selector("photo-answers"));
}

/** The probability of female by file, from the page's `answers.csv`. */
function readAnswers(csv: string): Map<string, number> {
  const [, ...rows] = csv.trim().split("\r\n");
  return new Map(
    rows.map((row) => {
      const [, name = "", , , female = ""] = /^"(.*)",(\w+),([\d.]+),([\d.]+),/.exec(row) ?? [];
      return [name, Number(female)];
    }),
  );
}

/** Downloads a file of the newest model. */
export async function downloadModel(driver: BrowserDriver, format: ModelFormat): Promise<Downloaded> {
  await goTo(driver, "models");
  await click(driver, { testId: "download-model" });
  return driver.download(() => click(driver, { testId: `download-${format}` }));
}

/** Downloads everything as one file, without the photos. */
export async function saveProject(driver: BrowserDriver): Promise<Downloaded> {
  await goTo(driver, "data");
  await click(driver, { testId: "save-project" });
  await click(driver, { testId: "save-project-without-photos" });
  return driver.download(() => click(driver, { testId: "save-project-confirm" }));
}

/** Nothing is cut off at the side of a narrow window, in any place, with everything unfolded too. */
export async function checkNarrow(driver: BrowserDriver): Promise<void> {
  const width = Math.max(360, driver.narrowest);
  await driver.resize(width);
  expect(await driver.evaluate(() => innerWidth), "the width of the window").toBe(width);
  for (const place of ["data", "train", "results", "use", "models"] as const) {
    await goTo(driver, place);
    await checkWidth(driver, place);
    await driver.evaluate(() => {
      for (const fold of document.querySelectorAll("details")) fold.open = true;
      for (const button of document.querySelectorAll<HTMLElement>("main .mantine-Accordion-control"))
        button.click();
    });
    await checkWidth(driver, `${place}, unfolded`);
  }
}

async function checkWidth(driver: BrowserDriver, what: string): Promise<void> {
  const overflow = () =>
    driver.evaluate(async () => {
      // What was just unfolded is drawn in the next frames.
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
      return document.documentElement.scrollWidth - innerWidth;
    });
  await expect.poll(overflow, { message: `${what}: pixels beyond the window` }).toBeLessThanOrEqual(0);
}
