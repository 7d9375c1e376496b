import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { instantiateKernels, type Kernels } from "./binary";
import {
  type ConvolutionInfo,
  depthwiseConvolution,
  depthwiseInputGradient,
  isPointwise,
  type Run,
  standardConvolution,
} from "./kernel-choice";
import * as plain from "./plain";

type Shape4D = [number, number, number, number];

/** The arguments that TensorFlow.js passes to a kernel. */
interface Call {
  readonly inputs: Readonly<Record<string, tf.TensorInfo | undefined>>;
  readonly attrs: Readonly<Record<string, unknown>>;
  readonly backend: BackendWasm;
}

/** The parameters of a convolution. */
interface ConvolutionAttrs {
  readonly strides: number | [number, number];
  readonly pad: "same" | "valid" | number;
  readonly dilations?: number | [number, number];
}

/** The kernel for a convolution; undefined to use TensorFlow.js's own. */
type Choose = (kernels: Kernels, info: ConvolutionInfo) => Run | undefined;

/** The gradient with respect to the input of ReLU6, from `dy` and its output `y`; only this backend has this kernel. */
export const RELU6_GRADIENT = "Relu6Gradient";

/** Activations as clamps; all others are left to TensorFlow.js. */
const CLAMPS: Readonly<Record<string, readonly [low: number, high: number]>> = {
  linear: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
  relu6: [0, 6],
};

/**
 * Replaces TensorFlow.js's kernels on its WebAssembly backend by those of this folder, for MobileNetV2's convolutions
 * only, and adds the training kernels that the backend lacks. They work on the backend's own tensors. Call it once,
 * before the backend starts. Without SIMD, TensorFlow.js's own kernels compute the convolutions, and plain loops the
 * gradients.
 */
export function registerKernels(): void {
  replace("FusedConv2D", false, standardConvolution);
  replace("FusedDepthwiseConv2D", true, depthwiseConvolution);
  add("Conv2DBackpropFilter", kernelGradient);
  add("DepthwiseConv2dNativeBackpropInput", inputGradient);
  add(RELU6_GRADIENT, relu6Gradient);
}

function replace(kernelName: string, depthwise: boolean, choose: Choose): void {
  const original = tf.getKernel(kernelName, "wasm");
  let kernels: Kernels | undefined;
  tf.unregisterKernel(kernelName, "wasm");
  tf.registerKernel({
    ...original,
    setupFunc(backend) {
      original.setupFunc?.(backend);
      kernels = kernelsOn(backend as BackendWasm);
    },
    kernelFunc(call) {
      const ours = kernels && attempt(call as unknown as Call, kernels, depthwise, choose);
      return ours ?? original.kernelFunc(call);
    },
  });
}

function add(kernelName: string, compute: (kernels: Kernels | undefined, call: Call) => tf.TensorInfo): void {
  let kernels: Kernels | undefined;
  tf.registerKernel({
    kernelName,
    backendName: "wasm",
    setupFunc(backend) {
      kernels = kernelsOn(backend as BackendWasm);
    },
    kernelFunc: (call) => compute(kernels, call as unknown as Call),
  });
}

/** The backend's memory is an export of its module that its types omit. */
function kernelsOn({ wasm }: BackendWasm): Kernels | undefined {
  const { asm } = wasm as unknown as { readonly asm?: WebAssembly.Exports };
  return asm?.memory instanceof WebAssembly.Memory ? instantiateKernels(asm.memory) : undefined;
}

function attempt(
  call: Call,
  kernels: Kernels,
  depthwise: boolean,
  choose: Choose,
): tf.TensorInfo | undefined {
  const { x, filter, bias } = call.inputs;
  const clamp = CLAMPS[String(call.attrs.activation)];
  if (x === undefined || filter === undefined || bias === undefined || clamp === undefined) return undefined;
  const info = convolutionInfo(x.shape, filter.shape, call, depthwise);
  const run = choose(kernels, info);
  if (run === undefined) return undefined;
  const out = call.backend.makeOutput(info.outShape, "float32");
  const at = addresses(call.backend);
  run(at(x), at(filter), at(bias), at(out), ...clamp);
  return out;
}

/** `Conv2DBackpropFilter`. */
function kernelGradient(kernels: Kernels | undefined, { inputs, attrs, backend }: Call): tf.TensorInfo {
  const [x, dy] = [given(inputs.x), given(inputs.dy)];
  const info = convolutionInfo(x.shape, attrs.filterShape as number[], { attrs }, false);
  const { batchSize, inHeight, inWidth, inChannels, outChannels } = info;
  const out = backend.makeOutput(info.filterShape, "float32");
  if (kernels !== undefined && isPointwise(info) && inChannels % 4 === 0 && outChannels % 8 === 0) {
    const at = addresses(backend);
    const rows = batchSize * inHeight * inWidth;
    kernels.pointwiseKernelGradient(at(x), at(dy), at(out), rows, inChannels, outChannels);
  } else {
    const values = valuesOf(backend);
    plain.convolutionKernelGradient(values(x), values(dy), values(out), info);
  }
  return out;
}

/** `DepthwiseConv2dNativeBackpropInput`. */
function inputGradient(kernels: Kernels | undefined, { inputs, attrs, backend }: Call): tf.TensorInfo {
  const [dy, filter] = [given(inputs.dy), given(inputs.filter)];
  const info = convolutionInfo(attrs.inputShape as number[], filter.shape, { attrs }, true);
  const gradient = kernels && depthwiseInputGradient(kernels, info);
  const out = backend.makeOutput(info.inShape, "float32");
  if (gradient !== undefined) {
    const at = addresses(backend);
    gradient(at(dy), at(filter), at(out), info.batchSize, info.inHeight, info.inWidth, info.inChannels);
  } else {
    const values = valuesOf(backend);
    plain.depthwiseInputGradient(values(dy), values(filter), values(out), info);
  }
  return out;
}

function relu6Gradient(kernels: Kernels | undefined, { inputs, backend }: Call): tf.TensorInfo {
  const [dy, y] = [given(inputs.dy), given(inputs.y)];
  const size = tf.util.sizeFromShape(y.shape);
  const out = backend.makeOutput(y.shape, "float32");
  if (kernels !== undefined && size % 4 === 0) {
    const at = addresses(backend);
    kernels.relu6Gradient(at(dy), at(y), at(out), size);
  } else {
    const values = valuesOf(backend);
    plain.relu6Gradient(values(dy), values(y), values(out));
  }
  return out;
}

function given(tensor: tf.TensorInfo | undefined): tf.TensorInfo {
  if (tensor === undefined) throw new TypeError("A kernel was called without one of its tensors.");
  return tensor;
}

function convolutionInfo(
  inShape: number[],
  filterShape: number[],
  { attrs }: Pick<Call, "attrs">,
  depthwise: boolean,
): ConvolutionInfo {
  const { strides, pad, dilations = 1 } = attrs as unknown as ConvolutionAttrs;
  return tf.backend_util.computeConv2DInfo(
    inShape as Shape4D,
    filterShape as Shape4D,
    strides,
    dilations,
    pad,
    undefined,
    depthwise,
  );
}

/** Addresses of tensors in the backend's memory, in bytes. */
function addresses(backend: BackendWasm): (tensor: tf.TensorInfo) => number {
  return ({ dataId }) => backend.getMemoryOffset(dataId);
}

/** Tensors as views of the backend's memory, valid until it grows: create them after all outputs are allocated. */
function valuesOf(backend: BackendWasm): (tensor: tf.TensorInfo) => Float32Array {
  const { buffer } = backend.wasm.HEAPU8;
  return ({ dataId, shape }) =>
    new Float32Array(buffer, backend.getMemoryOffset(dataId), tf.util.sizeFromShape(shape));
}
