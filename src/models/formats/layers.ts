import {
  BATCH_NORM_EPSILON,
  type Block,
  type Convolution,
  INPUT_SIZE,
  mobileNetV2,
  variables,
  type Width,
} from "../../backbone/architecture";
import type { BackboneWeights } from "../../backbone/weights";
import { CLASS_COUNT, type Head } from "../../head/head";

/** A layer in the functional JSON of Keras 2, which Keras 3 and `tf.loadLayersModel` read too. */
export interface LayerJson {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inbound_nodes: readonly (readonly (readonly [string, 0, 0, Record<string, never>])[])[];
}

/** A variable of the classifier, with its values. */
export interface StoredVariable {
  readonly layer: string;
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array<ArrayBuffer>;
}

const INPUT = "input_1";
const POOLING = "global_average_pooling2d";
const DROPOUT = "dropout";
const DENSE = "dense";

/**
 * The topology of the whole classifier (backbone, pooling, dropout, dense with softmax) as Keras describes models:
 * input [n, 224, 224, 3], output [n, 2] in the order of `LABELS`. Batch norms are separate layers, as in Keras, so that
 * others can continue training it.
 */
export function classifierTopology(
  width: Width,
  head: Head,
): { readonly class_name: "Functional"; readonly config: { readonly layers: readonly LayerJson[] } } {
  const config = {
    name: "gender_classifier_mobilenetv2",
    trainable: true,
    layers: [...backboneLayers(mobileNetV2(width)), ...headLayers(head)],
    input_layers: [[INPUT, 0, 0]],
    output_layers: [[DENSE, 0, 0]],
  };
  return { class_name: "Functional", config };
}

/** All variables of the classifier in the order of its layers; each layer's in Keras's order. */
export function classifierVariables(backbone: BackboneWeights, head: Head): StoredVariable[] {
  const ofBackbone = variables(backbone.width).map(({ layer, name, shape, offset, size }) => ({
    layer,
    name,
    shape,
    values: backbone.values.subarray(offset, offset + size),
  }));
  const layers = [...head.hidden, { units: CLASS_COUNT, kernel: head.kernel, bias: head.bias }];
  const ofHead = layers.flatMap(({ units, kernel, bias }, index) => {
    const layer = index < head.hidden.length ? hiddenName(index) : DENSE;
    return [
      { layer, name: "kernel", shape: [kernel.length / units, units], values: kernel },
      { layer, name: "bias", shape: [units], values: bias },
    ];
  });
  return [...ofBackbone, ...ofHead];
}

/** The bytes of all variables, concatenated: little-endian float32. */
export function valuesOf(list: readonly StoredVariable[]): Uint8Array<ArrayBuffer> {
  const all = new Float32Array(list.reduce((sum, { values }) => sum + values.length, 0));
  let offset = 0;
  for (const { values } of list) {
    all.set(values, offset);
    offset += values.length;
  }
  return new Uint8Array(all.buffer);
}

function backboneLayers(blocks: readonly Block[]): LayerJson[] {
  const input = {
    batch_input_shape: [null, INPUT_SIZE, INPUT_SIZE, 3],
    dtype: "float32",
    sparse: false,
    name: INPUT,
  };
  const layers: LayerJson[] = [{ class_name: "InputLayer", name: INPUT, config: input, inbound_nodes: [] }];
  let last = INPUT;
  const push = (className: string, name: string, config: Record<string, unknown>, ...inputs: string[]) => {
    layers.push(layer(className, name, config, inputs.length > 0 ? inputs : [last]));
    last = name;
  };
  for (const { convolutions, add } of blocks) {
    const blockInput = last;
    for (const convolution of convolutions) {
      const { name, batchNorm, relu, padding, kind } = convolution;
      if (padding !== undefined)
        push("ZeroPadding2D", padding, {
          padding: [
            [0, 1],
            [0, 1],
          ],
          data_format: "channels_last",
        });
      push(kind === "depthwise" ? "DepthwiseConv2D" : "Conv2D", name, convolutionConfig(convolution));
      push("BatchNormalization", batchNorm, {
        axis: 3,
        momentum: 0.999,
        epsilon: BATCH_NORM_EPSILON,
        center: true,
        scale: true,
      });
      if (relu !== undefined) push("ReLU", relu, { max_value: 6 });
    }
    if (add !== undefined) push("Add", add, {}, blockInput, last);
  }
  return layers;
}

function convolutionConfig({
  kind,
  kernelSize,
  stride,
  outChannels,
  padding,
}: Convolution): Record<string, unknown> {
  const size = kind === "depthwise" ? { depth_multiplier: 1 } : { filters: outChannels };
  return {
    ...size,
    kernel_size: [kernelSize, kernelSize],
    strides: [stride, stride],
    padding: padding === undefined ? "same" : "valid",
    data_format: "channels_last",
    use_bias: false,
    activation: "linear",
  };
}

function headLayers({ dropout, hidden }: Head): LayerJson[] {
  const dense = (units: number, activation: string) => ({ units, activation, use_bias: true });
  const layers = [
    layer("GlobalAveragePooling2D", POOLING, { data_format: "channels_last" }, ["out_relu"]),
    layer("Dropout", DROPOUT, { rate: dropout }, [POOLING]),
  ];
  let last = DROPOUT;
  for (const [index, { units }] of hidden.entries()) {
    layers.push(layer("Dense", hiddenName(index), dense(units, "relu"), [last]));
    last = hiddenName(index);
  }
  return [...layers, layer("Dense", DENSE, dense(CLASS_COUNT, "softmax"), [last])];
}

function hiddenName(index: number): string {
  return `hidden_${index + 1}`;
}

function layer(
  className: string,
  name: string,
  config: Record<string, unknown>,
  inputs: string[],
): LayerJson {
  return {
    class_name: className,
    name,
    config: { name, trainable: true, dtype: "float32", ...config },
    inbound_nodes: [inputs.map((input) => [input, 0, 0, {}] as const)],
  };
}
