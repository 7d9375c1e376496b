/** What a person does on the page, step by step, in any browser. */
import { expect } from "vitest";
import type { BrowserDriver, Downloaded, Target } from "./drivers/driver";
import { describeTarget } from "./drivers/in-page";
import { until } from "./drivers/until";

export type Place = "Data" | "Train" | "Results" | "Use" | "Models";

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
  const navigation: Target = { role: "navigation", name: "Places" };
  await click(driver, { role: "link", name: new RegExp(`^${place}`), within: navigation });
  await until(
    () =>
      driver.evaluate(
        (hash) =>
          location.hash.startsWith(hash) &&
          document.querySelector('main[aria-busy="true"], [role=status][aria-label="Loading"]') === null &&
          document.querySelector("main h1") !== null,
        `#${place.toLowerCase()}`,
      ),
    place,
    60,
  );
}

/** Waits until the page has photos to train on. */
export async function photosAreThere(driver: BrowserDriver): Promise<void> {
  await see(driver, { css: "button:not(:disabled):not([data-disabled])", name: "Train" });
}

/** From photos to results. */
export async function train(driver: BrowserDriver): Promise<void> {
  await click(driver, { role: "button", name: "Train" });
  await click(driver, { role: "button", name: /^(Start training|Train again)$/ });
  await resultsAreThere(driver);
}

/** Waits for the results that a job of the Train place leads to. */
export async function resultsAreThere(driver: BrowserDriver): Promise<void> {
  await until(() => driver.evaluate(() => location.hash === "#results"), "the results", 240);
  await see(driver, { css: '[data-figure="accuracy"] dd' });
}

/** Accuracy and ROC AUC as the results show them. */
export async function shownFigures(driver: BrowserDriver): Promise<{ accuracy: string; rocAuc: string }> {
  await goTo(driver, "Results");
  return {
    accuracy: await see(driver, { css: '[data-figure="accuracy"] dd' }),
    rocAuc: await see(driver, { css: '[data-figure="rocAuc"] dd' }),
  };
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
  const { bytes } = await driver.download(() =>
    click(driver, { role: "button", name: "Download figures (JSON)" }),
  );
  return JSON.parse(new TextDecoder().decode(bytes));
}

/** Opens what is folded away on Results. */
export async function openFold(driver: BrowserDriver, title: string): Promise<void> {
  await goTo(driver, "Results");
  await click(driver, { css: "summary", name: title });
}

/** Opens a model's file that does not name its outputs, as Keras saves it: female first. */
export async function openModel(driver: BrowserDriver, file: string): Promise<void> {
  await goTo(driver, "Models");
  await driver.setFiles({ testId: "open-model", hidden: true }, [file]);
  const opened = { text: /^Opened “[^”]+”/ };
  const button = { role: "button", name: "Add the model" };
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
  await goTo(driver, "Use");
  const before = (await triedPhotos(driver)).all;
  await driver.setFiles({ css: "input[type=file]", name: /^Choose photos/, hidden: true }, photos);
  const all = before + photos.length;
  await until(
    async () => {
      const tried = await triedPhotos(driver);
      return tried.all === all && tried.answered === all;
    },
    "all answers",
    120,
  );
  const { bytes } = await driver.download(() =>
    click(driver, { role: "button", name: "Download answers (CSV)" }),
  );
  return readAnswers(new TextDecoder().decode(bytes));
}

/** How many photos there are under Use, and how many of them the summary counts; only those in sight have a card. */
async function triedPhotos(driver: BrowserDriver): Promise<{ all: number; answered: number }> {
  const [heading = "0"] = await driver.texts({ css: "#tried-photos" });
  const [summary = ""] = await driver.texts({ css: "section[aria-labelledby=tried-photos]" });
  const counts = summary.matchAll(/(\d+) (?:looks? (?:fe)?male|not sure|could not be opened)/g);
  const answered = [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
  return { all: Number.parseInt(heading, 10), answered };
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
export async function downloadModel(driver: BrowserDriver, choice: RegExp): Promise<Downloaded> {
  await goTo(driver, "Models");
  await click(driver, { role: "button", name: /^Download / });
  return driver.download(() => click(driver, { role: "menuitem", name: choice }));
}

/** Downloads everything as one file, without the photos. */
export async function saveProject(driver: BrowserDriver): Promise<Downloaded> {
  await goTo(driver, "Data");
  await click(driver, { role: "button", name: "Save project…" });
  const within: Target = { role: "dialog" };
  await click(driver, { role: "radio", name: /^Without the photos/, within });
  return driver.download(() => click(driver, { role: "button", name: "Save", within }));
}

/** Nothing is cut off at the side of a narrow window, in any place, with everything unfolded too. */
export async function checkNarrow(driver: BrowserDriver): Promise<void> {
  const width = Math.max(360, driver.narrowest);
  await driver.resize(width);
  expect(await driver.evaluate(() => innerWidth), "the width of the window").toBe(width);
  for (const place of ["Data", "Train", "Results", "Use", "Models"] as const) {
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
