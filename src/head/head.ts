import { FEATURE_COUNT } from "../backbone/architecture";
import { LABELS } from "../common/label";
import type { FeatureRows } from "./rows";

/** Outputs of the dense layer, one per label. */
export const CLASS_COUNT = LABELS.length;

/** A dense layer with ReLU, between the features and the last layer. */
export interface HiddenLayer {
  readonly units: number;
  /** [inputs, units], row by row: Keras's `Dense` kernel. */
  readonly kernel: Float32Array<ArrayBuffer>;
  /** [units]. */
  readonly bias: Float32Array<ArrayBuffer>;
}

/** The trained part of the classifier: dropout (in training only) → hidden layers, if any → dense 2 → softmax. */
export interface Head {
  /** Empty in models trained in the page; models opened from a file may have some. */
  readonly hidden: readonly HiddenLayer[];
  /** [1280 or the last hidden layer's units, 2], row by row: Keras's `Dense` kernel. */
  readonly kernel: Float32Array<ArrayBuffer>;
  /** [2]. */
  readonly bias: Float32Array<ArrayBuffer>;
  /** Dropout rate in training, stored for exports. */
  readonly dropout: number;
}

/** Rows of a feature matrix with the label of each. */
export interface LabelledRows {
  /** Row numbers in the feature matrix. */
  readonly rows: Uint32Array;
  /** Index of the label in `LABELS`, one per row. */
  readonly labels: Uint8Array;
}

/**
 * Probabilities of the two labels for some rows of features.
 * @returns [rows.length, 2], each pair adding up to 1
 */
export function probabilities(head: Head, features: FeatureRows, rows: Uint32Array): Float32Array {
  const answer = new Float32Array(rows.length * CLASS_COUNT);
  const values = new Float32Array(FEATURE_COUNT);
  const row = new Uint32Array(1);
  for (let index = 0; index < rows.length; index++) {
    row[0] = rows[index] as number;
    features.copy(row, values);
    const probability = probabilityOfFirst(head, values);
    answer[2 * index] = probability;
    answer[2 * index + 1] = 1 - probability;
  }
  return answer;
}

/** The probability of the first label for the features of one photo. */
export function probabilityOfFirst({ hidden, kernel, bias }: Head, features: Float32Array): number {
  let values = features;
  for (const layer of hidden) values = activations(layer, values);
  let first = bias[0] as number;
  let second = bias[1] as number;
  for (let input = 0; input < values.length; input++) {
    const value = values[input] as number;
    first += value * (kernel[2 * input] as number);
    second += value * (kernel[2 * input + 1] as number);
  }
  return softmaxOfFirst(first, second);
}

/** The output of a hidden layer: ReLU of the dense layer. */
export function activations({ units, kernel, bias }: HiddenLayer, inputs: Float32Array): Float32Array {
  const sums = Float64Array.from(bias);
  for (const [input, value] of inputs.entries()) {
    if (value === 0) continue;
    for (let unit = 0, at = input * units; unit < units; unit++, at++)
      sums[unit] = (sums[unit] as number) + value * (kernel[at] as number);
  }
  return Float32Array.from(sums, (sum) => Math.max(0, sum));
}

/** The first of two softmax outputs: 1 / (1 + e^(second − first)), which never overflows to NaN. */
export function softmaxOfFirst(first: number, second: number): number {
  return 1 / (1 + Math.exp(second - first));
}
