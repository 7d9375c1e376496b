import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { type Convolve, instantiateKernels, type Kernels } from "./binary";

type ConvolutionInfo = tf.backend_util.Conv2DInfo;

/** What TensorFlow.js hands to the kernel of a fused convolution. */
interface Call {
  readonly inputs: Readonly<Record<"x" | "filter" | "bias", tf.TensorInfo | undefined>>;
  readonly attrs: {
    readonly strides: number | [number, number];
    readonly pad: "same" | "valid" | number;
    readonly dilations: number | [number, number];
    readonly activation: string;
  };
  readonly backend: BackendWasm;
}

/** One of our kernels, on the addresses of its tensors. */
type Run = (x: number, filter: number, bias: number, out: number, low: number, high: number) => void;

/** The kernel for a convolution; undefined where it has to be TensorFlow.js's own. */
type Choose = (kernels: Kernels, info: ConvolutionInfo) => Run | undefined;

/** What an activation is as a clamp; all others are left to TensorFlow.js. */
const CLAMPS: Readonly<Record<string, readonly [low: number, high: number]>> = {
  linear: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  relu6: [0, 6],
};

/** `pointwise` computes so many rows at once. */
const LEAST_ROWS = 6;

/**
 * Puts this folder's kernels in place of TensorFlow.js's on its WebAssembly backend, for the convolutions of
 * MobileNetV2 and no others; they work on the backend's own tensors. Call it once, before the backend starts.
 * Where the browser has no SIMD, or the backend hides its memory, all stays as it was.
 */
export function registerKernels(): void {
  replace("FusedConv2D", false, (kernels, info) => pointwise(kernels, info) ?? stem(kernels, info));
  replace("FusedDepthwiseConv2D", true, depthwise);
}

function replace(kernelName: string, depthwise: boolean, choose: Choose): void {
  const original = tf.getKernel(kernelName, "wasm");
  let kernels: Kernels | undefined;
  tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({
    ...original,
    setupFunc(backend) {
      original.setupFunc?.(backend);
      const memory = memoryOf(backend as BackendWasm);
      kernels = memory && instantiateKernels(memory);
    },
    kernelFunc(call) {
      const ours = kernels && attempt(call as unknown as Call, kernels, depthwise, choose);
      return ours ?? original.kernelFunc(call);
    },
  });
}

/** The memory that the backend's tensors lie in: an export of its module, which its types do not mention. */
function memoryOf({ wasm }: BackendWasm): WebAssembly.Memory | undefined {
  const { asm } = wasm as unknown as { readonly asm?: WebAssembly.Exports };
  return asm?.memory instanceof WebAssembly.Memory ? asm.memory : undefined;
}

function attempt(
  call: Call,
  kernels: Kernels,
  depthwise: boolean,
  choose: Choose,
): tf.TensorInfo | undefined {
  const { x, filter, bias } = call.inputs;
  const { strides, dilations, pad, activation } = call.attrs;
  const clamp = CLAMPS[activation];
  if (x === undefined || filter === undefined || bias === undefined || clamp === undefined) return undefined;
  const info = tf.backend_util.computeConv2DInfo(
    x.shape as tf.Tensor4D["shape"],
    filter.shape as tf.Tensor4D["shape"],
    strides,
    dilations,
    pad,
    undefined,
    depthwise,
  );
  const run = choose(kernels, info);
  if (run === undefined) return undefined;
  const out = call.backend.makeOutput(info.outShape, "float32");
  const [xAt, filterAt, biasAt, outAt] = [x, filter, bias, out].map(({ dataId }) =>
    call.backend.getMemoryOffset(dataId),
  ) as [number, number, number, number];
  run(xAt, filterAt, biasAt, outAt, ...clamp);
  return out;
}

function pointwise(kernels: Kernels, info: ConvolutionInfo): Run | undefined {
  const { batchSize, inHeight, inWidth, inChannels, outChannels } = info;
  const rows = batchSize * inHeight * inWidth;
  const fits =
    info.filterHeight === 1 &&
    info.filterWidth === 1 &&
    info.strideHeight === 1 &&
    info.strideWidth === 1 &&
    rows >= LEAST_ROWS &&
    inChannels % 2 === 0 &&
    outChannels % 8 === 0;
  if (!fits) return undefined;
  return (x, filter, bias, out, low, high) =>
    kernels.pointwise(x, filter, bias, out, rows, inChannels, outChannels, low, high);
}

function stem(kernels: Kernels, info: ConvolutionInfo): Run | undefined {
  const { inWidth, inChannels, outChannels } = info;
  const fits = isStride2(info) && inChannels === 3 && inWidth % 8 === 0 && outChannels % 8 === 0;
  return fits ? convolution(kernels.stem, info) : undefined;
}

function depthwise(kernels: Kernels, info: ConvolutionInfo): Run | undefined {
  if (info.inChannels % 4 !== 0 || info.outChannels !== info.inChannels) return undefined;
  if (isStride1(info)) return convolution(kernels.depthwise, info);
  if (isStride2(info)) return convolution(kernels.depthwiseStride2, info);
  return undefined;
}

function convolution(convolve: Convolve, info: ConvolutionInfo): Run {
  const { batchSize, inHeight, inWidth, outChannels } = info;
  return (x, filter, bias, out, low, high) =>
    convolve(x, filter, bias, out, batchSize, inHeight, inWidth, outChannels, low, high);
}

/** 3×3 with one zero all round. */
function isStride1(info: ConvolutionInfo): boolean {
  const { top, bottom, left, right } = info.padInfo;
  return isThreeByThree(info, 1) && top === 1 && bottom === 1 && left === 1 && right === 1;
}

/** 3×3 with one zero below and at the right, which is what 'same' comes to for even sides. */
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
