import { isHdf5, readHdf5 } from "../../backbone/hdf5";
import { type ModelFormat, writeModel } from "../../models/formats/formats";
import { fromH5, fromTfjs } from "../../models/formats/open-model";
import { isWholeModel, readH5 } from "../../models/formats/read-h5";
import { MODEL_FILE, readTfjs } from "../../models/formats/read-tfjs";
import { asRefusal, Refusal } from "../../models/formats/refusal";
import { entriesBeside } from "../../models/formats/zip-entries";
import type { CalibratedModel } from "../../models/model";
import type { BackboneRef, OpenedFile } from "../protocol/protocol";
import { loadWeights, ownBackbone } from "./load-weights";
import { capWebAssemblyMemory } from "./memory-cap";

/** MobileNetV2 1.0 with its optimizer's state takes 27 MB. */
const MOST_H5_BYTES = 128 * 2 ** 20;

/** Magic bytes of HDF5 and zip files. */
const HEADER_BYTES = 8;

/** The file that a model is downloaded as. @throws AppError if its backbone or the format is unknown */
export async function exportModel(
  model: CalibratedModel,
  format: ModelFormat,
  ref: BackboneRef,
): Promise<Blob> {
  return writeModel(model, await loadWeights(ref), format);
}

/**
 * Detects a file's type by its bytes, whatever its name, and opens it.
 * @throws AppError `bad-model` or `bad-checkpoint` that says what was expected and what was found
 */
export async function openFile(file: Blob, name: string): Promise<OpenedFile> {
  capWebAssemblyMemory();
  try {
    const header = new Uint8Array(await file.slice(0, HEADER_BYTES).arrayBuffer());
    if (isHdf5(header)) return await openH5(file, name);
    if (header[0] === 0x50 && header[1] === 0x4b) return await openZip(file, name);
  } catch (thrown) {
    throw asRefusal(thrown, name);
  }
  throw asRefusal(new Refusal("it is neither an HDF5 file nor a zip"), name);
}

async function openH5(file: Blob, name: string): Promise<OpenedFile> {
  if (file.size > MOST_H5_BYTES)
    throw new Refusal(`it has ${file.size} bytes; at most ${MOST_H5_BYTES} are allowed`);
  const bytes = new Uint8Array(await file.arrayBuffer());
  const model = await readHdf5(bytes, (hdf5) => (isWholeModel(hdf5) ? readH5(hdf5) : undefined));
  if (model === undefined) return { kind: "backbone", ...(await ownBackbone(bytes, name)) };
  return { kind: "model", ...(await fromH5(model, name)) };
}

async function openZip(file: Blob, name: string): Promise<OpenedFile> {
  const entries = await entriesBeside(MODEL_FILE, file);
  if (entries !== undefined) return { kind: "model", ...(await fromTfjs(await readTfjs(entries), name)) };
  if (/\.keras$/i.test(name))
    throw new Refusal('it is in Keras\'s newer format; save it with model.save("model.h5") and open that');
  return { kind: "photos" };
}
