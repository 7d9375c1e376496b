import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import * as tf from "@tensorflow/tfjs";
import { BlobReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { expect, sharedFaces, test } from "./fixtures";
import { bringPhotos, figure, goTo, someFaces, temporaryFolder, trainModel } from "./flow";

const IMAGES = [0, 1, 2, 3, 4, 5].map((index) =>
  join(import.meta.dirname, `../fixtures/free/images/drawn_${index}.png`),
);

test("photos in, a measured, saved, usable and downloadable classifier out", async ({ page }) => {
  const folder = temporaryFolder();
  const photos = await bringPhotos(page, folder.path, 100);
  await trainModel(page);

  const accuracy = Number.parseFloat((await figure(page, "accuracy").textContent()) ?? "");
  expect(accuracy, `accuracy on ${sharedFaces ? "real" : "drawn"} faces`).toBeGreaterThan(80);
  expect(Number.parseFloat((await figure(page, "rocAuc").textContent()) ?? "")).toBeGreaterThan(0.88);
  await expect(page.getByRole("main")).toContainText(`${Math.round(photos / 5)}`);
  await expect(page.getByRole("table", { name: "Confusion matrix" })).toBeVisible();

  // Reload: the photos are gone, the model is not.
  await page.reload();
  await expect(figure(page, "accuracy")).toContainText(`${accuracy}`);
  await goTo(page, "Models");
  await expect(page.getByRole("article")).toHaveCount(1);

  // Predict.
  await goTo(page, "Use");
  await page.getByLabel("Choose photos").setInputFiles(IMAGES);
  const answers = page.locator("[data-female]");
  await expect(answers).toHaveCount(IMAGES.length, { timeout: 60_000 });
  await expect(answers.first()).toHaveText(/Looks (fe)?male to this model, (over )?\d+ %/);

  // Download, and open with plain TensorFlow.js.
  await goTo(page, "Models");
  await page.getByRole("button", { name: /^Download/ }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: "Download for TensorFlow.js" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("tfjs.zip");
  const model = await loadLayersModel(await download.path());
  await goTo(page, "Use");
  for (const image of IMAGES) {
    const name = image.split("/").at(-1) ?? "";
    const shown = await page
      .getByRole("article", { name })
      .locator("[data-female]")
      .getAttribute("data-female");
    const [female] = await predict(model, await pixelsOf(page, image));
    expect(Math.abs((female ?? Number.NaN) - Number(shown)), name).toBeLessThan(1e-4);
  }
  folder.remove();
});

test("the same photos, settings and seed give the same figures; another seed another split", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 30);
  await trainModel(page);
  const reports = [await reportOf(page)];
  for (const seed of ["1", "2"]) {
    await goTo(page, "Train");
    await page.getByRole("button", { name: "Settings" }).click();
    await page.getByRole("textbox", { name: "Seed" }).fill(seed);
    await page.getByRole("button", { name: "Train again" }).click();
    await page.waitForURL(/#results$/);
    reports.push(await reportOf(page));
  }
  const [first, again, other] = reports;
  expect(again?.history).toEqual(first?.history);
  expect(again?.metrics).toEqual(first?.metrics);
  expect(other?.history).not.toEqual(first?.history);
  folder.remove();
});

test("train, val and test folders are taken as they are", async ({ page }) => {
  test.skip(sharedFaces === undefined, "../shared/faces is not on this machine");
  const folder = temporaryFolder();
  someFaces(join(folder.path, "train"), 20);
  someFaces(join(folder.path, "valid"), 10, 20);
  someFaces(join(folder.path, "test"), 5, 30);
  await page.getByTestId("add-folder").setInputFiles(folder.path);
  await trainModel(page);
  const { counts, metrics } = await reportOf(page);
  expect(counts).toEqual({
    train: { female: 20, male: 20 },
    val: { female: 10, male: 10 },
    test: { female: 5, male: 5 },
  });
  expect(Object.keys(metrics)).toEqual(["val", "test"]);
  folder.remove();
});

interface Report {
  readonly counts: unknown;
  readonly metrics: Record<string, Record<string, number>>;
  readonly history: readonly unknown[];
}

async function reportOf(page: Page): Promise<Report> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Download figures (JSON)" }).click(),
  ]);
  return JSON.parse(readFileSync(await download.path(), "utf8"));
}

async function loadLayersModel(path: string): Promise<tf.LayersModel> {
  const files = new Map<string, Uint8Array>();
  for (const entry of await new ZipReader(new BlobReader(new Blob([readFileSync(path)]))).getEntries()) {
    if (!entry.directory) files.set(entry.filename, await entry.getData(new Uint8ArrayWriter()));
  }
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(files.get("model.json")));
  const weights = Uint8Array.from(files.get("weights.bin") ?? []);
  return tf.loadLayersModel(
    tf.io.fromMemory({ modelTopology, weightSpecs: weightsManifest[0].weights, weightData: weights.buffer }),
  );
}

/** The RGBA bytes of a 224×224 picture, as the browser decodes it. */
async function pixelsOf(page: Page, path: string): Promise<number[]> {
  return page.evaluate(
    async (bytes) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(bytes)]));
      const context = new OffscreenCanvas(224, 224).getContext("2d");
      context?.drawImage(bitmap, 0, 0);
      return Array.from(context?.getImageData(0, 0, 224, 224).data ?? []);
    },
    Array.from(readFileSync(path)),
  );
}

async function predict(model: tf.LayersModel, rgba: readonly number[]): Promise<Iterable<number>> {
  const rgb = rgba.filter((_value, index) => index % 4 !== 3);
  const answer = tf.tidy(
    () => model.predict(tf.tensor4d(rgb, [1, 224, 224, 3]).div(127.5).sub(1)) as tf.Tensor,
  );
  return Array.from(await answer.data());
}
