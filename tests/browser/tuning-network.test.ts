import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { Backbone } from "../../src/backbone/backbone";
import { checkpointFromBytes } from "../../src/backbone/hdf5";
import type { BackboneWeights } from "../../src/backbone/weights";
import { startBackend } from "../../src/engine/worker/start-backend";
import {
  averageGradient,
  depthwiseInputGradient,
  kernelGradient,
  pointwiseInputGradient,
  relu6Gradient,
} from "../../src/tuning/convolution-gradients";
import { TunedNetwork } from "../../src/tuning/network";
import { fixture } from "./files";
import { pretendSimd, type Simd } from "./simd";

type Backend = "wasm" | "wasm without relaxed SIMD" | "wasm without SIMD" | "webgl" | "cpu";

const TRAINED_ON = ["wasm", "wasm without relaxed SIMD", "wasm without SIMD", "webgl"] as const;

const SIMD: Readonly<Partial<Record<Backend, Simd>>> = {
  "wasm without relaxed SIMD": "plain",
  "wasm without SIMD": "none",
};

type Shape = [number, number, number, number];

/** Small pictures suffice: MobileNetV2 reduces 64 pixels to 2, and the cpu backend is slow. */
const SIDE = 64;
const IMAGES = 2;

/** One gradient of a convolution: ours, and TensorFlow.js's automatic one. */
interface Derivative {
  readonly name: string;
  readonly ours: () => tf.Tensor;
  readonly theirs: () => tf.Tensor;
}

const DERIVATIVES: readonly Derivative[] = [
  ...([1, 5, 7] as const).map((side) => ({
    name: `pointwise by its kernel, ${side}×${side}`,
    ours: () => kernelGradient(wave([2, side, side, 12]), wave([2, side, side, 16], 2)),
    theirs: () =>
      derivative(
        (kernel) => tf.conv2d(wave([2, side, side, 12]), kernel as tf.Tensor4D, 1, "same"),
        wave([1, 1, 12, 16]),
        wave([2, side, side, 16], 2),
      ),
  })),
  {
    name: "pointwise by its kernel, more rows than a strip",
    ours: () => kernelGradient(wave([1, 20, 20, 8]), wave([1, 20, 20, 8], 2)),
    theirs: () =>
      derivative(
        (kernel) => tf.conv2d(wave([1, 20, 20, 8]), kernel as tf.Tensor4D, 1, "same"),
        wave([1, 1, 8, 8]),
        wave([1, 20, 20, 8], 2),
      ),
  },
  {
    name: "pointwise by its input",
    ours: () =>
      pointwiseInputGradient(
        wave([2, 4, 4, 16]),
        tf.transpose(wave([1, 1, 8, 16], 3), [0, 1, 3, 2]),
        tf.zeros([8]),
      ),
    theirs: () =>
      derivative(
        (x) => tf.conv2d(x as tf.Tensor4D, wave([1, 1, 8, 16], 3), 1, "same"),
        wave([2, 4, 4, 8]),
        wave([2, 4, 4, 16]),
      ),
  },
  ...([1, 2] as const).flatMap((stride) =>
    [2, 6, 8].map((side) => ({
      name: `depthwise by its input, stride ${stride}, ${side}×${side}`,
      ours: () =>
        depthwiseInputGradient(
          wave([2, side / stride, side / stride, 8]),
          wave([3, 3, 8, 1], 3),
          { stride },
          [2, side, side, 8],
        ),
      theirs: () =>
        derivative(
          (x) => tf.depthwiseConv2d(x as tf.Tensor4D, wave([3, 3, 8, 1], 3), stride, "same"),
          wave([2, side, side, 8]),
          wave([2, side / stride, side / stride, 8]),
        ),
    })),
  ),
  // Shapes that the SIMD kernels do not support.
  {
    name: "pointwise by its kernel, odd channels",
    ours: () => kernelGradient(wave([2, 5, 5, 3]), wave([2, 5, 5, 7], 2)),
    theirs: () =>
      derivative(
        (kernel) => tf.conv2d(wave([2, 5, 5, 3]), kernel as tf.Tensor4D, 1, "same"),
        wave([1, 1, 3, 7]),
        wave([2, 5, 5, 7], 2),
      ),
  },
  {
    name: "3×3 by its kernel, stride 2",
    ours: () => anyKernelGradient(wave([2, 7, 6, 3]), wave([2, 4, 3, 5], 2), [3, 3, 3, 5], 2),
    theirs: () =>
      derivative(
        (kernel) => tf.conv2d(wave([2, 7, 6, 3]), kernel as tf.Tensor4D, 2, "same"),
        wave([3, 3, 3, 5]),
        wave([2, 4, 3, 5], 2),
      ),
  },
  ...([1, 2] as const).map((stride) => ({
    name: `depthwise by its input, odd sides and channels, stride ${stride}`,
    ours: () =>
      depthwiseInputGradient(
        wave([2, Math.ceil(7 / stride), Math.ceil(5 / stride), 5]),
        wave([3, 3, 5, 1], 3),
        { stride },
        [2, 7, 5, 5],
      ),
    theirs: () =>
      derivative(
        (x) => tf.depthwiseConv2d(x as tf.Tensor4D, wave([3, 3, 5, 1], 3), stride, "same"),
        wave([2, 7, 5, 5]),
        wave([2, Math.ceil(7 / stride), Math.ceil(5 / stride), 5]),
      ),
  })),
  {
    name: "depthwise by its input, two for each channel",
    ours: () =>
      depthwiseInputGradient(wave([1, 4, 4, 6]), wave([3, 3, 3, 2], 3), { stride: 1 }, [1, 4, 4, 3]),
    theirs: () =>
      derivative(
        (x) => tf.depthwiseConv2d(x as tf.Tensor4D, wave([3, 3, 3, 2], 3), 1, "same"),
        wave([1, 4, 4, 3]),
        wave([1, 4, 4, 6]),
      ),
  },
  {
    name: "ReLU6, an odd number of values",
    ours: () => relu6Gradient(wave([1, 3, 3, 3], 2), tf.relu6(wave([1, 3, 3, 3], 9))),
    theirs: () => derivative(tf.relu6, wave([1, 3, 3, 3], 9), wave([1, 3, 3, 3], 2)),
  },
  {
    name: "ReLU6",
    ours: () => relu6Gradient(wave([1, 6, 6, 4], 2), tf.relu6(wave([1, 6, 6, 4], 9))),
    theirs: () => derivative(tf.relu6, wave([1, 6, 6, 4], 9), wave([1, 6, 6, 4], 2)),
  },
  {
    name: "the mean over all pixels",
    ours: () => averageGradient(values([2, 4], 2), [2, 3, 3, 4]),
    theirs: () =>
      derivative((x) => tf.mean(x, [1, 2]), wave([2, 3, 3, 4]), tf.tensor2d(values([2, 4], 2), [2, 4])),
  },
];

describe.each(TRAINED_ON)("gradients on %s", (backend) => {
  it.for(DERIVATIVES)("match the cpu backend: $name", async ({ ours, theirs }) => {
    const actual = await valuesOn(backend, ours);
    const expected = await valuesOn("cpu", theirs);
    expect(actual.length).toBe(expected.length);
    expect(largest(expected)).toBeGreaterThan(0);
    expect(difference(actual, expected)).toBeLessThanOrEqual(1e-4 * largest(expected));
  });
});

describe("a forward and backward pass", () => {
  it.each(TRAINED_ON)("on %s matches the cpu backend", async (backend) => {
    const [ours, processor] = [await pass(backend, "all"), await pass("cpu", "all")];
    expect(difference(ours.features, processor.features)).toBeLessThanOrEqual(
      1e-4 * largest(processor.features),
    );
    expect(difference(ours.gradient, processor.gradient)).toBeLessThanOrEqual(
      1e-4 * largest(processor.gradient),
    );
  });

  it("gives the same gradients for the last blocks whether or not earlier ones are tuned", async () => {
    const [last, all] = [await pass("wasm", "last"), await pass("wasm", "all")];
    expect(last.gradient.length).toBeGreaterThan(0);
    expect(last.gradient.length).toBeLessThan(all.gradient.length);
    const tail = all.gradient.subarray(-last.gradient.length);
    expect(difference(last.gradient, tail)).toBeLessThanOrEqual(1e-5 * largest(tail));
    expect(difference(last.features, all.features)).toBe(0);
  });

  it("matches finite differences", async () => {
    const { gradient, lossAt, parameters } = await pass("cpu", "all");
    // Directional derivative along many parameters: one number that requires all of them to be right.
    const direction = gradient.map((slope, index) => (Math.floor(index / 100) % 2 === 0 ? slope : 0));
    const length = Math.sqrt(dot(direction, direction));
    const moved = (by: number) =>
      parameters.map((value, index) => value + (by * (direction[index] ?? 0)) / length);
    const step = 1e-4;
    const slope = ((await lossAt(moved(step))) - (await lossAt(moved(-step)))) / (2 * step);
    expect(slope / length).toBeCloseTo(1, 2);
  });

  it("has the checkpoint's features before any step, and returns the checkpoint", async () => {
    await startBackend("wasm");
    const weights = await someWeights();
    const network = new TunedNetwork(weights, "all");
    const parameters = network.initialParameters();
    network.setParameters(parameters);
    const backbone = new Backbone(weights);
    const input = images();
    const map = network.frozen(input);
    const tape = network.forward(map);
    const features = backbone.features(input);
    const [tuned, plain] = [await tape.features.data(), await features.data()];
    expect(difference(tuned as Float32Array, plain as Float32Array)).toBeLessThanOrEqual(1e-6);
    expect(network.weights(parameters).values).toEqual(weights.values);
    network.forget(tape);
    tf.dispose([input, map, features]);
    network.dispose();
    backbone.dispose();
  });
});

/** Features of two pictures, and the gradient of their weighted sum with respect to the parameters. */
async function pass(backend: Backend, blocks: "all" | "last") {
  await use(backend);
  const before = tf.memory().numTensors;
  const network = new TunedNetwork(await someWeights(), blocks);
  const parameters = network.initialParameters();
  const dFeatures = values([IMAGES, FEATURE_COUNT], 3);
  network.setParameters(parameters);
  const input = images();
  const map = network.frozen(input);
  const tape = network.forward(map);
  const features = (await tape.features.data()) as Float32Array;
  const flat = network.backward(tape, dFeatures);
  const gradient = (await flat.data()) as Float32Array;
  network.unfold(gradient);
  tf.dispose([input, map, flat]);
  network.dispose();
  expect(tf.memory().numTensors, "no tensor is left behind").toBe(before);
  const lossAt = async (at: Float32Array) => {
    const again = new TunedNetwork(await someWeights(), blocks);
    again.setParameters(at);
    const input = images();
    const first = again.frozen(input);
    const second = again.forward(first);
    const loss = dot((await second.features.data()) as Float32Array, dFeatures);
    again.forget(second);
    tf.dispose([input, first]);
    again.dispose();
    return loss;
  };
  return { features, gradient, parameters, lossAt };
}

async function someWeights(): Promise<BackboneWeights> {
  return checkpointFromBytes(new Uint8Array(await fixture("free/backbone_0.35_random.h5")), "random");
}

function images(): tf.Tensor4D {
  return wave([IMAGES, SIDE, SIDE, 3], 1);
}

async function use(backend: Backend): Promise<void> {
  pretendSimd(SIMD[backend] ?? "relaxed");
  if (backend === "cpu") await tf.setBackend(backend);
  else await startBackend(backend === "webgl" ? "webgl" : "wasm");
}

async function valuesOn(backend: Backend, compute: () => tf.Tensor): Promise<Float32Array> {
  await use(backend);
  const before = tf.memory().numTensors;
  const output = tf.tidy(compute);
  const answer = (await output.data()) as Float32Array;
  output.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return answer;
}

/** The gradient for a kernel of any size, which the network does not use. */
function anyKernelGradient(x: tf.Tensor4D, dy: tf.Tensor4D, filterShape: Shape, strides: number): tf.Tensor {
  const attrs = { strides, pad: "same", dataFormat: "NHWC", dimRoundingMode: undefined, filterShape };
  return tf.engine().runKernel("Conv2DBackpropFilter", { x, dy }, attrs as unknown as tf.NamedAttrMap);
}

/** By TensorFlow.js's automatic differentiation. */
function derivative(f: (x: tf.Tensor) => tf.Tensor, at: tf.Tensor, dy: tf.Tensor): tf.Tensor {
  return tf.grad(f)(at, dy);
}

function values(shape: readonly number[], scale = 1): Float32Array {
  const size = shape.reduce((product, side) => product * side, 1);
  return Float32Array.from({ length: size }, (_none, index) => scale * Math.sin(index * 1.7 + scale));
}

function wave(shape: Shape, scale = 1): tf.Tensor4D {
  return tf.tensor4d(values(shape, scale), shape);
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0);
}

function largest(numbers: Float32Array): number {
  return numbers.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

function difference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] ?? Number.NaN))), 0);
}
