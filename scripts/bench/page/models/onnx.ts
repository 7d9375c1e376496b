import protobuf from "protobufjs";
import { FEATURE_COUNT, INPUT_SIZE } from "../../../../src/backbone/architecture";
import { type FoldedConvolution, foldBatchNorm } from "../../../../src/backbone/fold-batch-norm";
import type { BackboneWeights } from "../../../../src/backbone/weights";

/** The part of onnx.proto3 (github.com/onnx/onnx) that this graph needs, with its field numbers. */
const SCHEMA = `
syntax = "proto3";
message Model { int64 ir_version = 1; string producer_name = 2; Graph graph = 7; repeated Opset opset_import = 8; }
message Opset { string domain = 1; int64 version = 2; }
message Graph {
  repeated Node node = 1; string name = 2; repeated Tensor initializer = 5;
  repeated Value input = 11; repeated Value output = 12;
}
message Node {
  repeated string input = 1; repeated string output = 2; string name = 3; string op_type = 4;
  repeated Attribute attribute = 5;
}
message Attribute { string name = 1; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message Value { string name = 1; Type type = 2; }
message Type { TensorType tensor_type = 1; }
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message Shape { repeated Dimension dim = 1; }
message Dimension { int64 dim_value = 1; }
`;

/** `AttributeProto.AttributeType` and `TensorProto.DataType`. */
const INT = 2;
const INTS = 7;
const FLOAT = 1;

interface Graph {
  readonly node: Record<string, unknown>[];
  readonly initializer: Record<string, unknown>[];
}

/**
 * The frozen backbone as an ONNX model (opset 13), batch norms folded, as an exporter writes it for inference.
 * Input `images` [batch, 3, 224, 224], output `features` [batch, 1280].
 */
export function onnxModel(weights: BackboneWeights, batch: number): Uint8Array {
  const graph: Graph = { node: [], initializer: [] };
  tensor(graph, "zero", [], Float32Array.of(0));
  tensor(graph, "six", [], Float32Array.of(6));
  let x = "images";
  for (const { convolutions, add } of foldBatchNorm(weights)) {
    const input = x;
    for (const convolution of convolutions) x = convolve(graph, convolution, x);
    if (add !== undefined) x = node(graph, "Add", add, [input, x]);
  }
  x = node(graph, "GlobalAveragePool", "pool", [x]);
  node(graph, "Flatten", "features", [x]);
  const model = {
    irVersion: 8,
    producerName: "twofold-bench",
    opsetImport: [{ domain: "", version: 13 }],
    graph: {
      ...graph,
      name: "backbone",
      input: [value("images", [batch, 3, INPUT_SIZE, INPUT_SIZE])],
      output: [value("features", [batch, FEATURE_COUNT])],
    },
  };
  const type = protobuf.parse(SCHEMA).root.lookupType("Model");
  return type.encode(type.fromObject(model)).finish();
}

function convolve(graph: Graph, { convolution, kernel, kernelShape, bias }: FoldedConvolution, x: string) {
  const { name, kind, stride, relu, kernelSize, outChannels } = convolution;
  const [, , inChannels] = kernelShape;
  const depthwise = kind === "depthwise";
  const shape = [outChannels, depthwise ? 1 : inChannels, kernelSize, kernelSize];
  tensor(graph, `${name}/kernel`, shape, outputsFirst(kernel, outChannels, depthwise ? 1 : inChannels));
  tensor(graph, `${name}/bias`, [outChannels], bias);
  // Keras pads stride 2 at the end only; see src/backbone/backbone.ts.
  const around = kernelSize === 1 ? 0 : 1;
  const before = stride === 2 ? 0 : around;
  const y = node(
    graph,
    "Conv",
    name,
    [x, `${name}/kernel`, `${name}/bias`],
    [
      ints("pads", [before, before, around, around]),
      ints("strides", [stride, stride]),
      ints("kernel_shape", [kernelSize, kernelSize]),
      { name: "group", type: INT, i: depthwise ? outChannels : 1 },
    ],
  );
  return relu === undefined ? y : node(graph, "Clip", relu, [y, "zero", "six"]);
}

/** From [k, k, in, out] to [out, in, k, k]. A depthwise kernel [k, k, channels, 1] is read as [k, k, 1, channels]. */
function outputsFirst(kernel: Float32Array, outChannels: number, inChannels: number): Float32Array {
  const area = kernel.length / (outChannels * inChannels);
  return kernel.map((_weight, index) => {
    const place = index % area;
    const input = Math.floor(index / area) % inChannels;
    const output = Math.floor(index / (area * inChannels));
    return kernel[(place * inChannels + input) * outChannels + output] ?? Number.NaN;
  });
}

function node(
  { node }: Graph,
  opType: string,
  name: string,
  input: readonly string[],
  attribute: readonly Record<string, unknown>[] = [],
): string {
  node.push({ opType, name, input, output: [name], attribute });
  return name;
}

function tensor({ initializer }: Graph, name: string, dims: readonly number[], values: Float32Array): void {
  const rawData = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  initializer.push({ name, dims, dataType: FLOAT, rawData });
}

function ints(name: string, values: readonly number[]): Record<string, unknown> {
  return { name, type: INTS, ints: values };
}

function value(name: string, sides: readonly number[]): Record<string, unknown> {
  const dim = sides.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: FLOAT, shape: { dim } } } };
}
