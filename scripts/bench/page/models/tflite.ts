import { Builder } from "flatbuffers";
import { FEATURE_COUNT, INPUT_SIZE } from "../../../../src/backbone/architecture";
import { type FoldedConvolution, foldBatchNorm } from "../../../../src/backbone/fold-batch-norm";
import type { BackboneWeights } from "../../../../src/backbone/weights";

/** Constants from LiteRT's `schema.fbs` (github.com/google-ai-edge/LiteRT, tflite/converter/schema). */
const FLOAT32 = 0;
const INT32 = 2;
const OPERATORS = { ADD: 0, CONV_2D: 3, DEPTHWISE_CONV_2D: 4, MEAN: 40 } as const;
const OPTIONS = { CONV_2D: 1, DEPTHWISE_CONV_2D: 2, ADD: 11, MEAN: 27 } as const;
const RELU6 = 3;
const NO_ACTIVATION = 0;
/** Like Keras, `Padding.SAME` puts an odd row at the end; all sides here are even. */
const SAME = 0;

/** Buffers that runtimes map into memory need this alignment: `force_align: 16` in the schema. */
const ALIGNMENT = 16;

type OperatorName = keyof typeof OPERATORS;

/** A tensor of the graph; without bytes, it is computed. */
interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: number;
  readonly bytes?: Uint8Array;
}

interface Operator {
  readonly name: OperatorName;
  readonly inputs: readonly number[];
  readonly output: number;
  /** Writes the operator's options table. */
  readonly options: (builder: Builder) => number;
}

/**
 * The frozen backbone as a TFLite model, batch norms folded and ReLU6 fused, as TensorFlow's converter writes it.
 * Input [batch, 224, 224, 3], output [batch, 1280].
 */
export function tfliteModel(weights: BackboneWeights, batch: number): Uint8Array {
  const graph = new Graph();
  const images = graph.tensor({ name: "images", shape: [batch, INPUT_SIZE, INPUT_SIZE, 3], type: FLOAT32 });
  let x = images;
  for (const { convolutions, add } of foldBatchNorm(weights)) {
    const input = x;
    for (const convolution of convolutions) x = graph.convolve(x, convolution);
    if (add !== undefined) x = graph.add(add, input, x);
  }
  return graph.finish(images, graph.mean("features", x, [batch, FEATURE_COUNT]));
}

/** Tensors and operators in the order of computation. */
class Graph {
  readonly #tensors: Tensor[] = [];
  readonly #operators: Operator[] = [];

  tensor(tensor: Tensor): number {
    return this.#tensors.push(tensor) - 1;
  }

  convolve(x: number, { convolution, kernel, bias }: FoldedConvolution): number {
    const { name, kind, stride, relu, kernelSize, inChannels, outChannels } = convolution;
    const depthwise = kind === "depthwise";
    // Depthwise [k, k, channels, 1] has the same values in memory as TFLite's [1, k, k, channels].
    const filter = depthwise
      ? this.#constant(`${name}/kernel`, [1, kernelSize, kernelSize, outChannels], kernel)
      : this.#constant(
          `${name}/kernel`,
          [outChannels, kernelSize, kernelSize, inChannels],
          outputsFirst(kernel, outChannels),
        );
    const shift = this.#constant(`${name}/bias`, [outChannels], bias);
    const [batch = 0, height = 0] = this.#tensors[x]?.shape ?? [];
    const side = height / stride;
    const output = this.tensor({ name, shape: [batch, side, side, outChannels], type: FLOAT32 });
    const activation = relu === undefined ? NO_ACTIVATION : RELU6;
    this.#operators.push({
      name: depthwise ? "DEPTHWISE_CONV_2D" : "CONV_2D",
      inputs: [x, filter, shift],
      output,
      options(builder) {
        builder.startObject(depthwise ? 7 : 6);
        builder.addFieldInt8(0, SAME, -1);
        builder.addFieldInt32(1, stride, 0);
        builder.addFieldInt32(2, stride, 0);
        if (depthwise) builder.addFieldInt32(3, 1, 0);
        builder.addFieldInt8(depthwise ? 4 : 3, activation, -1);
        return builder.endObject();
      },
    });
    return output;
  }

  add(name: string, a: number, b: number): number {
    const output = this.tensor({ name, shape: this.#tensors[a]?.shape ?? [], type: FLOAT32 });
    this.#operators.push({
      name: "ADD",
      inputs: [a, b],
      output,
      options(builder) {
        builder.startObject(2);
        return builder.endObject();
      },
    });
    return output;
  }

  /** The mean over height and width. */
  mean(name: string, x: number, shape: readonly number[]): number {
    const axes = new Uint8Array(Int32Array.of(1, 2).buffer);
    const over = this.tensor({ name: `${name}/axes`, shape: [2], type: INT32, bytes: axes });
    const output = this.tensor({ name, shape, type: FLOAT32 });
    this.#operators.push({
      name: "MEAN",
      inputs: [x, over],
      output,
      options(builder) {
        builder.startObject(1);
        return builder.endObject();
      },
    });
    return output;
  }

  /** The file. */
  finish(input: number, output: number): Uint8Array {
    const builder = new Builder(1024);
    // The format requires buffer 0 to be empty.
    const buffers = [undefined, ...this.#tensors.map(({ bytes }) => bytes)].map((bytes) =>
      writeBuffer(builder, bytes),
    );
    const names = [...new Set(this.#operators.map(({ name }) => name))];
    const codes = names.map((name) => writeCode(builder, OPERATORS[name]));
    const subgraph = this.#writeSubgraph(builder, names, input, output);
    const [codeList, subgraphs, bufferList] = [codes, [subgraph], buffers].map((list) =>
      offsets(builder, list),
    );
    builder.startObject(8);
    builder.addFieldInt32(0, 3, 0);
    builder.addFieldOffset(1, codeList ?? 0, 0);
    builder.addFieldOffset(2, subgraphs ?? 0, 0);
    builder.addFieldOffset(4, bufferList ?? 0, 0);
    builder.finish(builder.endObject(), "TFL3");
    return builder.asUint8Array();
  }

  #constant(name: string, shape: readonly number[], values: Float32Array): number {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.tensor({ name, shape, type: FLOAT32, bytes });
  }

  #writeSubgraph(builder: Builder, names: readonly OperatorName[], input: number, output: number): number {
    const tensors = offsets(
      builder,
      this.#tensors.map((tensor, index) => writeTensor(builder, tensor, index + 1)),
    );
    const operators = offsets(
      builder,
      this.#operators.map((operator) => writeOperator(builder, operator, names.indexOf(operator.name))),
    );
    const [inputs, outputs] = [integers(builder, [input]), integers(builder, [output])];
    builder.startObject(5);
    builder.addFieldOffset(0, tensors, 0);
    builder.addFieldOffset(1, inputs, 0);
    builder.addFieldOffset(2, outputs, 0);
    builder.addFieldOffset(3, operators, 0);
    return builder.endObject();
  }
}

function writeTensor(builder: Builder, { name, shape, type, bytes }: Tensor, buffer: number): number {
  const [sides, title] = [integers(builder, shape), builder.createString(name)];
  builder.startObject(4);
  builder.addFieldOffset(0, sides, 0);
  builder.addFieldInt8(1, type, FLOAT32);
  builder.addFieldInt32(2, bytes === undefined ? 0 : buffer, 0);
  builder.addFieldOffset(3, title, 0);
  return builder.endObject();
}

function writeOperator(builder: Builder, { name, inputs, output, options }: Operator, code: number): number {
  const [from, to, table] = [integers(builder, inputs), integers(builder, [output]), options(builder)];
  builder.startObject(5);
  builder.addFieldInt32(0, code, 0);
  builder.addFieldOffset(1, from, 0);
  builder.addFieldOffset(2, to, 0);
  builder.addFieldInt8(3, OPTIONS[name], 0);
  builder.addFieldOffset(4, table, 0);
  return builder.endObject();
}

function writeCode(builder: Builder, code: number): number {
  builder.startObject(4);
  // Older runtimes read the first of these fields, newer ones the last.
  builder.addFieldInt8(0, code, -1);
  builder.addFieldInt32(2, 1, 0);
  builder.addFieldInt32(3, code, -1);
  return builder.endObject();
}

function writeBuffer(builder: Builder, bytes: Uint8Array | undefined): number {
  let data = 0;
  if (bytes !== undefined) {
    builder.startVector(1, bytes.length, ALIGNMENT);
    for (let index = bytes.length - 1; index >= 0; index--) builder.addInt8(bytes[index] ?? 0);
    data = builder.endVector();
  }
  builder.startObject(1);
  builder.addFieldOffset(0, data, 0);
  return builder.endObject();
}

function integers(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

function offsets(builder: Builder, values: readonly number[]): number {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addOffset(value);
  return builder.endVector();
}

/** From [k, k, in, out] to [out, k, k, in]. */
function outputsFirst(kernel: Float32Array, outChannels: number): Float32Array {
  const each = kernel.length / outChannels;
  return kernel.map(
    (_weight, index) => kernel[(index % each) * outChannels + Math.floor(index / each)] ?? Number.NaN,
  );
}
