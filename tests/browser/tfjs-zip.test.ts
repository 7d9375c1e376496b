import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { INPUT_SIZE } from "../../src/backbone/architecture";
import { Backbone } from "../../src/backbone/backbone";
import { checkpointFromBytes } from "../../src/backbone/hdf5";
import { INPUT_LENGTH, writeInput } from "../../src/backbone/preprocess";
import { decodePhoto } from "../../src/engine/worker/decode";
import { startBackend } from "../../src/engine/worker/start-backend";
import { probabilities } from "../../src/head/head";
import { rowsInMemory } from "../../src/head/rows";
import { calibrated } from "../../src/models/decision";
import { tfjsZip } from "../../src/models/formats/tfjs-zip";
import { aModel } from "../a-model";
import { unzip } from "../zips";
import { fixture } from "./files";

const IMAGES = 6;

it("opens with plain tf.loadLayersModel and gives the page's own probabilities", async () => {
  await startBackend("wasm");
  const bytes = new Uint8Array(await fixture("free/backbone_0.35_random.h5"));
  const weights = await checkpointFromBytes(bytes, "random");
  const model = aModel();
  const files = await unzip(await tfjsZip(calibrated(model), weights));
  expect([...files.keys()].sort()).toEqual(["README.md", "metadata.json", "model.json", "weights.bin"]);
  expect(JSON.parse(text(files, "metadata.json"))).toMatchObject({
    labels: ["female", "male"],
    imageSize: 224,
  });

  const { modelTopology, weightsManifest } = JSON.parse(text(files, "model.json"));
  const layers = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: (files.get("weights.bin") as Uint8Array<ArrayBuffer>).buffer,
    }),
  );
  const input = await images();
  const theirs = tf.tidy(
    () => layers.predict(tf.tensor4d(input, [IMAGES, INPUT_SIZE, INPUT_SIZE, 3])) as tf.Tensor,
  );
  const backbone = new Backbone(weights);
  const features = await backbone.extract(input, IMAGES);
  const ours = probabilities(
    model.head,
    rowsInMemory(features),
    Uint32Array.from({ length: IMAGES }, (_none, row) => row),
  );
  const given = await theirs.data();
  expect(given).toHaveLength(ours.length);
  for (const [index, probability] of ours.entries()) {
    expect(Math.abs((given[index] ?? Number.NaN) - probability)).toBeLessThan(1e-4);
  }
  expect(
    Math.max(...ours) - Math.min(...ours),
    "the answers differ, so agreeing means something",
  ).toBeGreaterThan(0.2);
  backbone.dispose();
  theirs.dispose();

  const example = await startExample(text(files, "README.md"), layers);
  for (let index = 0; index < IMAGES; index++) {
    const female = ours[index * 2] ?? Number.NaN;
    expect(await example(await drawn(index))).toBe(
      `female ${female.toFixed(3)}, male ${(1 - female).toFixed(3)}`,
    );
  }
});

/** Runs the README's page inside this one. @returns its output for a photo */
async function startExample(
  readme: string,
  model: tf.LayersModel,
): Promise<(photo: Blob) => Promise<string>> {
  const script = /<script type="module">(.*?)<\/script>/s.exec(readme)?.[1] ?? "";
  document.body.innerHTML = '<input type="file"><p></p>';
  const run = async () => undefined;
  const AsyncFunction = run.constructor as new (...parts: string[]) => (library: unknown) => Promise<void>;
  await new AsyncFunction("tf", script)({ ...tf, loadLayersModel: async () => model });
  // Scripts cannot choose files, so the handler is called directly.
  const onChange = document.querySelector("input")?.onchange as unknown as (event: unknown) => Promise<void>;
  return async (photo) => {
    await onChange({ target: { files: [photo] } });
    return document.querySelector("p")?.textContent ?? "";
  };
}

async function images(): Promise<Float32Array> {
  const input = new Float32Array(IMAGES * INPUT_LENGTH);
  for (let index = 0; index < IMAGES; index++) {
    const pixels = await decodePhoto({ file: await drawn(index), path: "" }, "keras");
    writeInput(pixels, "keras", input, index * INPUT_LENGTH);
  }
  return input;
}

async function drawn(index: number): Promise<Blob> {
  return new Blob([await fixture(`free/images/drawn_${index}.png`)]);
}

function text(files: Map<string, Uint8Array>, name: string): string {
  return new TextDecoder().decode(files.get(name));
}
