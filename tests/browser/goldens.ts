import type { TestContext } from "vitest";
import { INPUT_LENGTH, writeInput } from "../../src/backbone/preprocess";
import { decodePhoto } from "../../src/engine/worker/decode";
import { fixture, shared } from "./files";

/** A checkpoint, images, and Keras's features of them under it. */
export interface Golden {
  readonly name: string;
  readonly checkpoint: string;
  readonly images: string;
  readonly list: string;
  readonly features: string;
  readonly read: (path: string, test: TestContext) => Promise<ArrayBuffer>;
}

const SHARED = { images: "golden/images", list: "golden/keras.json", read: shared };

export const GOLDENS: readonly Golden[] = [
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

/** The images of a golden by name, and all of them as the backbone's input: images × 224 × 224 × 3 values. */
export async function goldenInput(
  golden: Golden,
  test: TestContext,
): Promise<{ images: readonly string[]; input: Float32Array }> {
  const { images } = JSON.parse(new TextDecoder().decode(await golden.read(golden.list, test)));
  const input = new Float32Array(images.length * INPUT_LENGTH);
  for (const [index, name] of images.entries()) {
    const png = new Blob([await golden.read(`${golden.images}/${name}`, test)]);
    writeInput(await decodePhoto({ file: png, path: name }, "keras"), "keras", input, index * INPUT_LENGTH);
  }
  return { images, input };
}
