import {
  BlobWriter,
  configure,
  TextReader,
  Uint8ArrayReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { LABELS } from "../../common/label";
import { DEFAULT_SETTINGS } from "../../head/settings";
import type { TrainedModel } from "../model";
import figures from "./figures.py?raw";
import photos from "./photos.py?raw";
import pictures from "./pictures.py?raw";
import { kerasProjectReadme } from "./readme";
import requirements from "./requirements.txt?raw";
import train from "./train.py?raw";

configure({ useWebWorkers: false });

/**
 * The download to go on training in Keras: the model, the photos' split and the recipe as Python programs, the
 * settings of the model's run, and a README, in a zip.
 * @param h5 the model as a whole-model file of Keras
 */
export async function kerasProjectZip(model: TrainedModel, h5: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter("application/zip"), { lastModDate: new Date(model.created) });
  const texts = {
    "README.md": kerasProjectReadme(model),
    "requirements.txt": requirements,
    "train.py": train,
    "photos.py": photos,
    "pictures.py": pictures,
    "figures.py": figures,
    "settings.json": `${JSON.stringify(projectSettings(model), undefined, 2)}\n`,
  };
  for (const [name, text] of Object.entries(texts)) await writer.add(name, new TextReader(text));
  // Weights hardly compress.
  await writer.add("gender_classifier_mobilenetv2.h5", new Uint8ArrayReader(h5), { level: 0 });
  return writer.close();
}

/** What `train.py` reads: how photos are prepared, and the recipe. A model without a run gets the page's defaults. */
function projectSettings({ name, preprocessing, head, run }: TrainedModel): Record<string, unknown> {
  const settings = run?.settings ?? { ...DEFAULT_SETTINGS, dropout: head.dropout };
  // JSON has no undefined: null means never to stop early.
  return {
    name,
    labels: LABELS,
    preprocessing,
    settings: { ...settings, patience: settings.patience ?? null },
  };
}
