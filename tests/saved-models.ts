import { FEATURE_COUNT } from "../src/backbone/architecture";
import type { BackboneWeights } from "../src/backbone/weights";
import { sha256 } from "../src/common/sha256";
import { calibrated } from "../src/models/decision";
import { kerasH5 } from "../src/models/formats/keras-h5";
import {
  classifierTopology,
  classifierVariables,
  type LayerJson,
  valuesOf,
} from "../src/models/formats/layers";
import { tfjsZip } from "../src/models/formats/tfjs-zip";
import { aModel, randomHead } from "./a-model";
import { zipWith } from "./zips";

/** A model file as saved by a common program. */
export interface SavedModel {
  readonly name: string;
  readonly file: Blob;
  /** Whether any damage can be detected: Keras's own .h5 has no checksum. */
  readonly isSealed: boolean;
}

/**
 * One file of each format that the page opens, all with the same backbone. @param keras bytes of an .h5 saved by Keras
 * @param checkpoint bytes of an .h5 with only weights
 */
export async function savedModels(
  weights: BackboneWeights,
  keras: ArrayBuffer,
  checkpoint: ArrayBuffer,
): Promise<SavedModel[]> {
  const sha = await sha256(weights.values);
  const model = aModel({ backbone: { id: "0.35", width: 0.35, origin: "random", sha256: sha } });
  return [
    { name: "twofold.h5", file: new Blob([await kerasH5(calibrated(model), weights)]), isSealed: true },
    { name: "twofold.zip", file: await tfjsZip(calibrated(model), weights), isSealed: true },
    { name: "teachable-machine.zip", file: await teachableZip(weights), isSealed: true },
    { name: "keras.h5", file: new Blob([keras]), isSealed: false },
    { name: "checkpoint.h5", file: new Blob([checkpoint]), isSealed: false },
  ];
}

/** Nested models, and two dense layers, the last without bias, as saved by Teachable Machine's library. */
export async function teachableZip(weights: BackboneWeights): Promise<Blob> {
  const units = 100;
  const kernel = Float32Array.from({ length: FEATURE_COUNT * units }, (_none, index) => Math.sin(index) / 30);
  const hidden = [{ units, kernel, bias: new Float32Array(units).fill(0.1) }];
  const last = Float32Array.from({ length: units * 2 }, (_none, index) => Math.cos(index));
  const head = { ...randomHead(), hidden, kernel: last };
  const { config } = classifierTopology(weights.width, head);
  const isBackbone = ({ class_name: name }: LayerJson) =>
    !["GlobalAveragePooling2D", "Dropout", "Dense"].includes(name);
  const [dense, output] = config.layers.filter(({ class_name: name }) => name === "Dense");
  const truncated = {
    name: "model1",
    layers: config.layers.filter(isBackbone),
    input_layers: [["input_1", 0, 0]],
    output_layers: [["out_relu", 0, 0]],
  };
  const sequential = (name: string, layers: readonly unknown[]) => ({
    class_name: "Sequential",
    config: { name, layers },
  });
  const variables = classifierVariables(weights, head).filter(
    ({ layer, name }) => layer !== "dense" || name !== "bias",
  );
  const modelJson = {
    modelTopology: sequential("sequential_4", [
      sequential("sequential_1", [
        { class_name: "Model", config: truncated },
        {
          class_name: "GlobalAveragePooling2D",
          config: { name: "global_average_pooling2d_1", trainable: true },
        },
      ]),
      sequential("sequential_3", [
        { class_name: "Dense", config: { ...dense?.config, batch_input_shape: [null, FEATURE_COUNT] } },
        { class_name: "Dense", config: { ...output?.config, use_bias: false } },
      ]),
    ]),
    weightsManifest: [
      {
        paths: ["weights.bin"],
        weights: variables.map(({ layer, name, shape }) => ({
          name: `${layer}/${name}`,
          shape,
          dtype: "float32",
        })),
      },
    ],
  };
  const metadata = {
    packageName: "@teachablemachine/image",
    modelName: "tm-my-image-model",
    labels: ["f", "m"],
    imageSize: 224,
  };
  return zipWith(new Map(), {
    "model.json": JSON.stringify(modelJson),
    "weights.bin": valuesOf(variables),
    "metadata.json": JSON.stringify(metadata),
  });
}
