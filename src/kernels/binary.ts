import { relaxed, simd } from "virtual:kernels";

type Address = number;

/** Sizes are counted in values; clamping to [low, high] is the activation. */
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

/** The fastest first. */
export const BINARIES = [relaxed, simd];

/** The kernels on a given memory, from the first of `binaries` that this browser takes; undefined without SIMD. */
export function instantiateKernels(memory: WebAssembly.Memory, binaries = BINARIES): Kernels | undefined {
  const binary = binaries.find((each) => WebAssembly.validate(each));
  if (binary === undefined) return undefined;
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(binary), { env: { memory } });
  return exports as unknown as Kernels;
}
