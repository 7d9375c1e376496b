import { sha256 } from "../../common/sha256";

/** The root attribute for the page's record, which Keras ignores. */
export const RECORD_ATTRIBUTE = "twofold";

/** The root attribute for the SHA-256 of the model, because HDF5 itself does not detect a flipped bit. */
export const SEAL_ATTRIBUTE = "twofold_sha256";

/**
 * SHA-256 of a model's description, its record and its values.
 * @param values all variables, as `valuesOf` gives them
 */
export function sealOf(config: string, record: string, values: Uint8Array<ArrayBuffer>): Promise<string> {
  const texts = new TextEncoder().encode(`${config}\n${record}\n`);
  const all = new Uint8Array(texts.length + values.length);
  all.set(texts);
  all.set(values, texts.length);
  return sha256(all);
}
