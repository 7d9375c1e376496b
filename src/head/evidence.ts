import { activations, CLASS_COUNT, type Head, type HiddenLayer } from "./head";

/** The difference of a head's two logits, first minus second, as a linear function of its inputs. */
export interface EvidenceDirection {
  /** One per input. */
  readonly weights: Float32Array<ArrayBuffer>;
  readonly bias: number;
}

/** The evidence for either label by position. All values plus the bias sum to the difference of the logits. */
export interface Evidence {
  /** [7, 7], row by row: positive values favour the first label, negative ones the second. */
  readonly map: Float32Array<ArrayBuffer>;
  readonly bias: number;
}

/**
 * The effective linear weights of a head for a photo: their dot product with the features, plus the bias, is the
 * difference of the two logits. Without hidden layers these are the differences of the dense layer's columns, for every
 * photo (the weights of Zhou et al. 2016, “Learning deep features for discriminative localization”, section 2). Hidden
 * layers with ReLU are linear as long as the same units are active: the weights are then the product of the kernels
 * through the units active for these features, and valid for these features only.
 * @param features [1280], of one photo
 */
export function evidenceDirection(head: Head, features: Float32Array): EvidenceDirection {
  const outputs: Float32Array[] = [];
  for (const layer of head.hidden) outputs.push(activations(layer, outputs.at(-1) ?? features));
  let direction = differenceOfColumns(head);
  for (const [index, layer] of [...head.hidden.entries()].reverse())
    direction = throughLayer(layer, outputs[index] as Float32Array, direction);
  return direction;
}

function differenceOfColumns({ kernel, bias }: Head): EvidenceDirection {
  const weights = Float32Array.from(
    { length: kernel.length / CLASS_COUNT },
    (_none, input) => (kernel[CLASS_COUNT * input] as number) - (kernel[CLASS_COUNT * input + 1] as number),
  );
  return { weights, bias: (bias[0] as number) - (bias[1] as number) };
}

/** Propagates the weights from a layer's outputs to its inputs, through the active units. */
function throughLayer(
  { units, kernel, bias }: HiddenLayer,
  outputs: Float32Array,
  { weights, bias: behind }: EvidenceDirection,
): EvidenceDirection {
  const active = weights.map((weight, unit) => ((outputs[unit] as number) > 0 ? weight : 0));
  const inputs = Float32Array.from({ length: kernel.length / units }, (_none, input) =>
    dot(active, kernel.subarray(input * units, (input + 1) * units)),
  );
  return { weights: inputs, bias: behind + dot(active, bias) };
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] as number), 0);
}
