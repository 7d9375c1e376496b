/** Recognises MobileNetV2 with a classifier's head in the layers of a file, layer by layer, from its output back. */
import {
  BATCH_NORM_EPSILON,
  type Block,
  type Convolution,
  mobileNetV2,
  WIDTHS,
  type Width,
} from "../../backbone/architecture";
import { CLASS_COUNT } from "../../head/head";
import { MAX_UNITS } from "../schemas";
import { Refusal } from "./refusal";
import { INPUT_CLASS, type PlainLayer, type Topology } from "./topology";

/** A dense layer of the head. */
export interface DenseLayer {
  readonly layer: PlainLayer;
  readonly units: number;
  readonly hasBias: boolean;
}

/** What the layers of a file were recognised as. */
export interface RecognisedClassifier {
  readonly width: Width;
  /** The layers of the backbone that have variables, in Keras's topological order. */
  readonly backbone: readonly PlainLayer[];
  /** From the features on. */
  readonly hidden: readonly DenseLayer[];
  readonly last: DenseLayer;
  /** One output for the second label, in place of two that add up to 1. */
  readonly isSigmoid: boolean;
  readonly dropout: number;
}

/** Layers that do nothing but at training. */
const ONLY_AT_TRAINING = [
  "GaussianDropout",
  "GaussianNoise",
  "RandomBrightness",
  "RandomContrast",
  "RandomCrop",
  "RandomFlip",
  "RandomRotation",
  "RandomTranslation",
  "RandomZoom",
];

/** What Keras's `mobilenet_v2.preprocess_input` leaves in a model that calls it: x / 127.5 - 1. */
const SCALING = [
  { className: "TrueDivide", operand: 127.5 },
  { className: "Subtract", operand: 1 },
];

/**
 * Recognises the classifier whose output is `topology.output`.
 * @throws Refusal that names the layer, what was expected there and what was found
 */
export function recogniseClassifier({ output }: Topology): RecognisedClassifier {
  const chain = new Chain(output);
  const { dense, dropout, isSigmoid } = readHead(chain);
  const [last] = dense.splice(-1);
  if (last === undefined) throw new Refusal("it has no dense layer");
  const width = widthOf(chain);
  const backbone: PlainLayer[] = [];
  for (const block of mobileNetV2(width).toReversed()) backbone.unshift(...readBlock(chain, block));
  readInput(chain);
  return { width, backbone, hidden: dense, last, isSigmoid, dropout };
}

/** A walk from the output back to the input. */
class Chain {
  constructor(public at: PlainLayer) {}

  /** Takes the layer here, which must be a `className`, and goes on to its input. */
  take(className: string, expected: string): PlainLayer {
    const layer = this.at;
    if (layer.className !== className) throw unexpected(layer, expected);
    this.at = onlyInput(layer);
    return layer;
  }
}

function onlyInput(layer: PlainLayer): PlainLayer {
  const [input] = layer.inputs;
  if (input === undefined || layer.inputs.length > 1)
    throw new Refusal(
      `its layer ${layer.name} (${layer.className}) has ${layer.inputs.length} inputs, not one`,
    );
  return input;
}

function readHead(chain: Chain): { dense: DenseLayer[]; dropout: number; isSigmoid: boolean } {
  const dense: DenseLayer[] = [];
  let dropout: number | undefined;
  let isSigmoid = false;
  while (chain.at.className !== "GlobalAveragePooling2D") {
    const layer = chain.at;
    if (layer.className === "Dropout") {
      dropout = rateOf(layer);
    } else if (layer.className !== "Dense") {
      throw unexpected(layer, "a dense, dropout or global average pooling layer");
    } else {
      const isLast = dense.length === 0;
      if (isLast) isSigmoid = outputsOf(layer) === "sigmoid";
      else requireSetting(layer, "activation", ["relu"]);
      dense.unshift(denseOf(layer));
    }
    chain.at = onlyInput(layer);
  }
  const pooling = chain.take("GlobalAveragePooling2D", "global average pooling");
  requireSetting(pooling, "data_format", ["channels_last", undefined, null]);
  requireSetting(pooling, "keepdims", [false, undefined, null]);
  return { dense, dropout: dropout ?? 0, isSigmoid };
}

/** How the last layer tells two labels apart. */
function outputsOf(layer: PlainLayer): "softmax" | "sigmoid" {
  const { units, activation } = layer.config;
  if (units === CLASS_COUNT && activation === "softmax") return "softmax";
  if (units === 1 && activation === "sigmoid") return "sigmoid";
  throw new Refusal(
    `its last layer has ${String(units)} outputs with ${String(activation)}; expected ${CLASS_COUNT} with softmax, or 1 with sigmoid`,
  );
}

function denseOf(layer: PlainLayer): DenseLayer {
  const { units, use_bias: bias } = layer.config;
  if (typeof units !== "number" || !Number.isInteger(units) || units < 1 || units > MAX_UNITS)
    throw new Refusal(`its layer ${layer.name} has ${String(units)} units; expected 1 to ${MAX_UNITS}`);
  return { layer, units, hasBias: bias !== false };
}

function rateOf(layer: PlainLayer): number {
  const { rate } = layer.config;
  if (typeof rate !== "number" || !(rate >= 0 && rate < 1))
    throw new Refusal(`its layer ${layer.name} drops ${String(rate)} of the features; expected 0 to below 1`);
  return rate;
}

/**
 * The filters of the convolution that comes before the last one (320 × width) tell the width; there are as many in no
 * other place, so the walk goes there and back.
 */
function widthOf(chain: Chain): Width {
  const walk = new Chain(chain.at);
  readConvolution(walk, lastOf(WIDTHS[0] ?? 1), "any");
  const projection = walk.at.className === "BatchNormalization" ? onlyInput(walk.at) : walk.at;
  if (projection.className !== "Conv2D") throw unexpected(projection, "the last projection of MobileNetV2");
  const width = WIDTHS.find((each) => inputsOfLast(each) === projection.config.filters);
  if (width !== undefined) return width;
  const known = WIDTHS.map((each) => `${inputsOfLast(each)} (width ${each})`).join(" or ");
  throw new Refusal(
    `its layer ${projection.name} (${projection.className}) has ${String(projection.config.filters)} filters; expected ${known}`,
  );
}

function lastOf(width: Width): Convolution {
  const last = mobileNetV2(width).at(-1)?.convolutions[0];
  if (last === undefined) throw new RangeError("The table of blocks is empty.");
  return last;
}

function inputsOfLast(width: Width): number {
  return lastOf(width).inChannels;
}

/** The layers with variables of one block, in order. */
function readBlock(chain: Chain, { convolutions, add }: Block): PlainLayer[] {
  if (add === undefined) return readConvolutions(chain, convolutions);
  const sum = chain.at;
  const [one, other] = sum.inputs;
  if (sum.className !== "Add" || one === undefined || other === undefined || sum.inputs.length !== 2)
    throw unexpected(sum, `an addition of two (${add})`);
  // The block's input may be named first, as Keras does, or second.
  for (const [shortcut, branch] of [
    [one, other],
    [other, one],
  ] as const) {
    const walk = new Chain(branch);
    const layers = attempt(() => readConvolutions(walk, convolutions));
    if (layers === undefined || walk.at !== shortcut) continue;
    chain.at = shortcut;
    return layers;
  }
  // For the message that says what is wrong inside the branch.
  readConvolutions(new Chain(other), convolutions);
  throw new Refusal(`its layer ${sum.name} does not add a block's input to its output`);
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof Refusal) return undefined;
    throw thrown;
  }
}

function readConvolutions(chain: Chain, convolutions: readonly Convolution[]): PlainLayer[] {
  const layers: PlainLayer[] = [];
  for (const convolution of convolutions.toReversed()) layers.unshift(...readConvolution(chain, convolution));
  return layers;
}

/** A convolution, its batch norm and its ReLU6, with the zero padding in front where it is a layer of its own. */
function readConvolution(chain: Chain, expected: Convolution, filters?: "any"): [PlainLayer, PlainLayer] {
  const { name, batchNorm, relu, kind, kernelSize, stride, outChannels } = expected;
  if (relu !== undefined) {
    const layer = chain.take("ReLU", `ReLU6 (${relu})`);
    requireSetting(layer, "max_value", [6]);
    requireSetting(layer, "negative_slope", [0, undefined, null]);
    requireSetting(layer, "threshold", [0, undefined, null]);
  }
  const norm = chain.take("BatchNormalization", `batch normalization (${batchNorm})`);
  requireNear(norm, "epsilon", BATCH_NORM_EPSILON);
  requireSetting(norm, "axis", [-1, 3, [3], undefined]);
  requireSetting(norm, "scale", [true, undefined]);
  requireSetting(norm, "center", [true, undefined]);

  const className = kind === "depthwise" ? "DepthwiseConv2D" : "Conv2D";
  const layer = chain.take(className, `a convolution (${name})`);
  requireSetting(layer, "kernel_size", [[kernelSize, kernelSize], kernelSize]);
  requireSetting(layer, "strides", [[stride, stride], stride]);
  requireSetting(layer, "dilation_rate", [[1, 1], 1, undefined, null]);
  requireSetting(layer, "data_format", ["channels_last", undefined, null]);
  requireSetting(layer, "use_bias", [false]);
  requireSetting(layer, "activation", ["linear", undefined, null]);
  requireSetting(layer, "groups", [1, undefined, null]);
  if (kind === "depthwise") requireSetting(layer, "depth_multiplier", [1, undefined]);
  else if (filters !== "any") requireSetting(layer, "filters", [outChannels]);
  readPadding(chain, layer, expected);
  return [layer, norm];
}

/** Padding by a layer of its own and 'valid', or 'same': on the even sides here both pad at the end. */
function readPadding(chain: Chain, layer: PlainLayer, { stride, kernelSize }: Convolution): void {
  if (stride === 1) {
    requireSetting(layer, "padding", kernelSize === 1 ? ["same", "valid"] : ["same"]);
  } else if (chain.at.className === "ZeroPadding2D") {
    requireSetting(layer, "padding", ["valid"]);
    const padding = chain.take("ZeroPadding2D", "zero padding");
    requireSetting(padding, "padding", [
      [
        [0, 1],
        [0, 1],
      ],
    ]);
  } else {
    requireSetting(layer, "padding", ["same"]);
  }
}

/** Up to the model's input only what leaves photos as they are, or does what the page does to them anyway. */
function readInput(chain: Chain): void {
  const scaling: PlainLayer[] = [];
  while (chain.at.className !== INPUT_CLASS) {
    const layer = chain.at;
    if (layer.className === "Rescaling") {
      requireNear(layer, "scale", 1 / 127.5);
      requireNear(layer, "offset", -1);
    } else if (isScaling(layer)) {
      scaling.unshift(layer);
    } else if (!ONLY_AT_TRAINING.includes(layer.className)) {
      throw unexpected(layer, "the model's input");
    }
    chain.at = onlyInput(layer);
  }
  if (scaling.length > 0 && scaling.map(({ className }) => className).join() !== "TrueDivide,Subtract")
    throw new Refusal("it scales photos by another rule than x / 127.5 - 1");
}

function isScaling({ className, operands }: PlainLayer): boolean {
  return SCALING.some((step) => step.className === className && step.operand === operands[0]);
}

function requireSetting(
  { name, className, config }: PlainLayer,
  setting: string,
  allowed: readonly unknown[],
): void {
  const found = config[setting];
  if (allowed.some((value) => JSON.stringify(value) === JSON.stringify(found))) return;
  const wanted = JSON.stringify(allowed[0]);
  throw new Refusal(
    `the ${setting} of its layer ${name} (${className}) is ${clip(JSON.stringify(found) ?? "missing")}; expected ${wanted}`,
  );
}

/** For numbers that went through float32 on their way into the file. */
function requireNear({ name, className, config }: PlainLayer, setting: string, wanted: number): void {
  const found = config[setting];
  if (typeof found === "number" && Math.abs(found - wanted) < 1e-6) return;
  throw new Refusal(
    `the ${setting} of its layer ${name} (${className}) is ${clip(String(found))}; expected ${wanted}`,
  );
}

function unexpected({ name, className }: PlainLayer, expected: string): Refusal {
  if (className === INPUT_CLASS)
    return new Refusal(`it begins too late: expected ${expected}, found its input`);
  return new Refusal(`its layer ${clip(name)} is a ${clip(className)}; expected ${expected}`);
}

/** Files can hold anything, sentences for people cannot. */
function clip(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
