import { INPUT_SIZE } from "../../backbone/architecture";
import type { BackboneWeights } from "../../backbone/weights";
import { LABELS } from "../../common/label";
import { zipOf } from "../../common/write-zip";
import type { CalibratedModel } from "../model";
import { classifierTopology, classifierVariables, type StoredVariable, valuesOf } from "./layers";
import { recordToJson } from "./record";
import { tfjsReadme } from "./tfjs-readme";

/** The binary file's name, as `model.json` refers to it. */
const WEIGHTS_FILE = "weights.bin";

/** The download for TensorFlow.js: `model.json`, `weights.bin`, `metadata.json` and a README, in a zip. */
export function tfjsZip(model: CalibratedModel, backbone: BackboneWeights): Promise<Blob> {
  const variables = classifierVariables(backbone, model.head);
  const values = valuesOf(variables);
  const json = (value: unknown) => `${JSON.stringify(value, undefined, 2)}\n`;
  const files = {
    "model.json": json(modelJson(model, backbone, variables)),
    [WEIGHTS_FILE]: values,
    "metadata.json": json(metadata(model)),
    "README.md": tfjsReadme(model),
  };
  return zipOf(files, new Date(model.created));
}

/** What `tf.loadLayersModel` reads. */
function modelJson(
  { head }: CalibratedModel,
  { width }: BackboneWeights,
  variables: readonly StoredVariable[],
): Record<string, unknown> {
  const weights = variables.map(({ layer, name, shape }) => ({
    name: `${layer}/${name}`,
    shape,
    dtype: "float32",
  }));
  return {
    format: "layers-model",
    generatedBy: "Twofold",
    convertedBy: null,
    modelTopology: {
      ...classifierTopology(width, head),
      keras_version: "2.15.0",
      backend: "tensorflow",
    },
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights }],
  };
}

/**
 * What programs need besides the layers: the fields of Teachable Machine's metadata, so that `tmImage.load` of
 * @teachablemachine/image opens the model, and the page's own record.
 */
function metadata(model: CalibratedModel) {
  return {
    modelName: model.name,
    labels: LABELS,
    imageSize: INPUT_SIZE,
    grayscale: false,
    timeStamp: new Date(model.created).toISOString(),
    packageName: "twofold",
    packageVersion: "1",
    userMetadata: recordToJson(model),
  };
}
