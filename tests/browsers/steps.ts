/** The steps of a person on the page, in any browser. */
import { expect } from "vitest";
import { selector } from "../../scripts/page-driver/elements";
import type { FoldName } from "../../src/app/results/Fold";
import type { Place } from "../../src/app/session/store";
import type { HeadlineMetric } from "../../src/metrics/metrics";
import type { ModelFormat } from "../../src/models/formats/formats";
import type { BrowserDriver, Downloaded, Target } from "./drivers/driver";
import { describeTarget } from "./drivers/in-page";
import { until } from "./drivers/until";

/** Clicks as soon as the target can be clicked. @throws after a minute, with the reason */
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

/** Whether a target is on the page now. */
export async function isThere(driver: BrowserDriver, target: Target): Promise<boolean> {
  return (await driver.texts(target)).length > 0;
}

/** Waits until a target is on the page. @returns its text @throws after `seconds`, with the text of the page */
export async function see(driver: BrowserDriver, target: Target, seconds = 60): Promise<string> {
  const what = describeTarget(target);
  try {
    return await until(async () => (await driver.texts(target))[0], what, seconds);
  } catch (error) {
    const shown = await driver.evaluate(() => document.body.innerText.slice(0, 3_000));
    throw new Error(`${error instanceof Error ? error.message : error} The page shows: ${shown}`);
  }
}

/** Goes to a place with the navigation, and waits until it has loaded. */
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

/** Trains on the loaded photos and waits for the results. */
export async function train(driver: BrowserDriver): Promise<void> {
  await click(driver, { testId: "train" });
  await click(driver, { testId: "start-training" });
  await resultsAreThere(driver);
}

/** Waits for the results of a job under Train. */
export async function resultsAreThere(driver: BrowserDriver): Promise<void> {
  await until(() => driver.evaluate(() => location.hash === "#results"), "the results", 240);
  await see(driver, figure("accuracy"));
}

/** Accuracy and ROC AUC as shown under Results. */
export async function shownFigures(driver: BrowserDriver): Promise<{ accuracy: string; rocAuc: string }> {
  await goTo(driver, "results");
  return {
    accuracy: await see(driver, figure("accuracy")),
    rocAuc: await see(driver, figure("rocAuc")),
  };
}

/** One of the headline metrics. */
function figure(name: HeadlineMetric): Target {
  return { css: `[data-figure="${name}"] dd` };
}

/** The parts of `evaluation.json` that the tests use. */
export interface Evaluation {
  readonly backend: string;
  readonly seed: number;
  readonly counts: Readonly<Record<"train" | "val", { readonly female: number; readonly male: number }>>;
  readonly metrics: { readonly val: { readonly accuracy: number; readonly rocAuc: number } };
  readonly seconds: Readonly<Record<"read" | "features" | "train" | "evaluate" | "total", number>>;
  readonly history: readonly unknown[];
  readonly tuning?: { readonly epochs: number; readonly seconds: number };
}

/** Downloads `evaluation.json` of the model whose results are shown. */
export async function evaluation(driver: BrowserDriver): Promise<Evaluation> {
  const { bytes } = await driver.download(() => click(driver, { testId: "download-figures" }));
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Unfolds a part of Results and runs its analysis. @returns the text that this part then shows */
export async function analyse(driver: BrowserDriver, fold: FoldName, seconds: number): Promise<string> {
  await goTo(driver, "results");
  const within: Target = { testId: `fold-${fold}` };
  const start: Target = { testId: "start-analysis", within };
  await click(driver, { css: "summary", within });
  // If the analysis failed, the page offers it again.
  const isDone = async () =>
    !(await isThere(driver, { testId: "job", within })) && !(await isThere(driver, start));
  // WebKitWebDriver can miss a button that moves while Results is being drawn.
  for (let attempt = 1; ; attempt++) {
    await click(driver, start);
    const hasBegun = until(
      async () => (await isThere(driver, { testId: "job", within })) || isDone(),
      `${fold} to begin`,
      20,
    );
    if (attempt === 3) await hasBegun;
    else if (!(await hasBegun.then(() => true).catch(() => false))) continue;
    break;
  }
  await until(isDone, `${fold} to be computed`, seconds);
  return see(driver, within);
}

/** Opens a model file that does not name its outputs, in Keras's order: female first. */
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

/** Gives photos to the current model, and waits for all predictions. @returns the probability of female by file */
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

/** How many photos there are under Use, and how many are classified; only visible ones have a card. */
function triedPhotos(driver: BrowserDriver): Promise<{ all: number; answered: number }> {
  return driver.evaluate((selector) => {
    const { photos = "0", open = "0" } = document.querySelector<HTMLElement>(selector)?.dataset ?? {};
    return { all: Number(photos), answered: Number(photos) - Number(open) };
  }, selector("photo-answers"));
}

/** The probability of female by file, from the page's `predictions.csv`. */
function readAnswers(csv: string): Map<string, number> {
  const [, ...rows] = csv.trim().split("\r\n");
  return new Map(
    rows.map((row) => {
      const [, name = "", , , female = ""] = /^"(.*)",(\w+),([\d.]+),([\d.]+),/.exec(row) ?? [];
      return [name, Number(female)];
    }),
  );
}

/** Downloads the newest model in one format. */
export async function downloadModel(driver: BrowserDriver, format: ModelFormat): Promise<Downloaded> {
  await goTo(driver, "models");
  await click(driver, { testId: "download-model" });
  return driver.download(() => click(driver, { testId: `download-${format}` }));
}

/** Downloads the project without photos. */
export async function saveProject(driver: BrowserDriver): Promise<Downloaded> {
  await goTo(driver, "data");
  await click(driver, { testId: "save-project" });
  await click(driver, { testId: "save-project-without-photos" });
  return driver.download(() => click(driver, { testId: "save-project-confirm" }));
}

/** Checks that a narrow window cuts off nothing at its sides, at every place, folded and unfolded. */
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
      // Newly unfolded parts are drawn in the next frames.
      for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
      return document.documentElement.scrollWidth - innerWidth;
    });
  await expect.poll(overflow, { message: `${what}: pixels beyond the window` }).toBeLessThanOrEqual(0);
}
