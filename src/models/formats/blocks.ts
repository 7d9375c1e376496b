/** Recognises MobileNetV2's blocks in the layers of a file. */
import {
  BATCH_NORM_EPSILON,
  type Block,
  type Convolution,
  mobileNetV2,
  WIDTHS,
  type Width,
} from "../../backbone/architecture";
import { Chain, onlyInput, requireNear, requireSetting, unexpected } from "./chain";
import { Refusal } from "./refusal";
import type { PlainLayer } from "./topology";

/**
 * The number of filters of the last convolution but one (320 × width) gives the width, so the walk goes there and
 * returns.
 */
export function widthOf(chain: Chain): Width {
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
export function readBlock(chain: Chain, { convolutions, add }: Block): PlainLayer[] {
  if (add === undefined) return readConvolutions(chain, convolutions);
  const sum = chain.at;
  const [one, other] = sum.inputs;
  if (sum.className !== "Add" || one === undefined || other === undefined || sum.inputs.length !== 2)
    throw unexpected(sum, `an addition of two (${add})`);
  // The block's input may come first, as in Keras, or second.
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
  // For the message about what is wrong inside the branch.
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

/** A convolution, its batch norm and its ReLU6, and the zero padding in front if that is a separate layer. */
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

/** Either a padding layer and 'valid', or 'same': with the even sizes here, both pad at the end. */
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
