import { beforeAll, describe, expect, it, type TestContext } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { checkpointFromBytes } from "../../src/backbone/hdf5";
import type { BackboneWeights } from "../../src/backbone/weights";
import { sha256 } from "../../src/common/sha256";
import { Engine } from "../../src/engine/page/engine";
import type { OpenedFile } from "../../src/engine/protocol/protocol";
import { femaleScores, ofLabel } from "../../src/metrics/probability";
import { calibrated } from "../../src/models/decision";
import { kerasH5 } from "../../src/models/formats/keras-h5";
import { classifierVariables, valuesOf } from "../../src/models/formats/layers";
import { tfjsZip } from "../../src/models/formats/tfjs-zip";
import type { TrainedModel } from "../../src/models/model";
import { type OpenedModel, reversed } from "../../src/models/opened";
import { aModel, randomHead } from "../a-model";
import { unzip, zipWith } from "../zips";
import { fixture, shared } from "./files";

const engine = new Engine(new URL("/", location.href).href);
const running = new AbortController().signal;

let weights: BackboneWeights;
let model: TrainedModel;

beforeAll(async () => {
  weights = await checkpointFromBytes(
    new Uint8Array(await fixture("free/backbone_0.35_random.h5")),
    "random",
  );
  model = aModel({
    backbone: { id: "0.35", width: 0.35, origin: "random", sha256: await sha256(weights.values) },
    evaluations: {
      val: {
        paths: ["female/alice.jpg", "male/bob.jpg"],
        labels: Uint8Array.of(0, 1),
        scores: femaleScores<never>(Float32Array.of(0.9, 0.2)),
      },
    },
  });
  await engine.backends.choose("wasm");
});

interface Golden {
  readonly file: string;
  readonly images: string;
  readonly list: string;
  readonly read: (path: string, test: TestContext) => Promise<ArrayBuffer>;
}

const SHARED = { images: "golden/images", list: "golden/keras.json", read: shared };

const GOLDENS: readonly Golden[] = [
  { file: "golden/keras_functional.h5", ...SHARED },
  { file: "golden/keras_sequential.h5", ...SHARED },
  {
    file: "free/keras_functional_random.h5",
    images: "free/images",
    list: "free/keras.json",
    read: (path) => fixture(path),
  },
];

describe("a model saved by Keras", () => {
  it.for(GOLDENS)("predicts as in Keras: $file", async (golden, test) => {
    const keras = await listOf(golden, test);
    const opened = await open(new Blob([await golden.read(golden.file, test)]), golden.file);
    expect(opened.outputs, "Keras does not save class names").toMatchObject({
      status: "asked",
      names: undefined,
    });
    const classify = await engine.classifier(await engine.keepBackboneOf(opened));
    const expected = keras.predictions[golden.file.split("/").at(-1) ?? ""];
    expect(expected).toHaveLength(keras.images.length);
    for (const [index, image] of keras.images.entries()) {
      const { female } = await classify(new Blob([await golden.read(`${golden.images}/${image}`, test)]));
      expect(
        Math.abs(ofLabel(female, "female") - (expected?.[index]?.[0] ?? Number.NaN)),
        image,
      ).toBeLessThan(1e-3);
    }
  });
});

/** A head with a hidden layer, as trained by other programs. */
const deepHead = () => {
  const units = 5;
  const kernel = Float32Array.from({ length: FEATURE_COUNT * units }, (_none, index) => Math.sin(index) / 9);
  const last = Float32Array.from({ length: units * 2 }, (_none, index) => Math.cos(index));
  const hidden = [
    { units, kernel, bias: Float32Array.from({ length: units }, (_none, index) => Math.sqrt(index)) },
  ];
  return { ...randomHead(), hidden, kernel: last };
};

describe.each([
  { name: "one layer", head: randomHead },
  { name: "a hidden layer", head: deepHead },
])("out, in and out again, with $name", ({ head }) => {
  it("exports an .h5 with the same values and metadata", async () => {
    const sent = { ...model, head: head() };
    const opened = await open(new Blob([await kerasH5(calibrated(sent), weights)]), "model.h5");
    expectSame(opened, sent, "model.h5");
    const again = await open(new Blob([await kerasH5(calibrated(opened.model), opened.weights)]), "again.h5");
    expect(await hashOf(again)).toBe(await hashOf({ model: sent, weights }));
  });

  it("exports a zip with the same bytes", async () => {
    const sent = { ...model, head: head() };
    const zip = await tfjsZip(calibrated(sent), weights);
    const opened = await open(zip, "tfjs.zip");
    expectSame(opened, sent, "tfjs.zip");
    const again = await unzip(await tfjsZip(calibrated(opened.model), opened.weights));
    const first = await unzip(zip);
    for (const name of ["weights.bin", "model.json"])
      expect(await sha256(contentOf(again, name)), name).toBe(await sha256(contentOf(first, name)));
  });
});

it("omits the names of photos from exports, but not those of drawn faces", async () => {
  const h5 = await open(new Blob([await kerasH5(calibrated(model), weights)]), "model.h5");
  expect(h5.model.evaluations.val?.paths).toEqual([]);
  expect(new TextDecoder("latin1").decode(await kerasH5(calibrated(model), weights))).not.toContain("alice");
  const drawn = {
    ...model,
    evaluations: { val: { ...valOf(model), paths: ["drawn faces/1", "drawn faces/2"] } },
  };
  const { evaluations } = (await open(await tfjsZip(calibrated(drawn), weights), "tfjs.zip")).model;
  expect(evaluations.val?.paths).toEqual(["drawn faces/1", "drawn faces/2"]);
});

it("swaps outputs that are named in reverse order", async () => {
  const files = await unzip(await tfjsZip(calibrated(reversed(model)), weights));
  const metadata = JSON.parse(new TextDecoder().decode(files.get("metadata.json")));
  const renamed = { ...metadata, labels: ["Men", "WOMEN"], userMetadata: {} };
  const opened = await open(await zipWith(files, { "metadata.json": JSON.stringify(renamed) }), "x.zip");
  expect(opened.outputs).toEqual({ status: "known" });
  expect(opened.model.head).toEqual(model.head);
});

it("distinguishes a checkpoint and a zip of photos from a model", async () => {
  const checkpoint = new Blob([await fixture("free/backbone_0.35_random.h5")]);
  const { kind } = await engine.openFile(checkpoint, "weights.h5", running);
  expect(kind).toBe("backbone");
  const photos = await zipWith(new Map(), { "male/1.jpg": "x" });
  expect(await engine.openFile(photos, "photos.zip", running)).toEqual({ kind: "photos" });
});

it("stops opening when aborted", async () => {
  const controller = new AbortController();
  const opening = engine.openFile(await tfjsZip(calibrated(model), weights), "tfjs.zip", controller.signal);
  controller.abort();
  await expect(opening).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
});

function expectSame({ model: opened, outputs }: OpenedModel, sent: TrainedModel, file: string): void {
  expect(outputs).toEqual({ status: "known" });
  const { name, created, preprocessing, head } = sent;
  expect(opened).toMatchObject({ name, created, preprocessing, head, openedFrom: file });
  // Its name in the file is not trusted.
  expect(opened.backbone).toMatchObject({ id: `model:${file}`, sha256: sent.backbone.sha256 });
  expect(opened.run).toEqual(sent.run && { ...sent.run, skipped: [] });
  expect(opened.evaluations.val?.scores).toEqual(valOf(sent).scores);
}

function valOf({ evaluations }: TrainedModel) {
  if (evaluations.val === undefined) throw new Error("The model has no evaluation.");
  return evaluations.val;
}

function contentOf(
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
  name: string,
): Uint8Array<ArrayBuffer> {
  const content = files.get(name);
  if (content === undefined) throw new Error(`${name} is missing.`);
  return content;
}

/** Hash of all values; comparing hundreds of thousands of numbers individually would take seconds. */
function hashOf({
  model: { head },
  weights: backbone,
}: Pick<OpenedModel, "model" | "weights">): Promise<string> {
  return sha256(valuesOf(classifierVariables(backbone, head)));
}

async function open(file: Blob, name: string): Promise<OpenedModel> {
  const opened: OpenedFile = await engine.openFile(file, name, running);
  if (opened.kind !== "model") throw new Error(`${name} is ${opened.kind}.`);
  return opened;
}

async function listOf({ list, read }: Golden, test: TestContext) {
  const text = new TextDecoder().decode(await read(list, test));
  return JSON.parse(text) as { images: string[]; predictions: Record<string, number[][]> };
}
