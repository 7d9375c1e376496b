import type { BackboneWeights } from "../../backbone/weights";
import { AppError } from "../../common/error";
import { keysOf } from "../../common/keys";
import type { CalibratedModel } from "../model";

/** A file that a model can be downloaded as. */
interface FormatEntry {
  /** In the download menu. */
  readonly title: string;
  /** What it is for, in one sentence below the title. */
  readonly purpose: string;
  /** What the downloaded file is called. */
  readonly fileName: string;
}

/** The formats in the order of the menu; "Add a file format" in CONTRIBUTING.md says how to add one. */
export const MODEL_FORMATS = {
  tfjs: {
    title: "Download for TensorFlow.js",
    purpose: "A zip, to use it in web pages and in Node.",
    fileName: "tfjs.zip",
  },
  keras: {
    title: "Download for Keras",
    purpose: "One .h5 file, to use it in Python.",
    fileName: "gender_classifier_mobilenetv2.h5",
  },
  "keras-project": {
    title: "Continue in Keras",
    purpose: "A zip with everything needed to train it further in Python.",
    fileName: "keras-project.zip",
  },
} as const satisfies Readonly<Record<string, FormatEntry>>;

export type ModelFormat = keyof typeof MODEL_FORMATS;

export const MODEL_FORMAT_NAMES = keysOf(MODEL_FORMATS);

/** Writes a model with its backbone as a file. */
type Writer = (model: CalibratedModel, backbone: BackboneWeights) => Promise<Blob>;

/**
 * How each format is written. Separate from the table above and imported when first needed, so that only the worker
 * loads writers and the page's bundle stays small.
 */
const WRITERS: Readonly<Record<ModelFormat, Writer>> = {
  tfjs: async (model, backbone) => (await import("./tfjs-zip")).tfjsZip(model, backbone),
  keras: async (model, backbone) => {
    const { kerasH5 } = await import("./keras-h5");
    return new Blob([await kerasH5(model, backbone)], { type: "application/x-hdf5" });
  },
  "keras-project": async (model, backbone) => {
    const [{ kerasH5 }, { kerasProjectZip }] = await Promise.all([
      import("./keras-h5"),
      import("../keras-project/keras-project"),
    ]);
    return kerasProjectZip(model, await kerasH5(model, backbone));
  },
};

/**
 * The file that a model is downloaded as.
 * @throws AppError `internal` for a format that this version does not know
 */
export async function writeModel(
  model: CalibratedModel,
  backbone: BackboneWeights,
  format: ModelFormat,
): Promise<Blob> {
  // A page of another version may request a format that only it knows.
  if (!Object.hasOwn(WRITERS, format)) {
    throw new AppError(
      "internal",
      `The model cannot be downloaded as “${format}”: there is no such format.`,
      {
        next: `Reload the page. It writes ${MODEL_FORMAT_NAMES.join(", ")}.`,
      },
    );
  }
  return WRITERS[format](model, backbone);
}
