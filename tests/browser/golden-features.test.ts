import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it, type TestContext } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { Backbone } from "../../src/backbone/backbone";
import { checkpointFromBytes } from "../../src/backbone/hdf5";
import { INPUT_LENGTH, writeInput } from "../../src/backbone/preprocess";
import { startBackend } from "../../src/engine/backend";
import { decodePhoto, pixelsOf } from "../../src/engine/decode";
import type { BackendName } from "../../src/engine/protocol";
import { fixture, shared } from "./files";

/** A checkpoint, images, and Keras's features of them under it. */
interface Golden {
  readonly name: string;
  readonly checkpoint: string;
  readonly images: string;
  readonly list: string;
  readonly features: string;
  readonly read: (path: string, test: TestContext) => Promise<ArrayBuffer>;
}

const SHARED = { images: "golden/images", list: "golden/keras.json", read: shared };

const GOLDENS: readonly Golden[] = [
  {
    name: "width 0.35, random weights",
    checkpoint: "free/backbone_0.35_random.h5",
    images: "free/images",
    list: "free/keras.json",
    features: "free/features_0.35_random.f32",
    read: (path) => fixture(path),
  },
  {
    name: "width 0.35, ImageNet weights",
    checkpoint: "backbone/mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5",
    features: "golden/features_0.35_imagenet.f32",
    ...SHARED,
  },
  {
    name: "width 1.0, random weights",
    checkpoint: "golden/backbone_1.0_random.h5",
    features: "golden/features_1.0_random.f32",
    ...SHARED,
  },
];

const BACKENDS: readonly BackendName[] = ["wasm", "webgl"];

describe.each(BACKENDS)("features on %s", (backend) => {
  it.for(GOLDENS)("are Keras's: $name", async (golden, test) => {
    const checkpoint = await golden.read(golden.checkpoint, test);
    const wanted = new Float32Array(await golden.read(golden.features, test));
    const { images } = JSON.parse(new TextDecoder().decode(await golden.read(golden.list, test)));
    const input = new Float32Array(images.length * INPUT_LENGTH);
    for (const [index, name] of images.entries()) {
      const png = new Blob([await golden.read(`${golden.images}/${name}`, test)]);
      writeInput(pixelsOf(await decodePhoto(png, name, "keras")), "keras", input, index * INPUT_LENGTH);
    }

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

  it("do not depend on the batch that an image is in", async () => {
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
