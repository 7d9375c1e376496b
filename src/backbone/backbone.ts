import * as tf from "@tensorflow/tfjs-core";
import { FEATURE_COUNT, INPUT_SIZE } from "./architecture";
import { type FoldedBlock, type FoldedConvolution, foldBatchNorm } from "./fold-batch-norm";
import type { BackboneWeights } from "./weights";

/** A convolution on the backend with its batch norm folded in; the creator of the tensors disposes of them. */
export interface Layer {
  readonly folded: FoldedConvolution;
  readonly kernel: tf.Tensor4D;
  readonly bias: tf.Tensor1D;
}

/**
 * The frozen MobileNetV2 on the current TensorFlow.js backend, as fused kernels (convolution + bias + ReLU6).
 * It owns its weights: the creator calls `dispose`.
 */
export class Backbone {
  readonly #blocks: readonly { readonly layers: readonly Layer[]; readonly add: FoldedBlock["add"] }[];

  constructor(weights: BackboneWeights) {
    this.#blocks = foldBatchNorm(weights).map(({ convolutions, add }) => ({
      add,
      layers: convolutions.map((folded) => ({
        folded,
        kernel: tf.tensor4d(folded.kernel, folded.kernelShape),
        bias: tf.tensor1d(folded.bias),
      })),
    }));
  }

  /**
   * Global-average-pooled features.
   * @param images [n, 224, 224, 3] in [-1, 1]; still owned by the caller
   * @returns [n, 1280]; the caller disposes of it
   */
  features(images: tf.Tensor4D): tf.Tensor2D {
    const map = this.#map(images);
    try {
      return tf.mean(map, [1, 2]);
    } finally {
      map.dispose();
    }
  }

  /** The same with plain arrays: `input` holds n × 224 × 224 × 3 values, the result n × 1280. */
  async extract(input: Float32Array, count: number): Promise<Float32Array> {
    const images = tf.tensor4d(input, [count, INPUT_SIZE, INPUT_SIZE, 3]);
    try {
      return await this.extractFrom(images);
    } finally {
      images.dispose();
    }
  }

  /** The same for images that are already on the backend; still owned by the caller. */
  async extractFrom(images: tf.Tensor4D): Promise<Float32Array> {
    const features = this.features(images);
    try {
      const values = (await features.data()) as Float32Array;
      if (values.length !== images.shape[0] * FEATURE_COUNT)
        throw new RangeError(`Got ${values.length} features.`);
      return values;
    } finally {
      features.dispose();
    }
  }

  /**
   * The last feature map, whose mean over all positions is the features.
   * @param images [n, 224, 224, 3] in [-1, 1]; still owned by the caller
   * @returns [n, 7, 7, 1280]
   */
  async mapFrom(images: tf.Tensor4D): Promise<Float32Array> {
    const map = this.#map(images);
    try {
      return (await map.data()) as Float32Array;
    } finally {
      map.dispose();
    }
  }

  /**
   * Computes only the first convolution, and waits for the result.
   * @param images [n, 224, 224, 3]; still owned by the caller
   */
  async computeStem(images: tf.Tensor4D): Promise<void> {
    const [stem] = this.#blocks[0]?.layers ?? [];
    if (stem === undefined) throw new RangeError("The backbone has no layers.");
    const mean = tf.tidy(() => tf.mean(convolve(images, stem)));
    await mean.data();
    mean.dispose();
  }

  dispose(): void {
    for (const { layers } of this.#blocks) {
      for (const { kernel, bias } of layers) tf.dispose([kernel, bias]);
    }
  }

  /**
   * The last feature map, [n, 7, 7, 1280]; the caller disposes of it. Each layer's input is disposed of immediately:
   * the next output then reuses the same memory, which is still in the CPU caches.
   */
  #map(images: tf.Tensor4D): tf.Tensor4D {
    let x = images;
    for (const { layers, add } of this.#blocks) {
      const input = x;
      for (const layer of layers) {
        const output = convolve(x, layer);
        if (x !== input) x.dispose();
        x = output;
      }
      if (add !== undefined) {
        const sum = tf.add<tf.Tensor4D>(input, x);
        x.dispose();
        x = sum;
      }
      if (input !== images) input.dispose();
    }
    return x;
  }
}

/**
 * One fused kernel: convolution, bias, and ReLU6 if any. Called by name, which skips the checks and gradient setup of
 * `tf.fused.conv2d`: 4 % of a photo's time at width 0.35. The caller disposes of the result.
 */
export function convolve(x: tf.Tensor4D, { folded, kernel, bias }: Layer): tf.Tensor4D {
  const { kind, stride, relu } = folded.convolution;
  const attrs = {
    strides: [stride, stride],
    // Keras pads stride 2 by (0,1),(0,1) and then convolves 'valid'. All sides are even (224 … 14), for which
    // TensorFlow's 'same' also puts the one row and column at the end.
    pad: "same",
    dataFormat: "NHWC",
    dilations: [1, 1],
    activation: relu === undefined ? "linear" : "relu6",
  };
  const name = kind === "depthwise" ? "FusedDepthwiseConv2D" : "FusedConv2D";
  return tf.engine().runKernel(name, { x, filter: kernel, bias }, attrs);
}
