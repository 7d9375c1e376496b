import { getMany, promisifyRequest, setMany } from "idb-keyval";
import { PREPROCESSING_VERSIONS } from "../backbone/preprocess";
import { lazyStore } from "../common/store";
import type { FeatureKind } from "../project/project";
import type { BackendName, Extraction } from "./protocol";

const store = lazyStore("features");

/** Where features come from: a backend of this browser, or a project that was opened. */
export type Origin = BackendName | "project";

/**
 * The key of one photo's features: everything that they depend on. Backends differ in the last bits, and the
 * same backend must give the same bits again; so those of a project, which another browser computed, are apart.
 */
function cacheKey(photoHash: string, { backbone, preprocessing }: FeatureKind, origin: Origin): string {
  return `${photoHash}/${backbone}/${PREPROCESSING_VERSIONS[preprocessing]}/${origin}`;
}

function kindOf({ backbone, preprocessing }: Extraction): FeatureKind {
  return { backbone: backbone.info.sha256, preprocessing };
}

/**
 * Features of photos by the SHA-256 of their bytes: the backend's own, else those of a project; undefined where
 * there are neither.
 */
export async function cachedFeatures(
  photoHashes: readonly string[],
  extraction: Extraction,
): Promise<(Float32Array | undefined)[]> {
  try {
    return await featuresFrom(photoHashes, kindOf(extraction), [extraction.backend, "project"]);
  } catch {
    // Private browsing or a full disk: without a cache everything still works, only slower.
    return photoHashes.map(() => undefined);
  }
}

/**
 * Features of photos from the first of `origins` that has them; undefined where none has. The browser's own error
 * where it does not let the page read.
 */
export async function featuresFrom(
  photoHashes: readonly string[],
  kind: FeatureKind,
  origins: readonly Origin[],
): Promise<(Float32Array | undefined)[]> {
  const found: (Float32Array | undefined)[] = photoHashes.map(() => undefined);
  for (const origin of origins) {
    const missing = [...found.keys()].filter((index) => found[index] === undefined);
    if (missing.length === 0) break;
    const keys = missing.map((index) => cacheKey(photoHashes[index] ?? "", kind, origin));
    const rows = await getMany<Float32Array | undefined>(keys, store());
    for (const [position, index] of missing.entries()) found[index] = rows[position];
  }
  return found;
}

/** Photos whose keys are asked for at once. */
const LOOKUPS = 2000;

/** The photos of which one of `origins` has features; none where the browser does not let the page read. */
export async function photosWithFeatures(
  photoHashes: readonly string[],
  kind: FeatureKind,
  origins: readonly Origin[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  // Keys begin with the hash and are kept in order: one request for a stretch of them is many times faster than
  // one for each.
  const sorted = photoHashes.toSorted();
  try {
    for (let start = 0; start < sorted.length; start += LOOKUPS) {
      const some = sorted.slice(start, start + LOOKUPS);
      const stretch = IDBKeyRange.bound(some[0], `${some.at(-1)}/\uffff`);
      const kept = new Set(await store()("readonly", (rows) => promisifyRequest(rows.getAllKeys(stretch))));
      for (const hash of some) {
        if (origins.some((origin) => kept.has(cacheKey(hash, kind, origin)))) found.add(hash);
      }
    }
  } catch {
    // As where nothing was ever kept.
  }
  return found;
}

/** Keeps features for the next run; a browser that refuses only makes the next run slower. */
export async function cacheFeatures(
  rows: ReadonlyMap<string, Float32Array>,
  extraction: Extraction,
): Promise<void> {
  await keepFeatures(rows, kindOf(extraction), extraction.backend).catch(() => undefined);
}

/** Keeps features, or fails as the browser does. */
export async function keepFeatures(
  rows: ReadonlyMap<string, Float32Array>,
  kind: FeatureKind,
  origin: Origin,
): Promise<void> {
  const entries = [...rows].map(([hash, row]): [string, Float32Array] => [cacheKey(hash, kind, origin), row]);
  await setMany(entries, store());
}
