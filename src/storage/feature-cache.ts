import { delMany, getMany, keys, promisifyRequest, setMany } from "idb-keyval";
import type { BackendName } from "../backbone/backend";
import { type FeatureKind, PREPROCESSING_VERSIONS } from "../backbone/preprocess";
import { checkAll } from "./damaged";
import { database } from "./database";
import { isTidied, markTidied } from "./preferences";

const store = database.store("features");

type Features = Float32Array<ArrayBuffer>;

/** Where features come from: a backend of this browser, or a project that was opened. */
export type Origin = BackendName | "project";

/**
 * The key of one photo's features: everything that they depend on. Backends differ in the last bits, and the same
 * backend must give the same bits again. So features from a project, which another browser computed, are stored
 * separately.
 */
function cacheKey(photoHash: string, { backbone, preprocessing }: FeatureKind, origin: Origin): string {
  return `${photoHash}/${backbone}/${PREPROCESSING_VERSIONS[preprocessing]}/${origin}`;
}

/**
 * Features of photos by the SHA-256 of their bytes: those of the backend, otherwise those from a project; undefined if
 * there are neither.
 */
export async function cachedFeatures(
  photoHashes: readonly string[],
  kind: FeatureKind,
  backend: BackendName,
): Promise<(Features | undefined)[]> {
  try {
    return await featuresFrom(photoHashes, kind, [backend, "project"]);
  } catch {
    // Private browsing or a full disk: without a cache everything still works, only slower.
    return photoHashes.map(() => undefined);
  }
}

/**
 * Features of photos from the first of `origins` that has them; undefined if none has, or if they are damaged (then
 * they are set aside). Throws the browser's own error if the page may not read.
 */
export async function featuresFrom(
  photoHashes: readonly string[],
  kind: FeatureKind,
  origins: readonly Origin[],
): Promise<(Features | undefined)[]> {
  const found: (Features | undefined)[] = photoHashes.map(() => undefined);
  const mayBeKept = await listKept(photoHashes);
  for (const origin of origins) {
    const wanted = [...photoHashes.entries()]
      .map(([index, hash]) => ({ index, key: cacheKey(hash, kind, origin) }))
      .filter(({ index, key }) => found[index] === undefined && mayBeKept(key));
    if (wanted.length === 0) continue;
    const keys = wanted.map(({ key }) => key);
    const rows = await getMany<unknown>(keys, store);
    const kept = [...wanted.entries()].filter(([position]) => rows[position] !== undefined);
    const entries = kept.map(([position, { key }]) => [key, rows[position]] as const);
    const intact = await checkAll("features", entries, "features");
    for (const [position, [, { index }]] of kept.entries()) found[index] = intact[position];
  }
  return found;
}

/** Listing this many keys per photo takes no longer than requesting one row that may not exist. */
const LISTED_PER_PHOTO = 8;

/**
 * A test whether a key may be in the store; if it says no, the key is not there. Keys begin with the hash and are
 * sorted, so photos sorted by hash cover one range of keys. For unsorted photos, or ranges with very many keys, it
 * always says yes.
 */
async function listKept(photoHashes: readonly string[]): Promise<(key: string) => boolean> {
  const [first, ...others] = photoHashes;
  if (first === undefined) return () => false;
  let [least, most] = [first, first];
  for (const hash of others) {
    if (hash < least) least = hash;
    if (hash > most) most = hash;
  }
  const stretch = IDBKeyRange.bound(least, `${most}/\uffff`);
  const limit = LISTED_PER_PHOTO * photoHashes.length;
  const listed = await store("readonly", (rows) => promisifyRequest(rows.getAllKeys(stretch, limit)));
  if (listed.length === limit) return () => true;
  const kept = new Set(listed);
  return (key) => kept.has(key);
}

/** Photos whose keys are requested at once. */
const LOOKUPS = 2000;

/** The photos that have features from one of `origins`; none if the page may not read. */
export async function photosWithFeatures(
  photoHashes: readonly string[],
  kind: FeatureKind,
  origins: readonly Origin[],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  // Keys begin with the hash and are sorted: one request for a range of them is many times faster than one for each.
  const sorted = photoHashes.toSorted();
  try {
    for (let start = 0; start < sorted.length; start += LOOKUPS) {
      const some = sorted.slice(start, start + LOOKUPS);
      const stretch = IDBKeyRange.bound(some[0], `${some.at(-1)}/\uffff`);
      const kept = new Set(await store("readonly", (rows) => promisifyRequest(rows.getAllKeys(stretch))));
      for (const hash of some) {
        if (origins.some((origin) => kept.has(cacheKey(hash, kind, origin)))) found.add(hash);
      }
    }
  } catch {
    // As if nothing was ever stored.
  }
  return found;
}

/**
 * Deletes, once per browser, features of photos that an earlier version of the page preprocessed differently: they are
 * no longer used, and those of 50,000 photos take 250 MB.
 */
export async function deleteOutdatedFeatures(): Promise<void> {
  const versions: readonly string[] = Object.values(PREPROCESSING_VERSIONS);
  const tidied = versions.join(", ");
  if (await isTidied(tidied)) return;
  const isCurrent = (key: IDBValidKey) => versions.includes(String(key).split("/")[2] ?? "");
  await delMany(
    (await keys(store)).filter((key) => !isCurrent(key)),
    store,
  );
  await markTidied(tidied);
}

/** Caches features for the next run; if the browser refuses, the next run is just slower. */
export async function cacheFeatures(
  rows: ReadonlyMap<string, Float32Array>,
  kind: FeatureKind,
  backend: BackendName,
): Promise<void> {
  await keepFeatures(rows, kind, backend).catch(() => undefined);
}

/** Caches features; throws the browser's error. */
export async function keepFeatures(
  rows: ReadonlyMap<string, Float32Array>,
  kind: FeatureKind,
  origin: Origin,
): Promise<void> {
  const entries = [...rows].map(([hash, row]): [string, Float32Array] => [cacheKey(hash, kind, origin), row]);
  await setMany(entries, store);
}
