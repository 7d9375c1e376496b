import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { at, drop } from "../../scripts/page-driver/elements";
import { answerOutputs, downloadModel, models, openModel } from "../../scripts/page-driver/models";
import { give } from "../../scripts/page-driver/photos";
import { goTo } from "../../scripts/page-driver/places";
import { figure } from "../../scripts/page-driver/results";
import { answers, answerTo, tryPhotos } from "../../scripts/page-driver/use";
import { unzip, zipWith } from "../zips";
import { writeFiles } from "./bad-files";
import { expect, sharedFaces, test } from "./fixtures";
import { bringPhotos, someFaces, temporaryFolder, trainModel } from "./flow";

const FREE = join(import.meta.dirname, "../fixtures/free");
const NAME = "keras_functional_random";
const KERAS = join(FREE, `${NAME}.h5`);
const IMAGES = [0, 1, 2, 3, 4, 5].map((index) => join(FREE, `images/drawn_${index}.png`));

let folder: ReturnType<typeof temporaryFolder>;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => folder.remove());

test("opens a model from Keras, asks about its outputs, evaluates it, stores it and uses it", async ({
  page,
}) => {
  await goTo(page, "models");
  await at(page, "open-model").setInputFiles(KERAS);
  const dialog = at(page, "output-question");
  await expect(at(dialog, "first-output-female")).toBeChecked();
  await expect(dialog).toContainText(`${NAME}.h5 does not name its two outputs`);
  await checkScreen(page, "the question about the outputs");
  await at(dialog, "output-question-cancel").click();
  await expect(dialog).toBeHidden();
  await expect(models(page)).toHaveCount(0);
  await expect(at(page, "open-model-button")).toBeVisible();

  await drop(page, KERAS);
  await at(dialog, "output-question-confirm").click();
  await page.waitForURL(/#results$/);
  await expect(at(page, "model-opened")).toContainText(`“${NAME}”`);
  await expect(page.getByText(/does not say how good this model is/)).toBeVisible();
  await checkScreen(page, "results of a model that was not checked");

  await at(page, "check-on-photos").click();
  await give(page, "add-folder", await labelledDrawings());
  await expect(page.getByRole("heading", { level: 1 })).toContainText("6");
  await goTo(page, "results");
  await at(page, "check-on-photos").click();
  // Keras predicts four of the six correctly.
  await expect(figure(page, "accuracy")).toHaveText("66.7 %", { timeout: 60_000 });
  await expect(at(page, "job")).toHaveCount(0);
  await expect(at(page, "figures")).toBeFocused();
  await expect(page.getByText(/not known which photos the model in/)).toBeVisible();
  await checkScreen(page, "results of a model that was checked here");

  await page.reload();
  await expect(figure(page, "accuracy")).toHaveText("66.7 %");
  await goTo(page, "use");
  expect(await answersToDrawings(page)).toEqual(keras().map((female) => expect.closeTo(female, 4)));
});

test("asks which output is which if the names match neither label, and one choice swaps both outputs", async ({
  page,
}) => {
  await openKeras(page);
  await goTo(page, "models");
  const zip = await downloadZip(page);
  const metadata = JSON.parse(new TextDecoder().decode(zip.get("metadata.json")));
  const named = { "metadata.json": JSON.stringify({ ...metadata, labels: ["Class 1", "Class 2"] }) };
  const path = join(folder.path, "tfjs.zip");
  await writeFile(path, Buffer.from(await (await zipWith(zip, named)).arrayBuffer()));

  await at(page, "open-model").setInputFiles(path);
  const dialog = at(page, "output-question");
  await expect(dialog).toContainText("“Class 1”");
  await expect(dialog.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(at(dialog, "output-question-confirm")).toBeDisabled();
  await checkScreen(page, "the question about named outputs");
  await at(dialog, "first-output-male").check();
  await at(dialog, "output-question-confirm").click();
  await page.waitForURL(/#results$/);
  await expect(page.getByRole("heading", { level: 1, name: `${NAME} (2)` })).toBeVisible();
  await goTo(page, "use");
  expect(await answersToDrawings(page)).toEqual(keras().map((female) => expect.closeTo(1 - female, 4)));
});

test("says why a file is not a model, and changes nothing else", async ({ page }) => {
  await writeFile(join(folder.path, "renamed.h5"), await readFile(join(FREE, "keras.json")));
  await writeFile(join(folder.path, "text.zip"), "This is no zip.");
  await goTo(page, "results");
  for (const name of ["renamed.h5", "text.zip"]) {
    await at(page, "open-model").setInputFiles(join(folder.path, name));
    await expect(at(page, "error").filter({ hasText: name })).toHaveCount(1);
    await drop(page, join(folder.path, name));
    await expect(at(page, "error").filter({ hasText: name })).toHaveCount(2);
  }
  await expect(page).toHaveURL(/#results$/);
  await expect(at(page, "use-model")).toHaveCount(0);
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await goTo(page, "data");
  await expect(at(page, "draw-faces")).toBeVisible();
});

test("rejects a zip of photos when it is chosen as a model, and accepts it when dropped", async ({
  page,
}) => {
  const photos = new Map([
    ["female/a.png", await readFile(IMAGES[0] ?? "")],
    ["male/b.png", await readFile(IMAGES[3] ?? "")],
  ]);
  const path = join(folder.path, "faces.zip");
  await writeFile(path, Buffer.from(await (await zipWith(photos)).arrayBuffer()));
  await goTo(page, "models");
  await at(page, "open-model").setInputFiles(path);
  await expect(page.getByRole("alert").filter({ hasText: "There is no model in faces.zip" })).toBeVisible();
  await expect(models(page)).toHaveCount(0);
  await expect(at(page, "open-model-button")).toBeVisible();
  await drop(page, path);
  await page.waitForURL(/#data$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 photos");
});

test("accepts photos and a model that are dropped together", async ({ page }) => {
  await drop(page, await labelledDrawings(), KERAS);
  await at(page, "output-question-confirm").click();
  await page.waitForURL(/#results$/);
  await expect(at(page, "check-on-photos")).toBeVisible();

  // Under Use, the page classifies dropped photos and stays at that place.
  await goTo(page, "use");
  await expect(at(page, "use-camera")).toBeVisible();
  await drop(page, IMAGES[0] ?? "", KERAS);
  await at(page, "output-question-confirm").click();
  await expect(at(page, "model-opened").last()).toContainText(`“${NAME} (2)”`);
  await expect(at(page, "use-camera")).toBeVisible();
  await expect(answers(page)).toHaveCount(1, { timeout: 30_000 });
});

test("an evaluation can be stopped and started again", async ({ page }) => {
  await openKeras(page);
  await goTo(page, "data");
  await give(page, "add-folder", await labelledDrawings());
  await expect(page.getByRole("heading", { level: 1 })).toContainText("6");
  await goTo(page, "results");
  const start = at(page, "check-on-photos");
  await start.click();
  await at(page, "job-cancel").click();
  await expect(page.getByText(/^Stopped\./)).toBeVisible();
  await expect(start).toBeFocused();
  await start.click();
  await expect(figure(page, "accuracy")).toHaveText("66.7 %", { timeout: 60_000 });
});

test("evaluates a model that was trained here on test photos only", async ({ page }) => {
  await bringPhotos(page, folder.path, 12);
  await trainModel(page);
  const elsewhere = at(page, "check-on-photos");
  await expect(elsewhere).toHaveAccessibleDescription(/a folder named test/);
  await elsewhere.click();
  await page.waitForURL(/#data$/);
  const test =
    sharedFaces === undefined ? await labelledDrawings() : someFaces(join(folder.path, "others"), 3, 20);
  await give(page, "add-test-folder", test);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(sharedFaces ? "30" : "206");
  await goTo(page, "results");
  const start = at(page, "check-on-photos");
  await expect(start).toHaveAccessibleDescription("The test photos under Data.");
  await start.click();
  await expect(page.getByText(/Measured on 6 photos that it was not trained on \(test\)/)).toBeVisible({
    timeout: 60_000,
  });
});

/** The drawn fixtures in folders by label; Keras's model predicts four of them correctly. */
async function labelledDrawings(): Promise<string> {
  const path = join(folder.path, "drawings");
  const files = IMAGES.map(async (image, index) => ({
    path: `${index < 3 ? "female" : "male"}/drawn_${index}.png`,
    bytes: await readFile(image),
  }));
  writeFiles(path, await Promise.all(files));
  return path;
}

/** Opens the model from Keras without changing the order of the outputs. */
async function openKeras(page: Page): Promise<void> {
  await goTo(page, "models");
  await openModel(page, KERAS);
  await answerOutputs(page);
  await page.waitForURL(/#results$/);
}

/** Keras's probabilities of "female" for the drawn fixtures. */
function keras(): number[] {
  const { predictions } = JSON.parse(readFileSync(join(FREE, "keras.json"), "utf8"));
  return predictions[`${NAME}.h5`].map(([female]: [number, number]) => female);
}

/** The page's probabilities of "female" for the drawn fixtures. */
async function answersToDrawings(page: Page): Promise<number[]> {
  await tryPhotos(page, IMAGES);
  await expect(answers(page)).toHaveCount(IMAGES.length, { timeout: 60_000 });
  return Promise.all(IMAGES.map((image) => answerTo(page, image)));
}

/** Downloads the only model as a zip. @returns its files */
async function downloadZip(page: Page): Promise<Map<string, Uint8Array>> {
  const download = await downloadModel(page, "tfjs");
  return unzip(new Blob([await readFile(await download.path())]));
}

/** Checks that axe finds nothing and nothing is cut off at either side, narrow and wide, light and dark. */
async function checkScreen(page: Page, name: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [360, 1440]) {
      await page.setViewportSize({ width, height: 800 });
      const what = `${name}, ${width} px, ${colorScheme}`;
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await expect.poll(overflow, what).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
      expect(found, what).toEqual([]);
    }
  }
}
