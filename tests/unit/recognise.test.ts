import { describe, expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { type Head, probabilities } from "../../src/head/head";
import { rowsInMemory } from "../../src/head/rows";
import { assemble, type ReadVariable } from "../../src/models/formats/assemble";
import { recogniseClassifier } from "../../src/models/formats/classifier";
import { classifierTopology, type LayerJson } from "../../src/models/formats/layers";
import { readTopology } from "../../src/models/formats/topology";
import { randomHead } from "../a-model";

type Json = Record<string, unknown>;

const LAYERS = classifierTopology(0.35, randomHead()).config.layers;

/** The page's own topology of a model with some layers changed or inserted. */
function model(change: (layers: LayerJson[]) => readonly unknown[], width: 1 | 0.35 = 0.35): unknown {
  const { class_name, config } = classifierTopology(width, randomHead());
  return { class_name, config: { ...config, layers: change([...config.layers]) } };
}

/** A layer's settings changed. */
const set = (name: string, settings: Json) =>
  model((layers) =>
    layers.map((layer) =>
      layer.name === name ? { ...layer, config: { ...layer.config, ...settings } } : layer,
    ),
  );

const replace = (name: string, changes: Json) =>
  model((layers) => layers.map((layer) => (layer.name === name ? { ...layer, ...changes } : layer)));

/** A layer between the input and Conv1. */
const atInput = (...inner: { className: string; config?: Json; node?: unknown }[]) =>
  model((layers) => {
    let last = "input_1";
    const put = inner.map(({ className, config = {}, node }, index) => {
      const name = `put_${index}`;
      const layer = {
        class_name: className,
        name,
        config: { name, ...config },
        inbound_nodes: [node ?? [[last, 0, 0, {}]]],
      };
      last = name;
      return layer;
    });
    const [input, conv, ...rest] = layers;
    return [input, ...put, { ...conv, inbound_nodes: [[[last, 0, 0, {}]]] }, ...rest];
  });

const keras3Node = (from: string, operand: number) => ({
  args: [{ class_name: "__keras_tensor__", config: { keras_history: [from, 0, 0] } }, operand],
  kwargs: {},
});

const recognise = (json: unknown) => recogniseClassifier(readTopology(json));

describe("a classifier on MobileNetV2", () => {
  it.each([0.35, 1] as const)("is recognised, width %s", (width) => {
    const found = recognise(model((layers) => layers, width));
    expect(found).toMatchObject({ width, hidden: [], dropout: 0.3, isSigmoid: false });
    expect(found.backbone).toHaveLength(2 * 52);
  });

  it.each<[string, unknown]>([
    ["flips at training", atInput({ className: "RandomFlip" })],
    ["scaling as the page's", atInput({ className: "Rescaling", config: { scale: 1 / 127.5, offset: -1 } })],
    [
      "preprocess_input of Keras",
      atInput(
        { className: "TrueDivide", node: keras3Node("input_1", 127.5) },
        { className: "Subtract", node: keras3Node("put_0", 1) },
      ),
    ],
    [
      "a call with training=False",
      replace("dropout", { inbound_nodes: [[["global_average_pooling2d", 0, 0, { training: false }]]] }),
    ],
    ["an input of any size", set("input_1", { batch_input_shape: [null, null, null, 3] })],
    [
      "a block's input added second",
      replace("block_2_add", {
        inbound_nodes: [
          [
            ["block_2_project_BN", 0, 0, {}],
            ["block_1_project_BN", 0, 0, {}],
          ],
        ],
      }),
    ],
  ])("may have %s", (_what, json) => {
    expect(recognise(json).width).toBe(0.35);
  });

  it.each<[string, unknown, RegExp]>([
    [
      "an input of 160 × 160",
      set("input_1", { batch_input_shape: [null, 160, 160, 3] }),
      /its input is \[null,160,160,3\]; expected 224/,
    ],
    ["grey input", set("input_1", { batch_input_shape: [null, 224, 224, 1] }), /its input is/],
    ["another epsilon", set("bn_Conv1", { epsilon: 1e-5 }), /epsilon of its layer bn_Conv1/],
    ["batch norm along another axis", set("bn_Conv1", { axis: 1 }), /axis of its layer bn_Conv1/],
    ["batch norm without scale", set("bn_Conv1", { scale: false }), /scale of its layer bn_Conv1/],
    ["ReLU without the 6", set("out_relu", { max_value: null }), /max_value of its layer out_relu/],
    ["a leaky ReLU", set("out_relu", { negative_slope: 0.1 }), /negative_slope of its layer out_relu/],
    [
      "another stride",
      set("block_3_depthwise", { strides: [1, 1] }),
      /strides of its layer block_3_depthwise/,
    ],
    ["a larger kernel", set("Conv1", { kernel_size: [5, 5] }), /kernel_size of its layer Conv1/],
    ["dilation", set("block_2_depthwise", { dilation_rate: [2, 2] }), /dilation_rate/],
    ["a bias", set("Conv1", { use_bias: true }), /use_bias of its layer Conv1/],
    ["another activation", set("Conv1", { activation: "relu" }), /activation of its layer Conv1/],
    ["channels first", set("Conv1", { data_format: "channels_first" }), /data_format of its layer Conv1/],
    [
      "padding on both sides",
      set("block_1_pad", {
        padding: [
          [1, 1],
          [1, 1],
        ],
      }),
      /padding of its layer block_1_pad/,
    ],
    ["other filters", set("block_5_project", { filters: 24 }), /filters of its layer block_5_project/],
    ["kept dimensions", set("global_average_pooling2d", { keepdims: true }), /keepdims/],
    ["three classes", set("dense", { units: 3 }), /3 outputs with softmax/],
    ["no softmax", set("dense", { activation: "linear" }), /2 outputs with linear/],
    ["an impossible dropout", set("dropout", { rate: 1 }), /drops 1 of the features/],
    [
      "a layer it does not know",
      replace("dropout", { class_name: "Flatten" }),
      /dropout is a Flatten; expected/,
    ],
    [
      "a layer called with training=True",
      replace("dropout", { inbound_nodes: [[["global_average_pooling2d", 0, 0, { training: true }]]] }),
      /dropout is called with training=true/,
    ],
    [
      "a second output used",
      replace("dropout", { inbound_nodes: [[["global_average_pooling2d", 0, 1, {}]]] }),
      /an output of global_average_pooling2d that does not exist/,
    ],
    [
      "a layer that is used twice",
      replace("dropout", {
        inbound_nodes: [[["global_average_pooling2d", 0, 0, {}]], [["dense", 0, 0, {}]]],
      }),
      /used 2 times/,
    ],
    ["a layer before its input", model((layers) => layers.toReversed()), /comes later or never/],
    [
      "two layers of one name",
      model((layers) => [...layers, ...layers.slice(1, 2)]),
      /two of its layers are called Conv1/,
    ],
    ["cropping", atInput({ className: "RandomCrop" }), /RandomCrop; expected the model's input/],
    [
      "another scaling",
      atInput({ className: "Rescaling", config: { scale: 1 / 255, offset: 0 } }),
      /scale of its layer put_0/,
    ],
    [
      "scaling twice",
      atInput(
        { className: "Rescaling", config: { scale: 1 / 127.5, offset: -1 } },
        { className: "Rescaling", config: { scale: 1 / 127.5, offset: -1 } },
      ),
      /scales photos by Rescaling, then Rescaling/,
    ],
    [
      "half of preprocess_input",
      atInput({ className: "Subtract", node: keras3Node("input_1", 1) }),
      /scales photos by Subtract/,
    ],
    ["no dense layer", model((layers) => layers.slice(0, -1)), /output layer is missing/],
  ])("is refused with %s, and what is wrong is named", (_what, json, sentence) => {
    expect(() => recognise(json)).toThrow(sentence);
  });

  it("is rejected if its head is implausibly large", () => {
    const dense = (name: string, units: number, from: string) => ({
      class_name: "Dense",
      name,
      config: { name, units, activation: "relu" },
      inbound_nodes: [[[from, 0, 0, {}]]],
    });
    const json = model((layers) => {
      const last = layers.at(-1);
      const hidden = [dense("one", 2048, "dropout"), dense("two", 2048, "one")];
      return [...layers.slice(0, -1), ...hidden, { ...last, inbound_nodes: [[["two", 0, 0, {}]]] }];
    });
    expect(() => recognise(json)).toThrow(/its dense layers have \d+ weights; at most 4000000/);
  });
});

describe("one sigmoid output", () => {
  it("is the probability of the second label", () => {
    const found = recognise(set("dense", { units: 1, activation: "sigmoid" }));
    expect(found.isSigmoid).toBe(true);
    const read: ReadVariable = (layer, name, shape) => {
      const length = shape.reduce((product, side) => product * side, 1);
      if (layer.name !== "dense") return new Float32Array(length).fill(1);
      return name === "kernel" ? new Float32Array(length).fill(0.001) : Float32Array.of(-0.5);
    };
    const { head, isSingle } = assemble(found, read);
    expect(isSingle).toBe(true);
    // 1,280 features of 0.5: z = 1280 × 0.5 × 0.001 − 0.5 = 0.14, and 1 / (1 + e^−0.14) = 0.534943.
    const [first, second] = answer(head);
    expect(second).toBeCloseTo(0.534943, 5);
    expect(first).toBeCloseTo(1 - 0.534943, 5);
  });
});

function answer(head: Head): Float32Array {
  return probabilities(head, rowsInMemory(new Float32Array(FEATURE_COUNT).fill(0.5)), Uint32Array.of(0));
}

it("has as many layers as the page writes", () => {
  expect(LAYERS).toHaveLength(157);
});
