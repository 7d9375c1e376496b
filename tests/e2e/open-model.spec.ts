import { readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { unzip, zipWith } from "../zips";
import { writeFiles } from "./bad-files";
import { expect, sharedFaces, test } from "./fixtures";
import { bringPhotos, drop, figure, goTo, someFaces, temporaryFolder, trainModel } from "./flow";

const FREE = join(import.meta.dirname, "../fixtures/free");
const NAME = "keras_functional_random";
const KERAS = join(FREE, `${NAME}.h5`);
const IMAGES = [0, 1, 2, 3, 4, 5].map((index) => join(FREE, `images/drawn_${index}.png`));

let folder: ReturnType<typeof temporaryFolder>;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => folder.remove());

test("a model from Keras is opened, asked about, checked, kept and used", async ({ page }) => {
  await goTo(page, "Models");
  await page.getByTestId("open-model").setInputFiles(KERAS);
  const dialog = page.getByRole("dialog", { name: "Which output is which?" });
  await expect(
    dialog.getByRole("radio", { name: "First output: female, second output: male" }),
  ).toBeChecked();
  await expect(dialog).toContainText(`${NAME}.h5 does not name its two outputs`);
  await checkScreen(page, "the question about the outputs");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("heading", { level: 1, name: "No models yet" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Open a model…" })).toBeVisible();

  await drop(page, KERAS);
  await dialog.getByRole("button", { name: "Add the model" }).click();
  await page.waitForURL(/#results$/);
  await expect(page.getByText(`Opened “${NAME}”`)).toBeVisible();
  await expect(page.getByText(/does not say how good this model is/)).toBeVisible();
  await checkScreen(page, "results of a model that was not checked");

  await page.getByRole("button", { name: "Add photos to check it with" }).click();
  await page.getByTestId("add-folder").setInputFiles(await labelledDrawings());
  await expect(page.getByRole("heading", { level: 1 })).toContainText("6");
  await goTo(page, "Results");
  await page.getByRole("button", { name: "Check on 6 photos" }).click();
  // By Keras's own predictions, four of the six.
  await expect(figure(page, "accuracy")).toHaveText("66.7 %", { timeout: 60_000 });
  await expect(page.getByTestId("job")).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Figures" })).toBeFocused();
  await expect(page.getByText(/does not know which photos the model of/)).toBeVisible();
  await checkScreen(page, "results of a model that was checked here");

  await page.reload();
  await expect(figure(page, "accuracy")).toHaveText("66.7 %");
  await goTo(page, "Use");
  expect(await answers(page)).toEqual(keras().map((female) => expect.closeTo(female, 4)));
});

test("names that say neither label leave it to the person, and one choice turns both outputs", async ({
  page,
}) => {
  await openKeras(page);
  await goTo(page, "Models");
  const zip = await downloadZip(page);
  const metadata = JSON.parse(new TextDecoder().decode(zip.get("metadata.json")));
  const named = { "metadata.json": JSON.stringify({ ...metadata, labels: ["Class 1", "Class 2"] }) };
  const path = join(folder.path, "tfjs.zip");
  await writeFile(path, Buffer.from(await (await zipWith(zip, named)).arrayBuffer()));

  await page.getByTestId("open-model").setInputFiles(path);
  const dialog = page.getByRole("dialog", { name: "Which output is which?" });
  await expect(dialog.getByRole("radiogroup", { name: "What they stand for" })).toBeVisible();
  await expect(dialog.getByRole("radio", { checked: true })).toHaveCount(0);
  await expect(dialog.getByRole("button", { name: "Add the model" })).toBeDisabled();
  await checkScreen(page, "the question about named outputs");
  await dialog.getByRole("radio", { name: "“Class 1”: male, “Class 2”: female" }).check();
  await dialog.getByRole("button", { name: "Add the model" }).click();
  await page.waitForURL(/#results$/);
  await expect(page.getByRole("heading", { level: 1, name: `${NAME} (2)` })).toBeVisible();
  await goTo(page, "Use");
  expect(await answers(page)).toEqual(keras().map((female) => expect.closeTo(1 - female, 4)));
});

test("what is no model is refused in words, and nothing else changes", async ({ page }) => {
  await writeFile(join(folder.path, "renamed.h5"), await readFile(join(FREE, "keras.json")));
  await writeFile(join(folder.path, "text.zip"), "This is no zip.");
  await goTo(page, "Results");
  for (const name of ["renamed.h5", "text.zip"]) {
    await page.getByTestId("open-model").setInputFiles(join(folder.path, name));
    await expect(page.getByText(new RegExp(`^${name} cannot be opened`))).toHaveCount(1);
    await drop(page, join(folder.path, name));
    await expect(page.getByText(new RegExp(`^${name} cannot be opened`))).toHaveCount(2);
  }
  await expect(page.getByRole("heading", { level: 1, name: "No results yet" })).toBeVisible();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await goTo(page, "Data");
  await expect(page.getByRole("button", { name: "Try it with drawn faces" })).toBeVisible();
});

test("a zip of photos is said to have no model when chosen, and taken when dropped", async ({ page }) => {
  const photos = new Map([
    ["female/a.png", await readFile(IMAGES[0] ?? "")],
    ["male/b.png", await readFile(IMAGES[3] ?? "")],
  ]);
  const path = join(folder.path, "faces.zip");
  await writeFile(path, Buffer.from(await (await zipWith(photos)).arrayBuffer()));
  await goTo(page, "Models");
  await page.getByTestId("open-model").setInputFiles(path);
  await expect(page.getByText("There is no model in faces.zip")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "No models yet" })).toBeVisible();
  await drop(page, path);
  await page.waitForURL(/#data$/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("2 photos");
});

test("photos and a model that are dropped together are both taken", async ({ page }) => {
  await drop(page, await labelledDrawings(), KERAS);
  await page.getByRole("button", { name: "Add the model" }).click();
  await page.waitForURL(/#results$/);
  await expect(page.getByRole("button", { name: "Check on 6 photos" })).toBeVisible();

  // On Use they are photos to answer, and it stays there.
  await goTo(page, "Use");
  await expect(page.getByRole("heading", { level: 1, name: "Try your model" })).toBeVisible();
  await drop(page, IMAGES[0] ?? "", KERAS);
  await page.getByRole("button", { name: "Add the model" }).click();
  await expect(page.getByText(`Opened “${NAME} (2)”`)).toBeVisible();
  await expect(page.getByRole("heading", { level: 1, name: "Try your model" })).toBeVisible();
  await expect(page.locator("[data-female]")).toHaveCount(1, { timeout: 30_000 });
});

test("a check can be stopped and begun again", async ({ page }) => {
  await openKeras(page);
  await goTo(page, "Data");
  await page.getByTestId("add-folder").setInputFiles(await labelledDrawings());
  await expect(page.getByRole("heading", { level: 1 })).toContainText("6");
  await goTo(page, "Results");
  const start = page.getByRole("button", { name: "Check on 6 photos" });
  await start.click();
  await page.getByTestId("job").getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByText(/^Stopped\./)).toBeVisible();
  await expect(start).toBeFocused();
  await start.click();
  await expect(figure(page, "accuracy")).toHaveText("66.7 %", { timeout: 60_000 });
});

test("a model that was trained here is checked on test photos only", async ({ page }) => {
  await bringPhotos(page, folder.path, 12);
  await trainModel(page);
  const elsewhere = page.getByRole("button", { name: "Check on other photos" });
  await expect(elsewhere).toHaveAccessibleDescription(/a folder named test/);
  await elsewhere.click();
  await page.waitForURL(/#data$/);
  const test =
    sharedFaces === undefined ? await labelledDrawings() : someFaces(join(folder.path, "others"), 3, 20);
  await page.getByTestId("add-test-folder").setInputFiles(test);
  await expect(page.getByRole("heading", { level: 1 })).toContainText(sharedFaces ? "30" : "206");
  await goTo(page, "Results");
  const start = page.getByRole("button", { name: "Check on 6 photos" });
  await expect(start).toHaveAccessibleDescription("The test photos under Data.");
  await start.click();
  await expect(page.getByText(/Measured on 6 photos that it was not trained on \(test\)/)).toBeVisible({
    timeout: 60_000,
  });
});

/** The drawn fixtures in folders of labels: Keras's model calls four of them right. */
async function labelledDrawings(): Promise<string> {
  const path = join(folder.path, "drawings");
  const files = IMAGES.map(async (image, index) => ({
    path: `${index < 3 ? "female" : "male"}/drawn_${index}.png`,
    bytes: await readFile(image),
  }));
  writeFiles(path, await Promise.all(files));
  return path;
}

/** Opens the model from Keras with the outputs as they are. */
async function openKeras(page: Page): Promise<void> {
  await goTo(page, "Models");
  await page.getByTestId("open-model").setInputFiles(KERAS);
  await page.getByRole("button", { name: "Add the model" }).click();
  await page.waitForURL(/#results$/);
}

/** Keras's probabilities of "female" for the drawn fixtures. */
function keras(): number[] {
  const { predictions } = JSON.parse(readFileSync(join(FREE, "keras.json"), "utf8"));
  return predictions[`${NAME}.h5`].map(([female]: [number, number]) => female);
}

/** What the page says about the drawn fixtures: probabilities of "female". */
async function answers(page: Page): Promise<number[]> {
  await page.getByLabel("Choose photos").setInputFiles(IMAGES);
  await expect(page.locator("[data-female]")).toHaveCount(IMAGES.length, { timeout: 60_000 });
  const found = IMAGES.map((image) =>
    page
      .getByRole("article", { name: image.split("/").at(-1) ?? "" })
      .locator("[data-female]")
      .getAttribute("data-female"),
  );
  return (await Promise.all(found)).map(Number);
}

/** The files of the zip that the page's only model is downloaded as. */
async function downloadZip(page: Page): Promise<Map<string, Uint8Array>> {
  await page.getByRole("button", { name: /^Download/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Download for TensorFlow.js" }).click(),
  ]);
  return unzip(new Blob([await readFile(await download.path())]));
}

/** axe finds nothing, and nothing is cut off at either side, narrow and wide, light and dark. */
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
