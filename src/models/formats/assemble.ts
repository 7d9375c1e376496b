import { FEATURE_COUNT, parameterCount, variables } from "../../backbone/architecture";
import type { BackboneWeights } from "../../backbone/weights";
import { CLASS_COUNT, type Head } from "../../head/head";
import type { DenseLayer, RecognisedClassifier } from "./classifier";
import { Refusal } from "./refusal";
import type { PlainLayer } from "./topology";

/** The names of variables in Keras 2 and TensorFlow.js; Keras 3 calls the depthwise kernel `kernel`, too. */
export type VariableName =
  | "kernel"
  | "depthwise_kernel"
  | "bias"
  | "gamma"
  | "beta"
  | "moving_mean"
  | "moving_variance";

/**
 * Reads one variable of a file's layer, float32, row by row.
 * @throws Refusal if it is missing or of another shape, before anything of another size is allocated
 */
export type ReadVariable = (layer: PlainLayer, name: VariableName, shape: readonly number[]) => Float32Array;

/** A classifier as in the file: the head's outputs are in the file's order. */
export interface FileClassifier {
  readonly backbone: BackboneWeights;
  readonly head: Head;
  /** Whether the file's model has one output, the probability of its second label, instead of two. */
  readonly isSingle: boolean;
}

/** Reads all variables of a recognised classifier. @throws Refusal */
export function assemble(recognised: RecognisedClassifier, read: ReadVariable): FileClassifier {
  const checked: ReadVariable = (layer, name, shape) => {
    const values = read(layer, name, shape);
    if (values.every(Number.isFinite)) return values;
    throw new Refusal(`the ${name} of its layer ${layer.name} holds numbers that are not finite`);
  };
  return {
    backbone: readBackbone(recognised, checked),
    head: readHead(recognised, checked),
    isSingle: recognised.isSigmoid,
  };
}

function readBackbone({ width, backbone }: RecognisedClassifier, read: ReadVariable): BackboneWeights {
  const list = variables(width);
  const layers = new Map(
    [...new Set(list.map(({ layer }) => layer))].map((name, index) => [name, backbone[index]]),
  );
  const values = new Float32Array(parameterCount(width));
  for (const { layer: name, name: variable, shape, offset } of list) {
    const layer = layers.get(name);
    if (layer === undefined) throw new RangeError(`${name} was not recognised.`);
    values.set(read(layer, variable, shape), offset);
  }
  return { width, values };
}

function readHead({ hidden, last, isSigmoid, dropout }: RecognisedClassifier, read: ReadVariable): Head {
  let inputs = FEATURE_COUNT;
  const layers = hidden.map((dense) => {
    const { kernel, bias } = readDense(dense, inputs, read);
    inputs = dense.units;
    return { units: dense.units, kernel, bias };
  });
  const { kernel, bias } = readDense(last, inputs, read);
  const both = isSigmoid ? { kernel: besideZero(kernel), bias: besideZero(bias) } : { kernel, bias };
  return { hidden: layers, ...both, dropout };
}

function readDense({ layer, units, hasBias }: DenseLayer, inputs: number, read: ReadVariable) {
  return {
    kernel: Float32Array.from(read(layer, "kernel", [inputs, units])),
    bias: hasBias ? Float32Array.from(read(layer, "bias", [units])) : new Float32Array(units),
  };
}

/** sigmoid(z) is the second of softmax(0, z): one output for the second label becomes two. */
function besideZero(values: Float32Array): Float32Array<ArrayBuffer> {
  const both = new Float32Array(values.length * CLASS_COUNT);
  for (const [index, value] of values.entries()) both[CLASS_COUNT * index + 1] = value;
  return both;
}
