import { plain, relaxed, simd } from "virtual:kernels";

type Address = number;

/** Sizes are in values; the activation clamps to [low, high]. */
export interface Kernels {
  pointwise(
    x: Address,
    kernel: Address,
    bias: Address,
    out: Address,
    rows: number,
    inner: number,
    columns: number,
    low: number,
    high: number,
  ): void;
  readonly depthwise: Convolve;
  readonly depthwiseStride2: Convolve;
  readonly stem: Convolve;
  pointwiseKernelGradient(
    x: Address,
    dy: Address,
    out: Address,
    rows: number,
    inner: number,
    columns: number,
  ): void;
  readonly depthwiseInputGradient: InputGradient;
  readonly depthwiseStride2InputGradient: InputGradient;
  relu6Gradient(dy: Address, y: Address, out: Address, size: number): void;
}

/** `channels` are the output's. */
export type Convolve = (
  x: Address,
  kernel: Address,
  bias: Address,
  out: Address,
  images: number,
  height: number,
  width: number,
  channels: number,
  low: number,
  high: number,
) => void;

/** The sides are the input's. */
export type InputGradient = (
  dy: Address,
  kernel: Address,
  out: Address,
  images: number,
  height: number,
  width: number,
  channels: number,
) => void;

/** The two passes of a resize; for the parameters see `assembly/resize.ts`. */
export interface ResizeKernels {
  resizeRows(
    source: Address,
    rowBytes: number,
    starts: Address,
    weights: Address,
    taps: number,
    out: Address,
    outRowBytes: number,
    rows: number,
    columns: number,
  ): void;
  resizeColumns(
    source: Address,
    rowBytes: number,
    starts: Address,
    weights: Address,
    taps: number,
    out: Address,
    rows: number,
  ): void;
}

/** The fastest first. */
export const BINARIES = [relaxed, simd];

/** The binaries for resizing. All give the same bytes; the last runs in every browser with WebAssembly. */
export const RESIZE_BINARIES = [relaxed, simd, plain];

/** The kernels on a given memory, from the first of `binaries` that this browser supports; undefined without SIMD. */
export function instantiateKernels(memory: WebAssembly.Memory, binaries = BINARIES): Kernels | undefined {
  return instantiate(memory, binaries) as Kernels | undefined;
}

/** The same for the resize kernels. */
export function instantiateResize(
  memory: WebAssembly.Memory,
  binaries = RESIZE_BINARIES,
): ResizeKernels | undefined {
  return instantiate(memory, binaries) as ResizeKernels | undefined;
}

function instantiate(
  memory: WebAssembly.Memory,
  binaries: readonly Uint8Array<ArrayBuffer>[],
): unknown | undefined {
  const binary = binaries.find((each) => WebAssembly.validate(each));
  if (binary === undefined) return undefined;
  return new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } }).exports;
}
