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
 * The key of one photo's features: everything that they depend on. Backends differ in the last bits, and the
 * same backend must give the same bits again; so those of a project, which another browser computed, are apart.
 */
function cacheKey(photoHash: string, { backbone, preprocessing }: FeatureKind, origin: Origin): string {
  return `${photoHash}/${backbone}/${PREPROCESSING_VERSIONS[preprocessing]}/${origin}`;
}

/**
 * Features of photos by the SHA-256 of their bytes: the backend's own, else those of a project; undefined where
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
 * Features of photos from the first of `origins` that has them; undefined where none has, or where they are damaged,
 * which sets them aside. The browser's own error where it does not let the page read.
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

/** Listing so many keys for each photo takes no longer than asking for one row that may not be there. */
const LISTED_PER_PHOTO = 8;

/**
 * Whether a key of some photos may be kept. Keys begin with the hash and are kept in order, so that photos in the
 * order of their hashes are one stretch of them; of others, or among very many, it stays open.
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
      const kept = new Set(await store("readonly", (rows) => promisifyRequest(rows.getAllKeys(stretch))));
      for (const hash of some) {
        if (origins.some((origin) => kept.has(cacheKey(hash, kind, origin)))) found.add(hash);
      }
    }
  } catch {
    // As where nothing was ever kept.
  }
  return found;
}

/**
 * Finishes moving features from an earlier layout, and deletes, once in a browser, those of photos that an earlier
 * version of the page prepared in another way: nobody asks for them any more, and those of 50,000 photos take 250 MB.
 */
export async function tidyFeatures(): Promise<void> {
  await database.migrate("features");
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

/** Keeps features for the next run; a browser that refuses only makes the next run slower. */
export async function cacheFeatures(
  rows: ReadonlyMap<string, Float32Array>,
  kind: FeatureKind,
  backend: BackendName,
): Promise<void> {
  await keepFeatures(rows, kind, backend).catch(() => undefined);
}

/** Keeps features, or fails as the browser does. */
export async function keepFeatures(
  rows: ReadonlyMap<string, Float32Array>,
  kind: FeatureKind,
  origin: Origin,
): Promise<void> {
  const entries = [...rows].map(([hash, row]): [string, Float32Array] => [cacheKey(hash, kind, origin), row]);
  await setMany(entries, store);
}
