import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { Backbone } from "../../src/backbone/backbone";
import type { BackendName } from "../../src/backbone/backend";
import { checkpointFromBytes } from "../../src/backbone/hdf5";
import { INPUT_LENGTH } from "../../src/backbone/preprocess";
import { startBackend } from "../../src/engine/worker/start-backend";
import { fixture } from "./files";
import { GOLDENS, goldenInput } from "./goldens";

const BACKENDS: readonly BackendName[] = ["wasm", "webgl"];

describe.each(BACKENDS)("features on %s", (backend) => {
  it.for(GOLDENS)("match Keras's: $name", async (golden, test) => {
    const checkpoint = await golden.read(golden.checkpoint, test);
    const wanted = new Float32Array(await golden.read(golden.features, test));
    const { images, input } = await goldenInput(golden, test);

    await startBackend(backend);
    expect(tf.getBackend()).toBe(backend);
    const before = tf.memory().numTensors;
    const backbone = new Backbone(await checkpointFromBytes(new Uint8Array(checkpoint), golden.name));
    const loaded = tf.memory().numTensors;
    const features = await backbone.extract(input, images.length);
    expect(tf.memory().numTensors, "no tensor is left behind by a pass").toBe(loaded);
    backbone.dispose();
    expect(tf.memory().numTensors, "dispose frees the weights").toBe(before);

    expect(features.length).toBe(wanted.length);
    const largest = wanted.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    for (let image = 0; image < images.length; image++) {
      const ours = features.subarray(image * FEATURE_COUNT, (image + 1) * FEATURE_COUNT);
      const keras = wanted.subarray(image * FEATURE_COUNT, (image + 1) * FEATURE_COUNT);
      expect(cosine(ours, keras), images[image]).toBeGreaterThanOrEqual(0.999999);
      expect(largestDifference(ours, keras) / largest, images[image]).toBeLessThanOrEqual(1e-4);
    }
  });

  it("do not depend on the batch of an image", async () => {
    await startBackend(backend);
    const backbone = new Backbone(
      await checkpointFromBytes(new Uint8Array(await fixture("free/backbone_0.35_random.h5")), "random"),
    );
    const input = Float32Array.from({ length: 3 * INPUT_LENGTH }, (_none, index) => Math.sin(index * 0.37));
    const together = await backbone.extract(input, 3);
    const alone = await backbone.extract(input.slice(INPUT_LENGTH, 2 * INPUT_LENGTH), 1);
    expect(Array.from(together.subarray(FEATURE_COUNT, 2 * FEATURE_COUNT))).toEqual(Array.from(alone));
    backbone.dispose();
  });
});

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? Number.NaN))), 0);
}
