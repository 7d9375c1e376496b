import { LABELS } from "../../common/label";
import { zipOf } from "../../common/write-zip";
import { DEFAULT_SETTINGS } from "../../head/head-settings";
import type { CalibratedModel } from "../model";
import figures from "./figures.py?raw";
import photos from "./photos.py?raw";
import pictures from "./pictures.py?raw";
import { kerasProjectReadme } from "./readme";
import requirements from "./requirements.txt?raw";
import train from "./train.py?raw";

/**
 * The download to continue training in Keras: a zip with the model, Python programs for the photos' split and the
 * recipe, the settings of the model's run, and a README.
 * @param h5 the model as a whole-model file of Keras
 */
export function kerasProjectZip(model: CalibratedModel, h5: Uint8Array<ArrayBuffer>): Promise<Blob> {
  const files = {
    "README.md": kerasProjectReadme(model),
    "requirements.txt": requirements,
    "train.py": train,
    "photos.py": photos,
    "pictures.py": pictures,
    "figures.py": figures,
    "settings.json": `${JSON.stringify(projectSettings(model), undefined, 2)}\n`,
    "gender_classifier_mobilenetv2.h5": h5,
  };
  return zipOf(files, new Date(model.created));
}

/** The settings for `train.py`: the preprocessing and the recipe. A model without a run gets the page's defaults. */
function projectSettings({ name, preprocessing, head, run }: CalibratedModel): Record<string, unknown> {
  const settings = run?.settings ?? { ...DEFAULT_SETTINGS, dropout: head.dropout };
  // JSON has no undefined: null means never to stop early.
  return {
    name,
    labels: LABELS,
    preprocessing,
    settings: { ...settings, patience: settings.patience ?? null },
  };
}
