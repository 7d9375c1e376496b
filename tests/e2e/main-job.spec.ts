import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import * as tf from "@tensorflow/tfjs";
import { BlobReader, Uint8ArrayWriter, ZipReader } from "@zip.js/zip.js/lib/zip-core-native.js";
import { at } from "../../scripts/page-driver/elements";
import { downloadModel } from "../../scripts/page-driver/models";
import { give } from "../../scripts/page-driver/photos";
import { goTo } from "../../scripts/page-driver/places";
import { figure, readEvaluation, readFigure } from "../../scripts/page-driver/results";
import { openSettings, setNumber, train } from "../../scripts/page-driver/training";
import { answers, answerTo, tryPhotos } from "../../scripts/page-driver/use";
import { expect, sharedFaces, test } from "./fixtures";
import { bringPhotos, someFaces, temporaryFolder, trainModel } from "./flow";

const IMAGES = [0, 1, 2, 3, 4, 5].map((index) =>
  join(import.meta.dirname, `../fixtures/free/images/drawn_${index}.png`),
);

test("turns photos into a classifier that is evaluated, stored, used and downloaded", async ({ page }) => {
  const folder = temporaryFolder();
  const photos = await bringPhotos(page, folder.path, 100);
  await trainModel(page);

  const accuracy = await readFigure(page, "accuracy");
  expect(accuracy, `accuracy on ${sharedFaces ? "real" : "drawn"} faces`).toBeGreaterThan(0.8);
  expect(await readFigure(page, "rocAuc")).toBeGreaterThan(0.88);
  const shown = await figure(page, "accuracy").innerText();
  await expect(page.getByRole("main")).toContainText(`${Math.round(photos / 5)}`);
  await expect(at(page, "confusion-matrix")).toBeVisible();

  // After a reload, the photos are missing but the model is still there.
  await page.reload();
  await expect(figure(page, "accuracy")).toHaveText(shown);
  await goTo(page, "models");
  await expect(page.getByRole("article")).toHaveCount(1);

  // Classify.
  await goTo(page, "use");
  await tryPhotos(page, IMAGES);
  await expect(answers(page)).toHaveCount(IMAGES.length, { timeout: 60_000 });
  await expect(answers(page).first()).toHaveText(/Looks (fe)?male to this model, (over )?\d+ %/);

  // Download, and open with plain TensorFlow.js.
  await goTo(page, "models");
  const download = await downloadModel(page, "tfjs");
  expect(download.suggestedFilename()).toBe("tfjs.zip");
  const model = await loadLayersModel(await download.path());
  await goTo(page, "use");
  for (const image of IMAGES) {
    const name = image.split("/").at(-1) ?? "";
    const answer = await answerTo(page, image);
    const [female] = await predict(model, await pixelsOf(page, image));
    expect(Math.abs((female ?? Number.NaN) - answer), name).toBeLessThan(1e-4);
  }
  folder.remove();
});

test("the same photos, settings and seed give the same metrics; another seed gives another split", async ({
  page,
}) => {
  const folder = temporaryFolder();
  await bringPhotos(page, folder.path, 30);
  await trainModel(page);
  const reports = [await readEvaluation(page)];
  for (const seed of [1, 2]) {
    await goTo(page, "train");
    await openSettings(page);
    await setNumber(page, "training-seed", seed);
    await train(page);
    reports.push(await readEvaluation(page));
  }
  const [first, again, other] = reports;
  expect(again?.history).toEqual(first?.history);
  expect(again?.metrics).toEqual(first?.metrics);
  expect(other?.history).not.toEqual(first?.history);
  folder.remove();
});

test("uses train, val and test folders as the split", async ({ page }) => {
  test.skip(sharedFaces === undefined, "../shared/faces is not on this machine");
  const folder = temporaryFolder();
  someFaces(join(folder.path, "train"), 20);
  someFaces(join(folder.path, "valid"), 10, 20);
  someFaces(join(folder.path, "test"), 5, 30);
  await give(page, "add-folder", folder.path);
  await trainModel(page);
  const { counts, metrics } = await readEvaluation(page);
  expect(counts).toEqual({
    train: { female: 20, male: 20 },
    val: { female: 10, male: 10 },
    test: { female: 5, male: 5 },
  });
  expect(Object.keys(metrics)).toEqual(["val", "test"]);
  folder.remove();
});

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
