/** The page's main paths in every installed browser, on the production build. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { unzip } from "../zips";
import type { BrowserDriver, InstalledBrowser, LaunchOptions, Target } from "./drivers/driver";
import { browsersHere } from "./drivers/installed";
import { DRAWINGS, hasFaces, KERAS_MODEL, kerasAnswers, temporaryFolder, zipOfFaces } from "./material";
import {
  analyse,
  answers,
  checkNarrow,
  click,
  downloadModel,
  type Evaluation,
  evaluation,
  goTo,
  isThere,
  openModel,
  photosAreThere,
  resultsAreThere,
  saveProject,
  see,
  shownFigures,
  train,
} from "./steps";

/** Photos per label for comparing browsers. */
const EACH = 60;
/** Number of validation photos among them. */
const CHECKED = (2 * EACH) / 5;
/** Epochs of fine-tuning. */
const ROUNDS = 2;

const { installed, missing } = await browsersHere();
const folder = temporaryFolder();

/** The results of training on the same photos in a browser. */
interface Trained {
  readonly shown: { readonly accuracy: string; readonly rocAuc: string };
  readonly figures: Evaluation;
  /** Its project without the photos. */
  readonly project: string;
}

const trained = new Map<string, Trained>();
const tuned = new Map<string, Evaluation>();

for (const { name, advice } of missing) it(name, ({ skip }) => skip(advice));
if (!hasFaces) it("real photos", ({ skip }) => skip("../shared/faces is not on this machine"));

for (const browser of installed) {
  describe(`${browser.name}: drawn faces`, () => {
    const page = opened(browser);

    it("are trained on; the model classifies after a reload and downloads", async () => {
      const driver = page();
      const shown = await fromDrawings(driver);
      await driver.reload();
      expect(await shownFigures(driver)).toEqual(shown);
      await goTo(driver, "models");
      expect(await driver.texts({ testId: "model" })).toHaveLength(1);
      await downloads(driver);
    });
  });

  if (browser.name === "Firefox")
    describe(`${browser.name}, private window: drawn faces`, () => {
      const page = opened(browser, { isPrivate: true });

      it("are trained on; the model classifies and downloads", async () => {
        const driver = page();
        await fromDrawings(driver);
        await downloads(driver);
      });

      it("are not altered: a model from Keras predicts as in Keras", async () => {
        await answersAsKeras(page());
      });
    });

  if (hasFaces)
    describe(`${browser.name}: real photos`, () => {
      const page = opened(browser);

      it("are loaded from a zip and trained on", async () => {
        const driver = page();
        await driver.setFiles({ testId: "add-zip", hidden: true }, [await zipOfFaces(folder, EACH)]);
        await photosAreThere(driver);
        await train(driver);
        const shown = await shownFigures(driver);
        const figures = await evaluation(driver);
        expect(figures.seed).toBe(1);
        const { bytes } = await saveProject(driver);
        const project = join(folder, `${browser.name}.twofold`);
        writeFileSync(project, bytes);
        trained.set(browser.name, { shown, figures, project });
      });

      it("have their labels checked", async () => {
        const driver = page();
        const said = await analyse(driver, "labelCheck", 120);
        expect(said).toMatch(new RegExp(`\\b${2 * EACH}\\b`));
      });

      it("are stress-tested", async () => {
        const driver = page();
        await analyse(driver, "stress", 240);
        expect(await driver.texts({ css: "[data-condition]" })).toHaveLength(9);
      });

      it("are fine-tuned on for two epochs", async () => {
        const driver = page();
        await goTo(driver, "results");
        await click(driver, { testId: "fine-tune" });
        await see(driver, { testId: "tuning-epochs" });
        await driver.type({ testId: "tuning-epochs" }, String(ROUNDS));
        await click(driver, { testId: "start-fine-tuning" });
        await resultsAreThere(driver);
        await see(driver, { testId: "tuning-change" });
        await goTo(driver, "models");
        expect(await driver.texts({ testId: "model" })).toHaveLength(2);
        await click(driver, { testId: "model-results", within: { css: "[data-tuned]" } });
        await see(driver, { testId: "use-model" });
        const figures = await evaluation(driver);
        expect(figures.tuning?.epochs).toBe(ROUNDS);
        tuned.set(browser.name, figures);
      });

      it("fit a narrow window", async () => {
        const driver = page();
        await answers(driver, DRAWINGS);
        await checkNarrow(driver);
      });
    });

  describe(`${browser.name}: a model from Keras`, () => {
    const page = opened(browser);

    it("predicts as in Keras", async () => {
      await answersAsKeras(page());
    });

    it("labels the camera's picture", async () => {
      const driver = page();
      await goTo(driver, "use");
      await click(driver, { testId: "use-camera" });
      const camera: Target = { testId: "camera" };
      await see(driver, { css: "[data-female]", within: camera });
      await click(driver, { testId: "stop-camera", within: camera });
      await see(driver, { testId: "use-camera" });
    });
  });
}

if (hasFaces && installed.length > 1)
  describe("between browsers", () => {
    it.for(pairs(installed))("%s and %s train to the same metrics", ([one, other], { skip }) => {
      const [a, b] = [trained.get(one), trained.get(other)];
      if (a === undefined || b === undefined)
        return skip(`${a === undefined ? one : other} did not finish training.`);
      const wrong = ({ figures }: Trained) => Math.round(CHECKED * (1 - figures.metrics.val.accuracy));
      expect(a.figures.counts).toEqual(b.figures.counts);
      expect(Math.abs(wrong(a) - wrong(b)), "photos").toBeLessThanOrEqual(1);
      const [aucOfA, aucOfB] = [a.figures.metrics.val.rocAuc, b.figures.metrics.val.rocAuc];
      expect(Math.abs(aucOfA - aucOfB), `ROC AUC ${aucOfA}, ${aucOfB}`).toBeLessThanOrEqual(0.005);
    });

    for (const browser of installed) {
      describe(`projects from other browsers in ${browser.name}`, () => {
        const page = opened(browser);
        const others = installed.map(({ name }) => name).filter((name) => name !== browser.name);

        it.for(others)("from %s: open and train again to the same digits", async (writer, { skip }) => {
          const written = trained.get(writer);
          if (written === undefined) return skip(`${writer} did not save a project.`);
          const driver = page();
          await goTo(driver, "data");
          await driver.setFiles({ testId: "open-project", hidden: true }, [written.project]);
          await photosAreThere(driver);
          await see(driver, { testId: "place-data", text: new RegExp(`${2 * EACH}$`) });
          expect(await shownFigures(driver)).toEqual(written.shown);
          await goTo(driver, "data");
          await train(driver);
          expect(await shownFigures(driver)).toEqual(written.shown);
          const again = await evaluation(driver);
          expect(again.metrics).toEqual(written.figures.metrics);
          expect(again.counts).toEqual(written.figures.counts);
        });
      });
    }
  });

afterAll(() => {
  if (trained.size > 0) process.stdout.write(`\n${table()}\n`);
});

/** Opens the page in a new window for the tests of a suite, and checks after each test that it had no problems. */
function opened(browser: InstalledBrowser, options?: LaunchOptions): () => BrowserDriver {
  let driver: BrowserDriver | undefined;
  beforeAll(async () => {
    driver = await browser.launch(options);
    await driver.open(inject("pageAddress"));
  });
  afterEach(async () => {
    expect(await driver?.problems(), "what the page must never do").toEqual([]);
  });
  afterAll(() => driver?.close());
  return () => {
    if (driver === undefined) throw new Error(`${browser.name} did not start.`);
    return driver;
  };
}

/** Trains on the faces that the page draws and classifies with the model. @returns the metrics shown */
async function fromDrawings(driver: BrowserDriver): Promise<{ accuracy: string; rocAuc: string }> {
  await click(driver, { testId: "draw-faces" });
  await photosAreThere(driver);
  await train(driver);
  const shown = await shownFigures(driver);
  expect(Number.parseFloat(shown.accuracy)).toBeGreaterThan(80);
  const said = await answers(driver, DRAWINGS.slice(0, 2));
  expect([...said.keys()].sort()).toEqual(["drawn_0.png", "drawn_1.png"]);
  return shown;
}

/** Opens a model and compares its predictions with Keras's, which reveals any change to the pixels. */
async function answersAsKeras(driver: BrowserDriver): Promise<void> {
  await openModel(driver, KERAS_MODEL);
  const said = await answers(driver, DRAWINGS);
  for (const [name, female] of kerasAnswers()) expect(said.get(name), name).toBeCloseTo(female, 4);
}

/** Downloads the newest model in both formats. */
async function downloads(driver: BrowserDriver): Promise<void> {
  const h5 = await downloadModel(driver, "keras");
  expect(h5.name).toBe("gender_classifier_mobilenetv2.h5");
  expect([...h5.bytes.subarray(0, 8)], "HDF5's signature").toEqual([137, 72, 68, 70, 13, 10, 26, 10]);
  const zip = await downloadModel(driver, "tfjs");
  expect(zip.name).toBe("tfjs.zip");
  const files = await unzip(new Blob([zip.bytes]));
  expect([...files.keys()]).toEqual(expect.arrayContaining(["model.json", "weights.bin", "metadata.json"]));
  expect(files.get("weights.bin")?.length).toBeGreaterThan(1_000_000);
  expect(await isThere(driver, { testId: "error" }), "a failure").toBe(false);
}

function pairs(browsers: readonly InstalledBrowser[]): [string, string][] {
  return browsers.flatMap(({ name }, index) =>
    browsers.slice(index + 1).map((other): [string, string] => [name, other.name]),
  );
}

/** Seconds of each stage and the metrics in each browser, as Markdown. */
function table(): string {
  const rows = [...trained].map(([name, { figures }]) => {
    const { read, features, train: training } = figures.seconds;
    const { accuracy, rocAuc } = figures.metrics.val;
    const { epochs = 1, seconds } = tuned.get(name)?.tuning ?? {};
    const round = seconds === undefined ? "–" : (seconds / epochs).toFixed(2);
    const times = [read, features, training].map((each) => each.toFixed(2));
    return [name, figures.backend, ...times, round, accuracy.toFixed(4), rocAuc.toFixed(4)];
  });
  return [
    [
      "browser",
      "backend",
      "read (s)",
      "features (s)",
      "train (s)",
      "fine-tuning, one epoch (s)",
      "accuracy",
      "ROC AUC",
    ],
    ["---", "---", "---:", "---:", "---:", "---:", "---:", "---:"],
    ...rows,
  ]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n");
}
