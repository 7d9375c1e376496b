import { AppError } from "../common/error";
import { listed } from "../common/words";

/** A width multiplier of MobileNetV2 (`alpha` in Keras). */
interface BackboneWidth {
  /** At most 1: a wider backbone has more features than the heads are made for. */
  readonly width: number;
  /** As in the names of Keras's checkpoints; also the id of the backbone with ImageNet weights. */
  readonly name: string;
  /** What it is good for, where the backbone is chosen. */
  readonly purpose: string;
}

/**
 * The widths that Twofold knows, the most accurate first. Shapes, checkpoints, the build, the page, files and headless
 * follow from this table; "Add a backbone width" in CONTRIBUTING.md says how to extend it.
 */
export const BACKBONE_WIDTHS = [
  { width: 1, name: "1.0", purpose: "Most accurate, some four times slower" },
  { width: 0.35, name: "0.35", purpose: "Small and fast" },
] as const satisfies readonly BackboneWidth[];

export type Width = (typeof BACKBONE_WIDTHS)[number]["width"];

export const WIDTHS: readonly Width[] = BACKBONE_WIDTHS.map(({ width }) => width);

export const WIDTH_NAMES: readonly string[] = BACKBONE_WIDTHS.map(({ name }) => name);

/** "1.0", as in the names of Keras's checkpoints. */
export function widthName(width: Width): string {
  return BACKBONE_WIDTHS.find((each) => each.width === width)?.name ?? String(width);
}

/** What is wrong with a width that is not in the table, as the end of a sentence. */
export function unknownWidth(width: unknown): string {
  return `its width is ${String(width)}, and this version of Twofold knows only ${listed(WIDTH_NAMES)}`;
}

/** Side of the square input image in pixels. */
export const INPUT_SIZE = 224;

/** Number of features after global average pooling; the same for every width up to 1. */
export const FEATURE_COUNT = 1280;

/** Side of the last feature map: the image side after five strides of 2. */
export const MAP_SIDE = INPUT_SIZE / 2 ** 5;

/** Keras's `BatchNormalization(epsilon=1e-3)` in `keras/src/applications/mobilenet_v2.py`. */
export const BATCH_NORM_EPSILON = 1e-3;

/** One convolution, followed by batch norm and, except after a projection, ReLU6; names are Keras's. */
export interface Convolution {
  readonly name: string;
  readonly batchNorm: string;
  readonly relu: string | undefined;
  /** Keras's zero-padding layer before it: for every convolution of stride 2 except Conv1. */
  readonly padding: string | undefined;
  readonly kind: "standard" | "depthwise";
  readonly kernelSize: 1 | 3;
  readonly stride: 1 | 2;
  readonly inChannels: number;
  readonly outChannels: number;
}

/** Consecutive convolutions; the input is added to their output if `add` names a layer. */
export interface Block {
  readonly convolutions: readonly Convolution[];
  readonly add: string | undefined;
}

/** A variable of the backbone; `offset` is in float32 values, in the order in which Keras saves them. */
export interface Variable {
  readonly layer: string;
  readonly name: "kernel" | "depthwise_kernel" | "gamma" | "beta" | "moving_mean" | "moving_variance";
  readonly shape: readonly number[];
  readonly offset: number;
  readonly size: number;
}

/** Filters and stride of each inverted residual block: table 2 of Sandler et al. 2018, written out. */
const INVERTED_RESIDUALS: readonly { readonly filters: number; readonly stride: 1 | 2 }[] = [
  { filters: 16, stride: 1 },
  { filters: 24, stride: 2 },
  { filters: 24, stride: 1 },
  { filters: 32, stride: 2 },
  { filters: 32, stride: 1 },
  { filters: 32, stride: 1 },
  { filters: 64, stride: 2 },
  { filters: 64, stride: 1 },
  { filters: 64, stride: 1 },
  { filters: 64, stride: 1 },
  { filters: 96, stride: 1 },
  { filters: 96, stride: 1 },
  { filters: 96, stride: 1 },
  { filters: 160, stride: 2 },
  { filters: 160, stride: 1 },
  { filters: 160, stride: 1 },
  { filters: 320, stride: 1 },
];

const EXPANSION = 6;

/**
 * The blocks of MobileNetV2 without its top, from the image to the 7×7×1280 map. Layer names, shapes, parameter
 * counts, the forward pass and the exports all derive from this table.
 * @throws AppError `bad-checkpoint` for a width that Twofold does not know, from a file or another version of the page
 */
export function mobileNetV2(width: Width): readonly Block[] {
  if (!WIDTHS.includes(width)) {
    throw new AppError("bad-checkpoint", `This backbone cannot be used: ${unknownWidth(width)}.`, {
      next: `Use MobileNetV2 of width ${listed(WIDTH_NAMES, "or")}.`,
    });
  }
  const stemFilters = divisibleBy8(32 * width);
  const stem: Convolution = {
    name: "Conv1",
    batchNorm: "bn_Conv1",
    relu: "Conv1_relu",
    padding: undefined,
    kind: "standard",
    kernelSize: 3,
    stride: 2,
    inChannels: 3,
    outChannels: stemFilters,
  };
  const blocks: Block[] = [{ convolutions: [stem], add: undefined }];

  let channels = stemFilters;
  for (const [index, { filters, stride }] of INVERTED_RESIDUALS.entries()) {
    const outChannels = divisibleBy8(Math.trunc(filters * width));
    blocks.push(invertedResidual(index, channels, outChannels, stride));
    channels = outChannels;
  }

  const last = pointwise("Conv_1", "Conv_1_bn", "out_relu", channels, FEATURE_COUNT);
  blocks.push({ convolutions: [last], add: undefined });
  return blocks;
}

/** All variables of the backbone in Keras's topological order: per convolution its kernel, then its batch norm. */
export function variables(width: Width): readonly Variable[] {
  const list: Variable[] = [];
  let offset = 0;
  const push = (layer: string, name: Variable["name"], shape: readonly number[]) => {
    const size = shape.reduce((product, side) => product * side, 1);
    list.push({ layer, name, shape, offset, size });
    offset += size;
  };
  for (const { convolutions } of mobileNetV2(width)) {
    for (const convolution of convolutions) {
      const { name, batchNorm, kind, kernelSize, inChannels, outChannels } = convolution;
      if (kind === "depthwise") push(name, "depthwise_kernel", [kernelSize, kernelSize, inChannels, 1]);
      else push(name, "kernel", [kernelSize, kernelSize, inChannels, outChannels]);
      for (const statistic of ["gamma", "beta", "moving_mean", "moving_variance"] as const) {
        push(batchNorm, statistic, [outChannels]);
      }
    }
  }
  return list;
}

/** Number of float32 values of the backbone, batch-norm statistics included. */
export function parameterCount(width: Width): number {
  return variables(width).reduce((sum, { size }) => sum + size, 0);
}

function invertedResidual(index: number, inChannels: number, outChannels: number, stride: 1 | 2): Block {
  // The first block, which does not expand, has a special name in Keras.
  const prefix = index === 0 ? "expanded_conv" : `block_${index}`;
  const inner = index === 0 ? inChannels : inChannels * EXPANSION;
  const convolutions: Convolution[] = [];
  if (index > 0) {
    const expand = `${prefix}_expand`;
    convolutions.push(pointwise(expand, `${expand}_BN`, `${expand}_relu`, inChannels, inner));
  }
  const depthwise = `${prefix}_depthwise`;
  convolutions.push({
    name: depthwise,
    batchNorm: `${depthwise}_BN`,
    relu: `${depthwise}_relu`,
    padding: stride === 2 ? `${prefix}_pad` : undefined,
    kind: "depthwise",
    kernelSize: 3,
    stride,
    inChannels: inner,
    outChannels: inner,
  });
  const project = `${prefix}_project`;
  convolutions.push(pointwise(project, `${project}_BN`, undefined, inner, outChannels));
  const residual = stride === 1 && inChannels === outChannels;
  return { convolutions, add: residual ? `${prefix}_add` : undefined };
}

function pointwise(
  name: string,
  batchNorm: string,
  relu: string | undefined,
  inChannels: number,
  outChannels: number,
): Convolution {
  const kind = "standard";
  return {
    name,
    batchNorm,
    relu,
    padding: undefined,
    kind,
    kernelSize: 1,
    stride: 1,
    inChannels,
    outChannels,
  };
}

/** Keras's `_make_divisible(v, 8)`: the nearest multiple of 8 that is not more than 10 % below `value`. */
function divisibleBy8(value: number): number {
  const nearest = Math.max(8, Math.floor((value + 4) / 8) * 8);
  return nearest < 0.9 * value ? nearest + 8 : nearest;
}
