import "@tensorflow/tfjs-backend-cpu";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "../../src/engine/worker/start-backend";
import { BINARIES, instantiateKernels, type Kernels } from "../../src/kernels/binary";
import { pretendSimd } from "./simd";

/** Batch, height, width, channels in, channels out, side of the kernel, stride; a depthwise one keeps its channels. */
interface Shape {
  readonly name: string;
  readonly x: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly stride: 1 | 2;
  readonly pad?: "same" | "valid";
  readonly depthwise?: boolean;
}

/** Edge cases of our kernels: overlapping last tile, one row, one column, several images. */
const OURS: readonly Shape[] = [
  { name: "pointwise, a whole number of tiles", x: [1, 2, 3, 2], filter: [1, 1, 2, 8], stride: 1 },
  { name: "pointwise, tiles that overlap", x: [1, 7, 7, 24], filter: [1, 1, 24, 16], stride: 1 },
  { name: "pointwise, two images in one tile", x: [2, 1, 5, 10], filter: [1, 1, 10, 24], stride: 1 },
  { name: "depthwise", x: [2, 7, 5, 8], filter: [3, 3, 8, 1], stride: 1, depthwise: true },
  { name: "depthwise, one row", x: [1, 1, 6, 4], filter: [3, 3, 4, 1], stride: 1, depthwise: true },
  { name: "depthwise, one column", x: [1, 6, 1, 4], filter: [3, 3, 4, 1], stride: 1, depthwise: true },
  { name: "depthwise, stride 2", x: [2, 8, 6, 12], filter: [3, 3, 12, 1], stride: 2, depthwise: true },
  {
    name: "depthwise, stride 2, one pixel",
    x: [1, 2, 2, 4],
    filter: [3, 3, 4, 1],
    stride: 2,
    depthwise: true,
  },
  { name: "stem", x: [2, 4, 16, 3], filter: [3, 3, 3, 16], stride: 2 },
  { name: "stem, one tile", x: [1, 2, 8, 3], filter: [3, 3, 3, 8], stride: 2 },
];

/** Shapes that they must leave to TensorFlow.js. */
const OTHERS: readonly Shape[] = [
  { name: "too few rows", x: [1, 1, 5, 4], filter: [1, 1, 4, 8], stride: 1 },
  { name: "odd channels", x: [1, 4, 4, 5], filter: [1, 1, 5, 7], stride: 1 },
  { name: "pointwise, stride 2", x: [1, 6, 6, 4], filter: [1, 1, 4, 8], stride: 2 },
  { name: "standard 3×3", x: [1, 6, 6, 4], filter: [3, 3, 4, 8], stride: 1 },
  { name: "stem of odd height", x: [1, 7, 8, 3], filter: [3, 3, 3, 8], stride: 2 },
  {
    name: "depthwise, not padded",
    x: [1, 6, 6, 4],
    filter: [3, 3, 4, 1],
    stride: 1,
    pad: "valid",
    depthwise: true,
  },
  {
    name: "depthwise, stride 2, odd sides",
    x: [1, 7, 7, 4],
    filter: [3, 3, 4, 1],
    stride: 2,
    depthwise: true,
  },
  {
    name: "depthwise, two for each channel",
    x: [1, 5, 5, 4],
    filter: [3, 3, 4, 2],
    stride: 1,
    depthwise: true,
  },
];

const ACTIVATIONS = ["linear", "relu6"] as const;

describe.each(ACTIVATIONS)("a convolution on WebAssembly matches the cpu backend, %s", (activation) => {
  it.for([...OURS, ...OTHERS])("$name", async (shape) => {
    const [wasm, cpu] = [
      await convolved("wasm", shape, activation),
      await convolved("cpu", shape, activation),
    ];
    expect(wasm.length).toBe(cpu.length);
    expect(cpu.some((value) => value !== 0)).toBe(true);
    expectClose(wasm, cpu);
  });
});

describe.each(["plain", "none"] as const)("a convolution with SIMD %s", (simd) => {
  afterAll(() => pretendSimd("relaxed"));
  it.for([...OURS, ...OTHERS])("matches the cpu backend: $name", async (shape) => {
    pretendSimd(simd);
    const wasm = await convolved("wasm", shape, "relu6");
    expectClose(wasm, await convolved("cpu", shape, "relu6"));
  });
});

it("the backend still exposes its memory", async () => {
  await startBackend("wasm");
  const { asm } = (tf.backend() as BackendWasm).wasm as unknown as { asm: WebAssembly.Exports };
  expect(asm.memory).toBeInstanceOf(WebAssembly.Memory);
});

it("other activations are left to TensorFlow.js", async () => {
  const shape = OURS[1] as Shape;
  expectClose(await convolved("wasm", shape, "relu"), await convolved("cpu", shape, "relu"));
});

describe.each([
  ["relaxed SIMD", 0],
  ["SIMD", 1],
])("kernels with %s", (_name, index) => {
  let kernels: Kernels;
  const memory = new WebAssembly.Memory({ initial: 4 });
  beforeAll(() => {
    const found = instantiateKernels(memory, BINARIES.slice(index, index + 1));
    if (found === undefined) throw new Error("This Chromium lacks it.");
    kernels = found;
  });

  it("multiply matrices and clamp", () => {
    const [rows, inner, columns] = [7, 4, 8];
    const [x, filter, bias] = [wave(rows * inner), wave(inner * columns, 5), wave(columns)];
    const at = { x: 1024, filter: 4096, bias: 8192, out: 16384 };
    new Float32Array(memory.buffer, at.x, x.length).set(x);
    new Float32Array(memory.buffer, at.filter, filter.length).set(filter);
    new Float32Array(memory.buffer, at.bias, bias.length).set(bias);
    kernels.pointwise(at.x, at.filter, at.bias, at.out, rows, inner, columns, 0, 6);
    const expected = Float32Array.from({ length: rows * columns }, (_none, position) => {
      const [row, column] = [Math.floor(position / columns), position % columns];
      let sum = bias[column] as number;
      for (let step = 0; step < inner; step++)
        sum += (x[row * inner + step] as number) * (filter[step * columns + column] as number);
      return Math.min(6, Math.max(0, sum));
    });
    expectClose(new Float32Array(memory.buffer, at.out, expected.length), expected);
    expect(new Float32Array(memory.buffer, at.out + 4 * expected.length, 8)).toEqual(new Float32Array(8));
  });
});

async function convolved(
  backend: "wasm" | "cpu",
  { x, filter, stride, pad = "same", depthwise }: Shape,
  activation: "linear" | "relu" | "relu6",
): Promise<Float32Array> {
  if (backend === "wasm") await startBackend(backend);
  else await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const output = tf.tidy(() => {
    const outChannels = depthwise ? filter[2] * filter[3] : filter[3];
    const settings = {
      x: tensor(x, 3),
      filter: tensor(filter, 4),
      bias: tf.tensor1d(wave(outChannels)),
      strides: stride,
      pad,
      activation,
    };
    return depthwise ? tf.fused.depthwiseConv2d(settings) : tf.fused.conv2d(settings);
  });
  const values = (await output.data()) as Float32Array;
  output.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return values;
}

function tensor(shape: [number, number, number, number], scale: number): tf.Tensor4D {
  return tf.tensor4d(wave(tf.util.sizeFromShape(shape), scale), shape);
}

function wave(length: number, scale = 1): Float32Array {
  return Float32Array.from({ length }, (_none, index) => scale * Math.sin(index * 1.7 + scale));
}

function expectClose(actual: Float32Array, expected: Float32Array): void {
  for (const [index, value] of expected.entries()) expect(actual[index]).toBeCloseTo(value, 4);
}
