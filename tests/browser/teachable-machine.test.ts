import type * as TmImage from "@teachablemachine/image";
import tmImageScript from "@teachablemachine/image/dist/teachablemachine-image.min.js?url";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import type { BackboneWeights } from "../../src/backbone/weights";
import { Engine } from "../../src/engine/page/engine";
import { loadWeights } from "../../src/engine/worker/load-weights";
import { startBackend } from "../../src/engine/worker/start-backend";
import { distance, femaleOf, ofLabel } from "../../src/metrics/probability";
import { calibrated } from "../../src/models/decision";
import { tfjsZip } from "../../src/models/formats/tfjs-zip";
import type { TrainedModel } from "../../src/models/model";
import { reversed } from "../../src/models/opened";
import { aModel, randomHead } from "../a-model";
import { unzip, zipWith } from "../zips";
import { fixture, shared } from "./files";
import { starterBackbone } from "./starter";

const IMAGES = [0, 1, 2, 3, 4, 5];
/** The library and the page round differently: one uses unfolded tensors in this thread, the other folds batch norm. */
const CLOSE = 1e-3;
/** If the canvas scaled the photo: it rounds by up to 5 of 255, differently for each kind of canvas. */
const CLOSE_WHEN_SCALED = 0.02;

const engine = new Engine(new URL("/", location.href).href);
let tmImage: typeof TmImage;
let weights: BackboneWeights;
let model: TrainedModel;

beforeAll(async () => {
  tmImage = await loadLibrary();
  // With random weights, every rounding would change the prediction.
  const starter = await starterBackbone();
  weights = await loadWeights(starter);
  model = aModel({
    backbone: starter.info,
    head: randomHead(0.05),
  });
  await startBackend("wasm");
  await engine.backends.choose("wasm");
});

it("opens the page's zip with tmImage.load, with the same labels", async () => {
  const files = await unzip(await tfjsZip(calibrated(model), weights));
  const file = (name: string) => new File([files.get(name) ?? ""], name);
  const theirs = await tmImage.loadFromFiles(file("model.json"), file("weights.bin"), file("metadata.json"));
  expect(theirs.getClassLabels()).toEqual(["female", "male"]);
  expect(theirs.getTotalClasses()).toBe(2);

  // The library's result for a photo equals the page's with the library's preprocessing.
  const opened = await engine.openFile(
    await tfjsZip(calibrated(model), weights),
    "tfjs.zip",
    new AbortController().signal,
  );
  if (opened.kind !== "model") throw new Error("The zip is no model.");
  const ours = await engine.keepBackboneOf({
    ...opened,
    model: { ...opened.model, preprocessing: "teachable-machine" },
  });
  const classify = await engine.classifier(ours);
  const spread: number[] = [];
  for (const index of IMAGES) {
    const photo = await photoOf(index);
    const [first, second] = await theirs.predict(await canvasOf(photo));
    expect([first?.className, second?.className]).toEqual(["female", "male"]);
    const { female } = await classify(photo);
    expect(
      Math.abs(ofLabel(female, "female") - (first?.probability ?? Number.NaN)),
      `image ${index}`,
    ).toBeLessThan(CLOSE);
    spread.push(ofLabel(female, "female"));
  }
  expect(
    Math.max(...spread) - Math.min(...spread),
    "the answers differ, so agreeing means something",
  ).toBeGreaterThan(100 * CLOSE);
});

it("classifies real faces correctly where Keras is confident", async (test) => {
  const keras = JSON.parse(new TextDecoder().decode(await shared("golden/keras.json", test)));
  const h5 = new Blob([await shared("golden/keras_functional.h5", test)]);
  const opened = await engine.openFile(h5, "keras.h5", new AbortController().signal);
  if (opened.kind !== "model") throw new Error("The file is no model.");
  const files = await unzip(await tfjsZip(calibrated(opened.model), opened.weights));
  const file = (name: string) => new File([files.get(name) ?? ""], name);
  const theirs = await tmImage.loadFromFiles(file("model.json"), file("weights.bin"), file("metadata.json"));
  let sure = 0;
  for (const [index, image] of keras.images.entries()) {
    const expected: readonly number[] = keras.predictions["keras_functional.h5"][index];
    if (Math.max(...expected) < 0.6) continue;
    const photo = new Blob([await shared(`golden/images/${image}`, test)]);
    const [best] = await theirs.predictTopK(await canvasOf(photo), 1);
    expect(best?.className, image).toBe(keras.classes[expected.indexOf(Math.max(...expected))]);
    sure++;
  }
  expect(sure).toBeGreaterThan(5);
});

it("opens a zip saved by Teachable Machine, and gives the same predictions", async () => {
  const theirs = await trainThere(["Class 1", "Class 2"]);
  const zip = await savedBy(theirs);
  const opened = await engine.openFile(zip, "converted_keras.zip", new AbortController().signal);
  if (opened.kind !== "model") throw new Error("The zip is no model.");
  expect(opened.outputs).toMatchObject({ status: "asked", names: ["Class 1", "Class 2"] });
  expect(opened.model).toMatchObject({ preprocessing: "teachable-machine", name: "faces of class 7b" });
  expect(opened.model.head.hidden.map(({ units }) => units)).toEqual([100]);

  const ours = await engine.keepBackboneOf(opened);
  const classify = await engine.classifier(ours);
  const other = await engine.classifier(reversed(ours));
  for (const index of IMAGES) {
    // Wide and tall pictures, so that cropping matters.
    for (const [width, height] of [
      [224, 224],
      [301, 180],
      [160, 333],
    ] as const) {
      const photo = await photoOf(index, width, height);
      const [first] = await theirs.predict(await canvasOf(photo));
      const { female } = await classify(photo);
      const name = `image ${index}, ${width} × ${height}`;
      const close = width === height ? CLOSE : CLOSE_WHEN_SCALED;
      expect(Math.abs(ofLabel(female, "female") - (first?.probability ?? Number.NaN)), name).toBeLessThan(
        close,
      );
      const { female: second } = await other(photo);
      expect(
        distance(second, femaleOf(ofLabel(female, "male"), "female")),
        `${name}, outputs the other way round`,
      ).toBeLessThan(1e-6);
    }
  }

  // Exported again, it is still a Teachable Machine model.
  const files = await unzip(await tfjsZip(calibrated(ours), opened.weights));
  const file = (name: string) => new File([files.get(name) ?? ""], name);
  const again = await tmImage.loadFromFiles(file("model.json"), file("weights.bin"), file("metadata.json"));
  const photo = await canvasOf(await photoOf(0, 301, 180));
  const [[before], [after]] = [await theirs.predict(photo), await again.predict(photo)];
  expect(Math.abs((before?.probability ?? 0) - (after?.probability ?? 1))).toBeLessThan(1e-5);
});

it("derives labels from Teachable Machine's class names", async () => {
  const files = await unzip(await savedBy(await trainThere(["Boys", "Women"])));
  const opened = await engine.openFile(await zipWith(files), "x.zip", new AbortController().signal);
  expect(opened.kind === "model" && opened.outputs).toEqual({ status: "known" });
});

/** The library as used on pages: a script next to TensorFlow.js's, both global. */
async function loadLibrary(): Promise<typeof TmImage> {
  const page = globalThis as typeof globalThis & { tf?: unknown; tmImage?: typeof TmImage };
  page.tf = tf;
  const script = document.createElement("script");
  script.src = tmImageScript;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
  if (page.tmImage === undefined) throw new Error("The library is not there.");
  return page.tmImage;
}

/** Trains with the library itself, on the page's starter backbone instead of Google’s, which needs a network. */
async function trainThere(labels: readonly string[]): Promise<TmImage.TeachableMobileNet> {
  const files = await unzip(await tfjsZip(calibrated(model), weights));
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(files.get("model.json")));
  const backbone = tf.io.fromMemory({
    modelTopology,
    weightSpecs: weightsManifest[0].weights,
    weightData: files.get("weights.bin")?.buffer as ArrayBuffer,
  });
  const theirs = await tmImage.createTeachable(
    { modelName: "faces of class 7b", tfjsVersion: tf.version.tfjs },
    // The library passes it to `tf.loadLayersModel`, which accepts more than URLs.
    { checkpointUrl: backbone as unknown as string, trainingLayer: "out_relu" },
  );
  theirs.setLabels([...labels]);
  theirs.setSeed("7");
  for (const index of IMAGES) await theirs.addExample(index % 2, await canvasOf(await photoOf(index)));
  // WebAssembly has no kernels for the gradients.
  await tf.setBackend("cpu");
  await theirs.train({ denseUnits: 100, epochs: 3, learningRate: 1e-3, batchSize: 4 });
  await tf.setBackend("wasm");
  return theirs;
}

/** A zip as exported by Teachable Machine: the three files that its code writes. */
async function savedBy(theirs: TmImage.TeachableMobileNet): Promise<Blob> {
  const files: Record<string, string | Uint8Array> = {
    "metadata.json": JSON.stringify(theirs.getMetadata()),
  };
  await theirs.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const weightsManifest = [{ paths: ["weights.bin"], weights: weightSpecs }];
      files["model.json"] = JSON.stringify({ modelTopology, weightsManifest });
      files["weights.bin"] = new Uint8Array(weightData as ArrayBuffer);
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  return zipWith(new Map(), files);
}

/** One of the drawn faces, stretched to a size; lossless. */
async function photoOf(index: number, width = 224, height = 224): Promise<Blob> {
  const drawn = await createImageBitmap(new Blob([await fixture(`free/images/drawn_${index}.png`)]));
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.drawImage(drawn, 0, 0, width, height);
  return canvas.convertToBlob();
}

async function canvasOf(photo: Blob): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(photo);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return canvas;
}
