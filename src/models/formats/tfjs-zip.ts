import {
  BlobWriter,
  configure,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { INPUT_SIZE } from "../../backbone/architecture";
import type { BackboneWeights } from "../../backbone/weights";
import { LABELS } from "../../common/label";
import type { TrainedModel } from "../model";
import { classifierTopology, classifierVariables, type StoredVariable, valuesOf } from "./layers";
import { recordToJson } from "./record";
import { tfjsReadme } from "./tfjs-readme";

configure({ useWebWorkers: false });

/** The binary file's name, as `model.json` refers to it. */
const WEIGHTS_FILE = "weights.bin";

/** The download for TensorFlow.js: `model.json`, `weights.bin`, `metadata.json` and a README, in a zip. */
export async function tfjsZip(model: TrainedModel, backbone: BackboneWeights): Promise<Blob> {
  const variables = classifierVariables(backbone, model.head);
  const values = valuesOf(variables);
  const writer = new ZipWriter(new BlobWriter("application/zip"), { lastModDate: new Date(model.created) });
  const json = (value: unknown) => new TextReader(`${JSON.stringify(value, undefined, 2)}\n`);
  await writer.add("model.json", json(modelJson(model, backbone, variables)));
  // Weights hardly compress.
  await writer.add(WEIGHTS_FILE, new Uint8ArrayReader(values), { level: 0 });
  await writer.add("metadata.json", json(metadata(model)));
  await writer.add("README.md", new TextReader(tfjsReadme(model)));
  return writer.close();
}

/** What `tf.loadLayersModel` reads. */
function modelJson(
  { head }: TrainedModel,
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
 * What a program has to know about the model besides its layers: the fields of Teachable Machine's metadata, so that
 * `tmImage.load` of @teachablemachine/image opens the model, and the page's own record.
 */
function metadata(model: TrainedModel) {
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
