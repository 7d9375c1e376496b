import { FEATURE_COUNT } from "../backbone/architecture";
import { AppError } from "../common/error";
import { notSeen } from "./absent-photos";
import { decodePhoto } from "./decode";
import { cachedFeatures, cacheFeatures } from "./feature-cache";
import type { Extraction, FeatureChunk, HashedFile } from "./protocol";
import { effectiveBackend, extract } from "./runtime";

/** A photo whose features have to be computed. */
interface Unseen {
  readonly index: number;
  readonly file: Blob;
  readonly path: string;
  readonly hash: string;
}

interface Decoded extends Pick<Unseen, "index" | "hash"> {
  readonly bitmap: ImageBitmap;
}

/**
 * Features of a chunk of photos: from the cache, or by decoding and one forward pass per batch. The browser
 * decodes a batch on threads of its own while the one before it is computed. A photo that cannot be decoded is a
 * failure of its own, not of the chunk.
 * @throws AbortError when stopped; AppError `bad-data` where neither a photo nor its features are here
 */
export async function extractChunk(
  files: readonly HashedFile[],
  wanted: Extraction,
  signal: AbortSignal,
): Promise<FeatureChunk> {
  const features = new Float32Array(files.length * FEATURE_COUNT);
  const failures: { index: number; reason: string }[] = [];
  const known = await cachedFeatures(
    files.map(({ hash }) => hash),
    effective(wanted),
  );
  for (const [index, row] of known.entries()) if (row !== undefined) features.set(row, index * FEATURE_COUNT);
  const missing = unseen(files, known, wanted);

  const batches: Unseen[][] = [];
  for (let start = 0; start < missing.length; start += wanted.batch)
    batches.push(missing.slice(start, start + wanted.batch));
  let decoding = decodeBatch(batches[0] ?? [], wanted, failures);
  try {
    for (let batch = 0; batch < batches.length; batch++) {
      const decoded = await decoding;
      signal.throwIfAborted();
      decoding = decodeBatch(batches[batch + 1] ?? [], wanted, failures);
      await computeBatch(decoded, features, wanted);
    }
  } finally {
    // Of a stopped or failed run these are never used; closing what was used already does nothing.
    for (const { bitmap } of await decoding) bitmap.close();
  }
  const { backend } = effective(wanted);
  return { features, failures, cached: files.length - missing.length, backend };
}

/** The photos that are not known; each of them must be here. */
function unseen(
  files: readonly HashedFile[],
  known: readonly (Float32Array | undefined)[],
  wanted: Extraction,
): Unseen[] {
  const missing = [...files.entries()].filter(([index]) => known[index] === undefined);
  const here = missing.flatMap(([index, { file, path, hash }]) =>
    file === undefined ? [] : [{ index, file, path, hash }],
  );
  if (here.length < missing.length) throw notSeen(missing.length - here.length, wanted);
  return here;
}

/** With the backend that answers now. */
function effective(wanted: Extraction): Extraction {
  return { ...wanted, backend: effectiveBackend(wanted.backend) };
}

async function decodeBatch(
  batch: readonly Unseen[],
  { preprocessing }: Extraction,
  failures: { index: number; reason: string }[],
): Promise<Decoded[]> {
  const decoded: Decoded[] = [];
  await Promise.all(
    batch.map(async ({ index, file, path, hash }) => {
      try {
        decoded.push({ index, hash, bitmap: await decodePhoto(file, path, preprocessing) });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        failures.push({ index, reason: error.message });
      }
    }),
  );
  return decoded;
}

/** Writes the features of the decoded photos into their rows, and into the cache. */
async function computeBatch(
  decoded: readonly Decoded[],
  features: Float32Array,
  wanted: Extraction,
): Promise<void> {
  if (decoded.length === 0) return;
  const rows = await extract(
    decoded.map(({ bitmap }) => bitmap),
    wanted,
  );
  const fresh = new Map<string, Float32Array>();
  for (const [position, { index, hash }] of decoded.entries()) {
    const row = rows.slice(position * FEATURE_COUNT, (position + 1) * FEATURE_COUNT);
    features.set(row, index * FEATURE_COUNT);
    fresh.set(hash, row);
  }
  await cacheFeatures(fresh, effective(wanted));
}
