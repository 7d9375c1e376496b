import { getMany, setMany } from "idb-keyval";
import { PREPROCESSING_VERSIONS } from "../backbone/preprocess";
import { lazyStore } from "../common/store";
import type { Extraction } from "./protocol";

const store = lazyStore("features");

/**
 * The key of one photo's features: everything that they depend on. Backends differ in the last bits, and the
 * same backend must give the same bits again.
 */
function cacheKey(photoHash: string, { backbone, preprocessing, backend }: Extraction): string {
  return `${photoHash}/${backbone.info.sha256}/${PREPROCESSING_VERSIONS[preprocessing]}/${backend}`;
}

/** Features of photos by the SHA-256 of their bytes; undefined for those that were never computed. */
export async function cachedFeatures(
  photoHashes: readonly string[],
  extraction: Extraction,
): Promise<(Float32Array | undefined)[]> {
  const keys = photoHashes.map((hash) => cacheKey(hash, extraction));
  try {
    return await getMany<Float32Array>(keys, store());
  } catch {
    // Private browsing or a full disk: without a cache everything still works, only slower.
    return keys.map(() => undefined);
  }
}

/** Keeps features for the next run; a browser that refuses only makes the next run slower. */
export async function cacheFeatures(
  rows: ReadonlyMap<string, Float32Array>,
  extraction: Extraction,
): Promise<void> {
  const entries = [...rows].map(([hash, row]): [string, Float32Array] => [cacheKey(hash, extraction), row]);
  await setMany(entries, store()).catch(() => undefined);
}
