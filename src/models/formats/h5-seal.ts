import { sha256 } from "../../common/sha256";

/** The root attribute in which the page keeps what Keras has no place for; Keras does not mind it. */
export const RECORD_ATTRIBUTE = "twofold";

/** Beside it: SHA-256 of all that makes the model, since HDF5 itself does not notice a flipped bit. */
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
