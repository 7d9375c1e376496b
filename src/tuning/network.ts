import * as tf from "@tensorflow/tfjs-core";
import { convolve, type Layer } from "../backbone/backbone";
import { type FoldedConvolution, foldBatchNorm } from "../backbone/fold-batch-norm";
import type { BackboneWeights } from "../backbone/weights";
import {
  averageGradient,
  depthwiseInputGradient,
  kernelGradient,
  pointwiseInputGradient,
  relu6Gradient,
} from "./convolution-gradients";
import { isTrained, type TunedBlocks, tunedFrom } from "./tuned";

/** A pointwise convolution that is trained. */
interface TrainedLayer extends Layer {
  /** Offset of its kernel in the parameters. */
  readonly offset: number;
  /** [1, 1, out, in], for the gradient with respect to the input. */
  readonly transposed: tf.Tensor4D;
}

type NetworkLayer = ({ readonly kind: "frozen" } & Layer) | ({ readonly kind: "trained" } & TrainedLayer);

interface NetworkBlock {
  readonly layers: NetworkLayer[];
  readonly add: string | undefined;
}

/** The input and output of one layer; the input belongs to the layer before. */
interface Step {
  readonly input: tf.Tensor4D;
  readonly output: tf.Tensor4D;
}

/** Everything that the backward pass needs from a forward pass. The owner calls `backward` or `forget`, once. */
export interface Tape {
  /** [n, 1280] */
  readonly features: tf.Tensor2D;
  /** The steps of each block, and the sum at its end if there is one. */
  readonly blocks: readonly { readonly steps: readonly Step[]; readonly sum: tf.Tensor4D | undefined }[];
}

/**
 * MobileNetV2 for fine-tuning: the kernels of its pointwise convolutions are trained (87 % of the parameters at width
 * 0.35, 94 % at 1.0); everything else is frozen, including batch norm and its statistics. In Keras, this reaches the
 * same metrics as training every convolution. Computes with folded kernels; the parameters are those of the checkpoint,
 * so that the optimizer does not depend on folding. Owns its tensors: call `dispose`.
 */
export class TunedNetwork {
  /** Number of parameters: the trained kernels, concatenated in checkpoint order. */
  readonly parameterCount: number;
  readonly #weights: BackboneWeights;
  readonly #frozen: readonly NetworkBlock[];
  readonly #tuned: readonly NetworkBlock[];
  /** The folding factor of each parameter. */
  readonly #scales: Float64Array;
  readonly #zeros = new Map<number, tf.Tensor1D>();

  constructor(weights: BackboneWeights, blocks: TunedBlocks) {
    this.#weights = weights;
    const folded = foldBatchNorm(weights);
    const first = tunedFrom(folded, blocks);
    const trained = folded.slice(first).flatMap(({ convolutions }) => convolutions.filter(isTrained));
    this.parameterCount = trained.reduce((sum, { kernel }) => sum + kernel.length, 0);
    this.#scales = new Float64Array(this.parameterCount);
    let offset = 0;
    const layerOf = (convolution: FoldedConvolution, tunable: boolean): NetworkLayer => {
      const layer = layerFrom(convolution);
      if (!tunable || !isTrained(convolution)) return { kind: "frozen", ...layer };
      const start = offset;
      offset += convolution.kernel.length;
      const { scale } = convolution;
      for (let index = 0; index < convolution.kernel.length; index++)
        this.#scales[start + index] = scale[index % scale.length] as number;
      return { kind: "trained", ...layer, offset: start, transposed: transpose(layer.kernel) };
    };
    const network = folded.map(({ convolutions, add }, block) => ({
      add,
      layers: convolutions.map((convolution) => layerOf(convolution, block >= first)),
    }));
    this.#frozen = network.slice(0, first);
    this.#tuned = network.slice(first);
  }

  /** The checkpoint's own kernels. */
  initialParameters(): Float32Array<ArrayBuffer> {
    const parameters = new Float32Array(this.parameterCount);
    for (const { folded, offset } of this.#trained()) {
      const { kernelOffset, kernel } = folded;
      parameters.set(this.#weights.values.subarray(kernelOffset, kernelOffset + kernel.length), offset);
    }
    return parameters;
  }

  /** Sets the kernels for later passes. */
  setParameters(parameters: Float32Array): void {
    const folded = parameters.map((value, index) => value * (this.#scales[index] as number));
    for (const { layers } of this.#tuned) {
      for (const [position, layer] of layers.entries()) {
        if (layer.kind !== "trained") continue;
        const { offset } = layer;
        const { kernelShape, kernel } = layer.folded;
        tf.dispose([layer.kernel, layer.transposed]);
        const fresh = tf.tensor4d(folded.slice(offset, offset + kernel.length), kernelShape);
        layers[position] = { ...layer, kernel: fresh, transposed: transpose(fresh) };
      }
    }
  }

  /** The whole backbone with these kernels, in the checkpoint's layout. */
  weights(parameters: Float32Array): BackboneWeights {
    const values = this.#weights.values.slice();
    for (const { folded, offset } of this.#trained())
      values.set(parameters.subarray(offset, offset + folded.kernel.length), folded.kernelOffset);
    return { width: this.#weights.width, values };
  }

  /**
   * Runs the frozen blocks before the tuned ones; their output for a picture never changes.
   * @param images [n, side, side, 3] in [-1, 1]; still owned by the caller
   * @returns [n, h, w, channels]; the caller disposes of it
   */
  frozen(images: tf.Tensor4D): tf.Tensor4D {
    let x = images;
    for (const block of this.#frozen) {
      const { steps, sum } = passThrough(block, x);
      const output = sum ?? lastOutput(steps);
      disposeOfBlock(steps, sum, output);
      if (x !== images) x.dispose();
      x = output;
    }
    return x;
  }

  /** Runs the tuned blocks and records the tape. @param map the result of `frozen`; still owned by the caller */
  forward(map: tf.Tensor4D): Tape {
    const blocks: { steps: Step[]; sum: tf.Tensor4D | undefined }[] = [];
    let x = map;
    for (const block of this.#tuned) {
      const passed = passThrough(block, x);
      blocks.push(passed);
      x = passed.sum ?? lastOutput(passed.steps);
    }
    return { features: tf.mean(x, [1, 2]), blocks };
  }

  /** Disposes of a forward pass without a backward pass, including its features. */
  forget({ features, blocks }: Tape): void {
    features.dispose();
    for (const { steps, sum } of blocks) disposeOfBlock(steps, sum, undefined);
  }

  /**
   * The gradient of a loss with respect to the parameters.
   * @param tape of the forward pass; consumed
   * @param dFeatures [n, 1280], the gradient with respect to the features
   * @returns [parameterCount], to be scaled by `unfold` once it has been read
   */
  backward(tape: Tape, dFeatures: Float32Array): tf.Tensor1D {
    tape.features.dispose();
    const gradients: tf.Tensor1D[] = [];
    const last = tape.blocks.at(-1)?.steps.at(-1)?.output;
    if (last === undefined) throw new RangeError("There is no block to propagate through.");
    let dOutput = averageGradient(dFeatures, last.shape);
    for (let block = this.#tuned.length - 1; block >= 0; block--) {
      const { steps, sum } = tape.blocks[block] as Tape["blocks"][number];
      dOutput = this.#backThrough(this.#tuned[block] as NetworkBlock, steps, dOutput, gradients);
      disposeOfBlock(steps, sum, undefined);
    }
    dOutput.dispose();
    const flat = tf.concat(gradients.reverse());
    tf.dispose(gradients);
    return flat;
  }

  /** Converts gradients of the folded kernels to those of the checkpoint's kernels, in place. */
  unfold(gradient: Float32Array): void {
    for (let index = 0; index < gradient.length; index++)
      gradient[index] = (gradient[index] as number) * (this.#scales[index] as number);
  }

  dispose(): void {
    for (const { layers } of [...this.#frozen, ...this.#tuned]) {
      for (const layer of layers) {
        tf.dispose([layer.kernel, layer.bias]);
        if (layer.kind === "trained") layer.transposed.dispose();
      }
    }
    tf.dispose([...this.#zeros.values()]);
    this.#zeros.clear();
  }

  *#trained(): Iterable<TrainedLayer> {
    for (const { layers } of this.#tuned)
      for (const layer of layers) if (layer.kind === "trained") yield layer;
  }

  /**
   * Appends the block's gradients to the list, last kernel first. Stops at the first trained kernel, before which no
   * gradient is needed.
   * @param dOutput consumed
   * @returns the gradient with respect to the block's input; in the first block, to its first trained kernel's input
   */
  #backThrough(
    { layers, add }: NetworkBlock,
    steps: readonly Step[],
    dOutput: tf.Tensor4D,
    gradients: tf.Tensor1D[],
  ): tf.Tensor4D {
    let dy = dOutput;
    for (let position = layers.length - 1; position >= 0; position--) {
      const layer = layers[position] as NetworkLayer;
      const { input, output } = steps[position] as Step;
      if (layer.folded.convolution.relu !== undefined) dy = replace(dy, relu6Gradient(dy, output), dOutput);
      if (layer.kind === "trained") gradients.push(flatten(kernelGradient(input, dy)));
      if (layer.kind === "trained" && layer.offset === 0) return dispose(dOutput, dy);
      dy = replace(dy, this.#inputGradient(layer, dy, input.shape), dOutput);
    }
    if (add === undefined) return dispose(dOutput, dy);
    const sum = tf.add<tf.Tensor4D>(dOutput, dy);
    tf.dispose([dOutput, dy]);
    return sum;
  }

  #inputGradient(layer: NetworkLayer, dy: tf.Tensor4D, inputShape: tf.Tensor4D["shape"]): tf.Tensor4D {
    const { convolution } = layer.folded;
    if (layer.kind === "trained")
      return pointwiseInputGradient(dy, layer.transposed, this.#zerosOf(convolution.inChannels));
    return depthwiseInputGradient(dy, layer.kernel, convolution, inputShape);
  }

  #zerosOf(length: number): tf.Tensor1D {
    const zeros = this.#zeros.get(length) ?? tf.zeros<tf.Rank.R1>([length]);
    this.#zeros.set(length, zeros);
    return zeros;
  }
}

function layerFrom(folded: FoldedConvolution): Layer {
  return { folded, kernel: tf.tensor4d(folded.kernel, folded.kernelShape), bias: tf.tensor1d(folded.bias) };
}

function transpose(kernel: tf.Tensor4D): tf.Tensor4D {
  return tf.transpose(kernel, [0, 1, 3, 2]);
}

function passThrough({ layers, add }: NetworkBlock, input: tf.Tensor4D) {
  const steps: Step[] = [];
  let x = input;
  for (const layer of layers) {
    const output = convolve(x, layer);
    steps.push({ input: x, output });
    x = output;
  }
  return { steps, sum: add === undefined ? undefined : tf.add<tf.Tensor4D>(input, x) };
}

function lastOutput(steps: readonly Step[]): tf.Tensor4D {
  const last = steps.at(-1);
  if (last === undefined) throw new RangeError("A block has no convolutions.");
  return last.output;
}

/** All tensors that a block created, except those still needed. */
function disposeOfBlock(
  steps: readonly Step[],
  sum: tf.Tensor4D | undefined,
  kept: tf.Tensor4D | undefined,
): void {
  for (const made of [...steps.map(({ output }) => output), sum])
    if (made !== undefined && made !== kept) made.dispose();
}

/** Replaces the gradient by the next one, and disposes of it unless the block's sum still needs it. */
function replace(before: tf.Tensor4D, next: tf.Tensor4D, kept: tf.Tensor4D): tf.Tensor4D {
  if (before !== kept) before.dispose();
  return next;
}

function dispose(used: tf.Tensor4D, kept: tf.Tensor4D): tf.Tensor4D {
  if (used !== kept) used.dispose();
  return kept;
}

function flatten(kernel: tf.Tensor4D): tf.Tensor1D {
  const flat = tf.reshape<tf.Rank.R1>(kernel, [kernel.size]);
  kernel.dispose();
  return flat;
}
