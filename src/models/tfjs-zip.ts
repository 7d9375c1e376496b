import {
  BlobWriter,
  configure,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { INPUT_SIZE } from "../backbone/architecture";
import type { BackboneWeights } from "../backbone/weights";
import { LABELS } from "../common/label";
import { layersModel, WEIGHTS_FILE } from "./layers-model";
import type { TrainedModel } from "./model";
import { tfjsReadme } from "./tfjs-readme";

configure({ useWebWorkers: false });

/** The download for TensorFlow.js: `model.json`, `weights.bin`, `metadata.json` and a README, in a zip. */
export async function tfjsZip(model: TrainedModel, backbone: BackboneWeights): Promise<Blob> {
  const { modelJson, weights } = layersModel(backbone, model.head);
  const writer = new ZipWriter(new BlobWriter("application/zip"), { lastModDate: new Date(model.created) });
  const json = (value: unknown) => new TextReader(`${JSON.stringify(value, undefined, 2)}\n`);
  await writer.add("model.json", json(modelJson));
  // Weights hardly compress.
  await writer.add(WEIGHTS_FILE, new Uint8ArrayReader(weights), { level: 0 });
  await writer.add("metadata.json", json(metadata(model)));
  await writer.add("README.md", new TextReader(tfjsReadme(model)));
  return writer.close();
}

/** What a program has to know about the model besides its layers. */
function metadata({ name, created, backbone, run }: TrainedModel): Record<string, unknown> {
  return {
    modelName: name,
    labels: LABELS,
    imageSize: INPUT_SIZE,
    grayscale: false,
    preprocessing: "RGB, whole image resized to 224x224, x / 127.5 - 1",
    timeStamp: new Date(created).toISOString(),
    packageName: "twofold",
    userMetadata: { backbone, run },
  };
}
