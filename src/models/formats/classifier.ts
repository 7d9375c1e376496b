/**
 * Recognises MobileNetV2 with a classifier's head in the layers of a file, layer by layer, from the output back to the
 * input.
 */
import { FEATURE_COUNT, mobileNetV2, type Width } from "../../backbone/architecture";
import { CLASS_COUNT } from "../../head/head";
import { MAX_UNITS, MOST_HEAD_WEIGHTS } from "../schemas";
import { readBlock, widthOf } from "./blocks";
import { Chain, onlyInput, requireNear, requireSetting, unexpected } from "./chain";
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
  /** The head's layers, in order from the features. */
  readonly hidden: readonly DenseLayer[];
  readonly last: DenseLayer;
  /** One output for the second label, instead of two that add up to 1. */
  readonly isSigmoid: boolean;
  readonly dropout: number;
}

/** Layers that only act during training. */
const ONLY_AT_TRAINING = [
  "GaussianDropout",
  "GaussianNoise",
  "RandomBrightness",
  "RandomContrast",
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
  requireSmallHead([...dense, last]);
  const width = widthOf(chain);
  const backbone: PlainLayer[] = [];
  for (const block of mobileNetV2(width).toReversed()) backbone.unshift(...readBlock(chain, block));
  readInput(chain);
  return { width, backbone, hidden: dense, last, isSigmoid, dropout };
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

/** Checked before any weights are read. */
function requireSmallHead(layers: readonly DenseLayer[]): void {
  let [inputs, weights] = [FEATURE_COUNT, 0];
  for (const { units } of layers) {
    weights += inputs * units;
    inputs = units;
  }
  if (weights > MOST_HEAD_WEIGHTS)
    throw new Refusal(`its dense layers have ${weights} weights; at most ${MOST_HEAD_WEIGHTS} are allowed`);
}

/** The kind of output of the last layer. */
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
 * Before the backbone, only layers that leave photos unchanged are allowed, or one that preprocesses them as the page
 * does.
 */
function readInput(chain: Chain): void {
  const scaling: string[] = [];
  while (chain.at.className !== INPUT_CLASS) {
    const layer = chain.at;
    if (layer.className === "Rescaling") {
      requireNear(layer, "scale", 1 / 127.5);
      requireNear(layer, "offset", -1);
      scaling.unshift(layer.className);
    } else if (isScaling(layer)) {
      scaling.unshift(layer.className);
    } else if (!ONLY_AT_TRAINING.includes(layer.className)) {
      throw unexpected(layer, "the model's input");
    }
    chain.at = onlyInput(layer);
  }
  if (!["", "Rescaling", "TrueDivide,Subtract"].includes(scaling.join()))
    throw new Refusal(`it scales photos by ${scaling.join(", then ")}; expected x / 127.5 - 1, once`);
}

function isScaling({ className, operands }: PlainLayer): boolean {
  return SCALING.some((step) => step.className === className && step.operand === operands[0]);
}
