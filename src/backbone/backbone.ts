import * as tf from "@tensorflow/tfjs-core";
import { FEATURE_COUNT, INPUT_SIZE } from "./architecture";
import { type FoldedBlock, type FoldedConvolution, foldBatchNorm } from "./fold-batch-norm";
import type { BackboneWeights } from "./weights";

/** A convolution on the backend, its batch norm folded in; whoever made the tensors disposes of them. */
export interface Layer {
  readonly folded: FoldedConvolution;
  readonly kernel: tf.Tensor4D;
  readonly bias: tf.Tensor1D;
}

/**
 * The frozen MobileNetV2 on the current TensorFlow.js backend, as fused kernels (convolution + bias + ReLU6).
 * It owns its weights: whoever creates it calls `dispose`.
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
   * @param images [n, 224, 224, 3] in [-1, 1]; stays the caller's
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

  /** The same from and to plain arrays: `input` holds n × 224 × 224 × 3 values, the answer n × 1280. */
  async extract(input: Float32Array, count: number): Promise<Float32Array> {
    const images = tf.tensor4d(input, [count, INPUT_SIZE, INPUT_SIZE, 3]);
    try {
      return await this.extractFrom(images);
    } finally {
      images.dispose();
    }
  }

  /** The same from images that are on the backend already; they stay the caller's. */
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
   * The last feature map, of which the features are the mean over all places.
   * @param images [n, 224, 224, 3] in [-1, 1]; stays the caller's
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
   * Computes the first convolution alone, and waits until that is done.
   * @param images [n, 224, 224, 3]; stays the caller's
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
   * The last feature map, [n, 7, 7, 1280]; the caller disposes of it. What a layer has used up is let go of at
   * once: the next layer's output then lies in the same memory, which the processor still has in its caches.
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
 * One fused kernel: convolution, bias, and ReLU6 where there is one. Called by its name, as `tf.fused.conv2d` does after
 * checks and preparations for gradients: 4 % of a photo's time at width 0.35. The caller disposes of the answer.
 */
export function convolve(x: tf.Tensor4D, { folded, kernel, bias }: Layer): tf.Tensor4D {
  const { kind, stride, relu } = folded.convolution;
  const attrs = {
    strides: [stride, stride],
    // Keras pads stride 2 by (0,1),(0,1) and then convolves 'valid'. Sides here are even (224 … 14), and for
    // those TensorFlow's 'same' puts the one row and column at the end too.
    pad: "same",
    dataFormat: "NHWC",
    dilations: [1, 1],
    activation: relu === undefined ? "linear" : "relu6",
  };
  const name = kind === "depthwise" ? "FusedDepthwiseConv2D" : "FusedConv2D";
  return tf.engine().runKernel(name, { x, filter: kernel, bias }, attrs);
}
