import { mkdirSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { BlobReader, BlobWriter, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { at, drop } from "../../scripts/page-driver/elements";
import { answerFolder, give } from "../../scripts/page-driver/photos";
import { goTo } from "../../scripts/page-driver/places";
import { backboneChoice, openSettings } from "../../scripts/page-driver/training";
import { ODD_FILES, writeFiles } from "./bad-files";
import { expect, test } from "./fixtures";
import { temporaryFolder, trainModel } from "./flow";

const FREE = join(import.meta.dirname, "../fixtures/free");

let folder: ReturnType<typeof temporaryFolder>;

test.beforeEach(() => {
  folder = temporaryFolder();
});

test.afterEach(() => folder.remove());

test("accepts each odd file or leaves it out with a reason, and trains on the rest", async ({ page }) => {
  writeFiles(folder.path, [
    ...ODD_FILES,
    ...(await drawings("male", [0, 2, 4])),
    ...(await drawings("female", [1, 3])),
  ]);
  await give(page, "add-folder", folder.path);
  // Five drawings, and every odd file that must be accepted.
  const taken = 5 + ODD_FILES.filter(({ reason }) => reason === undefined).length;
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`${taken} photos`);
  await at(page, "left-out-toggle").click();
  const list = at(page, "left-out");
  for (const { path, reason } of ODD_FILES) {
    const row = list.getByRole("listitem").filter({ hasText: path });
    if (reason === undefined) {
      await expect(row).toHaveCount(0);
      continue;
    }
    await list.evaluate((box) => box.scrollTo(0, 0));
    await expect(async () => {
      await list.evaluate((box) => box.scrollBy(0, 60));
      await expect(row).toHaveText(reason, { timeout: 100 });
    }).toPass({ timeout: 10_000 });
  }
  await trainModel(page);
});

test("shows a rotated photo upright", async ({ page }) => {
  const turned = ODD_FILES.find(({ path }) => path.includes("turned"));
  if (turned === undefined) throw new Error("There is no rotated photo.");
  writeFiles(folder.path, [turned, ...(await drawings("male", [0]))]);
  await give(page, "add-folder", folder.path);
  const shown = page.getByRole("option", { name: /turned/ }).locator("img");
  await expect(shown).toBeVisible();
  // Stored as 48 × 32, taken with the camera on its side.
  await expect
    .poll(() => shown.evaluate((image: HTMLImageElement) => [image.naturalWidth, image.naturalHeight]))
    .toEqual([32, 48]);
});

test("leaves a photo that fails only when decoded out of training, and says so", async ({ page }) => {
  const png = await readFile(join(FREE, "images/drawn_5.png"));
  // Inside the first chunk of compressed pixels, so that the file's structure stays intact.
  const pixels = png.indexOf("IDAT") + 4;
  png.fill(7, pixels + 20, pixels + 2_000);
  writeFiles(folder.path, [
    { path: "male/noise.png", bytes: png },
    ...(await drawings("male", [0, 2])),
    ...(await drawings("female", [1, 3])),
  ]);
  await give(page, "add-folder", folder.path);
  await trainModel(page);
  await goTo(page, "data");
  await at(page, "left-out-toggle").click();
  await expect(at(page, "left-out")).toContainText(/noise\.png.*damaged/);
});

test("handles names with … and emoji in a zip, and reports a broken zip", async ({ page }) => {
  const writer = new ZipWriter(new BlobWriter());
  const image = (index: number) =>
    readFile(join(FREE, `images/drawn_${index}.png`)).then((bytes) => new Blob([bytes]));
  await writer.add("../../male/../male/🙂.png", new BlobReader(await image(0)));
  await writer.add("/male/b.png", new BlobReader(await image(2)));
  await writer.add("female/c.png", new BlobReader(await image(1)));
  await writer.add("female/d.png", new BlobReader(await image(3)));
  const zip = Buffer.from(await (await writer.close()).arrayBuffer());
  await writeFile(join(folder.path, "faces.zip"), zip);
  await writeFile(join(folder.path, "cut.zip"), zip.subarray(0, zip.length >> 1));
  await page
    .getByTestId("add-zip")
    .setInputFiles([join(folder.path, "faces.zip"), join(folder.path, "cut.zip")]);
  await expect(page.getByRole("option", { name: /🙂/ })).toBeVisible();
  await at(page, "left-out-toggle").click();
  await expect(at(page, "left-out")).toContainText(/cut\.zip/);
  await trainModel(page);
});

test("explains that one label is missing, and does not train until it is there", async ({ page }) => {
  writeFiles(folder.path, await drawings("male", [0, 2, 4]));
  await give(page, "add-folder", folder.path);
  await expect(page.getByText(/There is no female photo to train on/).first()).toBeVisible();
  await expect(at(page, "train")).toBeDisabled();
});

test("asks what photos outside any folder show", async ({ page }) => {
  writeFiles(
    folder.path,
    (await drawings("", [0, 1])).map(({ path, bytes }) => ({ path: path.slice(1), bytes })),
  );
  await drop(page, join(folder.path, "drawn_0.png"), join(folder.path, "drawn_1.png"));
  const question = at(page, "folder-question");
  await answerFolder(page, "", "female");
  await at(question, "folder-question-answer").click();
  await expect(page.getByRole("option")).toHaveCount(2);
});

test("accepts two drops in a row", async ({ page }) => {
  writeFiles(folder.path, [...(await drawings("male", [0, 2, 4])), ...(await drawings("female", [1, 3]))]);
  await drop(page, join(folder.path, "male"));
  await drop(page, join(folder.path, "female"));
  await expect(page.getByRole("option")).toHaveCount(5);
});

test("says that an empty folder is empty", async ({ page }) => {
  mkdirSync(join(folder.path, "male"));
  await drop(page, folder.path);
  await expect(page.getByText(/no usable photos/i).first()).toBeVisible();
  await expect(page.getByText("The folder is empty.").first()).toBeVisible();
});

test("asks about unknown folder names before anything runs", async ({ page }) => {
  writeFiles(folder.path, [
    ...(await drawings("hommes", [0, 2, 4])),
    ...(await drawings("femmes", [1, 3, 5])),
    ...(await drawings("misc", [1])),
  ]);
  await give(page, "add-folder", folder.path);
  const question = at(page, "folder-question");
  await expect(question).toContainText("hommes");
  await answerFolder(page, "hommes", "male");
  await answerFolder(page, "femmes", "female");
  await answerFolder(page, "misc", "leave-out");
  await at(question, "folder-question-answer").click();
  await trainModel(page);
});

test("asks what to do if the same photo has both labels", async ({ page }) => {
  writeFiles(folder.path, [...(await drawings("male", [0, 2, 4])), ...(await drawings("female", [1, 3, 4]))]);
  await give(page, "add-folder", folder.path);
  await expect(page.getByText(/has both labels/).first()).toBeVisible();
  await at(page, "settle-conflict").and(page.locator("[data-label=male]")).click();
  await expect(page.getByText(/has both labels/)).toHaveCount(0);
  await trainModel(page);
});

test("trains on five photos in total, and warns that the metrics are unreliable", async ({ page }) => {
  writeFiles(folder.path, [...(await drawings("male", [0, 2, 4])), ...(await drawings("female", [1, 3]))]);
  await give(page, "add-folder", folder.path);
  await expect(page.getByText(/too few for reliable metrics/).first()).toBeVisible();
  await trainModel(page);
});

test("accepts folders dropped from the desktop", async ({ page }) => {
  writeFiles(folder.path, [...(await drawings("male", [0, 2, 4])), ...(await drawings("female", [1, 3]))]);
  await drop(page, join(folder.path, "male"), join(folder.path, "female"));
  await expect(page.getByRole("option", { name: /drawn_4/ })).toBeVisible();
  await expect(at(page, "train")).toBeEnabled();
});

test("uses a dropped checkpoint as the backbone, and says why it rejects a broken one", async ({ page }) => {
  const good = await readFile(join(FREE, "backbone_0.35_random.h5"));
  await writeFile(join(folder.path, "cut.h5"), good.subarray(0, 900_000));
  await drop(page, join(folder.path, "cut.h5"));
  await expect(page.getByText(/cut\.h5 cannot be opened as a model: it is cut off or damaged/)).toBeVisible();
  await drop(page, join(FREE, "backbone_0.35_random.h5"));
  await expect(page.getByRole("contentinfo")).toContainText("backbone_0.35_random.h5");
  await page.reload();
  await goTo(page, "data");
  writeFiles(folder.path, [...(await drawings("male", [0, 2, 4])), ...(await drawings("female", [1, 3]))]);
  await give(page, "add-folder", folder.path);
  await goTo(page, "train");
  await openSettings(page);
  await expect(backboneChoice(page, "own:backbone_0.35_random.h5")).toBeVisible();
});

/** Copies the drawn fixtures into a folder of this name. */
async function drawings(
  label: string,
  indices: readonly number[],
): Promise<{ path: string; bytes: Uint8Array }[]> {
  return Promise.all(
    indices.map(async (index) => ({
      path: `${label}/drawn_${index}.png`,
      bytes: await readFile(join(FREE, `images/drawn_${index}.png`)),
    })),
  );
}
