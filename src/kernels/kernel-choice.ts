import type * as tf from "@tensorflow/tfjs-core";
import type { Convolve, InputGradient, Kernels } from "./binary";

export type ConvolutionInfo = tf.backend_util.Conv2DInfo;

/** One of our kernels, called with the addresses of its tensors. */
export type Run = (x: number, filter: number, bias: number, out: number, low: number, high: number) => void;

/** Rows that `pointwise` computes at once. */
const LEAST_ROWS = 6;

/** Our kernel for a standard convolution; undefined to use TensorFlow.js's own. */
export function standardConvolution(kernels: Kernels, info: ConvolutionInfo): Run | undefined {
  return pointwise(kernels, info) ?? stem(kernels, info);
}

/** The same for a depthwise convolution. */
export function depthwiseConvolution(kernels: Kernels, info: ConvolutionInfo): Run | undefined {
  if (!isPerChannel(info)) return undefined;
  if (isStride1(info)) return convolution(kernels.depthwise, info);
  if (isStride2(info)) return convolution(kernels.depthwiseStride2, info);
  return undefined;
}

/** Our kernel for the gradient of a depthwise convolution with respect to its input, if there is one. */
export function depthwiseInputGradient(kernels: Kernels, info: ConvolutionInfo): InputGradient | undefined {
  if (!isPerChannel(info)) return undefined;
  if (isStride1(info)) return kernels.depthwiseInputGradient;
  if (isStride2(info)) return kernels.depthwiseStride2InputGradient;
  return undefined;
}

/** Whether a convolution is a matrix product. */
export function isPointwise(info: ConvolutionInfo): boolean {
  return (
    info.filterHeight === 1 && info.filterWidth === 1 && info.strideHeight === 1 && info.strideWidth === 1
  );
}

function pointwise(kernels: Kernels, info: ConvolutionInfo): Run | undefined {
  const { batchSize, inHeight, inWidth, inChannels, outChannels } = info;
  const rows = batchSize * inHeight * inWidth;
  const fits = isPointwise(info) && rows >= LEAST_ROWS && inChannels % 2 === 0 && outChannels % 8 === 0;
  if (!fits) return undefined;
  return (x, filter, bias, out, low, high) =>
    kernels.pointwise(x, filter, bias, out, rows, inChannels, outChannels, low, high);
}

function stem(kernels: Kernels, info: ConvolutionInfo): Run | undefined {
  const { inWidth, inChannels, outChannels } = info;
  const fits = isStride2(info) && inChannels === 3 && inWidth % 8 === 0 && outChannels % 8 === 0;
  return fits ? convolution(kernels.stem, info) : undefined;
}

function isPerChannel({ inChannels, outChannels }: ConvolutionInfo): boolean {
  return outChannels === inChannels && inChannels % 4 === 0;
}

function convolution(convolve: Convolve, info: ConvolutionInfo): Run {
  const { batchSize, inHeight, inWidth, outChannels } = info;
  return (x, filter, bias, out, low, high) =>
    convolve(x, filter, bias, out, batchSize, inHeight, inWidth, outChannels, low, high);
}

/** 3×3 with one zero of padding on every side. */
function isStride1(info: ConvolutionInfo): boolean {
  const { top, bottom, left, right } = info.padInfo;
  return isThreeByThree(info, 1) && top === 1 && bottom === 1 && left === 1 && right === 1;
}

/** 3×3 with one zero of padding at the bottom and right, which equals 'same' for even sides. */
function isStride2(info: ConvolutionInfo): boolean {
  const { top, bottom, left, right } = info.padInfo;
  return isThreeByThree(info, 2) && top === 0 && bottom === 1 && left === 0 && right === 1;
}

function isThreeByThree(info: ConvolutionInfo, stride: number): boolean {
  const { filterHeight, filterWidth, strideHeight, strideWidth, dilationHeight, dilationWidth } = info;
  return (
    filterHeight === 3 &&
    filterWidth === 3 &&
    strideHeight === stride &&
    strideWidth === stride &&
    dilationHeight === 1 &&
    dilationWidth === 1
  );
}
