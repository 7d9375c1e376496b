import { FEATURE_COUNT } from "../../backbone/architecture";
import type { BackendName } from "../../backbone/backend";
import { concernsPhoto } from "../../common/error";
import type { Stoppable } from "../../common/progress";
import type { Pixels } from "../../conditions/rgb-pixels";
import { cacheFeatures } from "../../storage/feature-cache";
import { type Extraction, type FeatureChunk, kindOf, type PresentFile } from "../protocol/protocol";
import { decodePhoto } from "./decode";
import { effectiveBackend, extract } from "./runtime";

/** A photo with its index in the chunk. */
interface Placed extends PresentFile {
  readonly index: number;
}

interface Decoded extends Pick<Placed, "index" | "hash"> {
  readonly rgb: Pixels;
}

/**
 * Features to cache, by photo, of each backend that computed some: the WebGL context may be lost within a chunk. They
 * are written together, because a transaction costs more than its rows.
 */
type Fresh = Map<BackendName, Map<string, Float32Array>>;

/**
 * Extracts the features of a chunk of photos, with one forward pass per batch, and caches them. The browser decodes a
 * batch on other threads while the previous one is computed. A photo that cannot be decoded does not fail the chunk.
 * @throws AbortError when stopped
 */
export async function extractChunk(
  files: readonly PresentFile[],
  wanted: Extraction,
  { signal }: Stoppable,
): Promise<FeatureChunk> {
  const features = new Float32Array(files.length * FEATURE_COUNT);
  const failures: { index: number; reason: string }[] = [];
  const placed = files.map((file, index): Placed => ({ ...file, index }));
  const batches: Placed[][] = [];
  for (let start = 0; start < placed.length; start += wanted.batch)
    batches.push(placed.slice(start, start + wanted.batch));
  const fresh: Fresh = new Map();
  let decoding = decodeBatch(batches[0] ?? [], wanted, failures, signal);
  try {
    for (let batch = 0; batch < batches.length; batch++) {
      const decoded = await decoding;
      signal.throwIfAborted();
      decoding = decodeBatch(batches[batch + 1] ?? [], wanted, failures, signal);
      await computeBatch(decoded, features, fresh, wanted);
    }
  } finally {
    // Wait for the batch that is still being decoded, so that it does not overlap the next job.
    await decoding.catch(() => undefined);
    // Also if the chunk was stopped: these features need not be extracted again.
    for (const [backend, rows] of fresh) await cacheFeatures(rows, kindOf(wanted), backend);
  }
  const { backend } = effective(wanted);
  return { features, failures, backend };
}

/** With the current backend. */
function effective(wanted: Extraction): Extraction {
  return { ...wanted, backend: effectiveBackend(wanted.backend) };
}

async function decodeBatch(
  batch: readonly Placed[],
  { preprocessing }: Extraction,
  failures: { index: number; reason: string }[],
  signal: AbortSignal,
): Promise<Decoded[]> {
  const decoded: Decoded[] = [];
  const outcomes = await Promise.allSettled(
    batch.map(async (photo) => {
      const { index, hash } = photo;
      try {
        decoded.push({ index, hash, rgb: await decodePhoto(photo, preprocessing, signal) });
      } catch (error) {
        if (!concernsPhoto(error)) throw error;
        failures.push({ index, reason: error.message });
      }
    }),
  );
  // All have ended by then, so nothing of a stopped batch keeps running.
  for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  return decoded;
}

/** Writes the features of the decoded photos into their rows, and notes them for the cache. */
async function computeBatch(
  decoded: readonly Decoded[],
  features: Float32Array,
  fresh: Fresh,
  wanted: Extraction,
): Promise<void> {
  if (decoded.length === 0) return;
  const rows = await extract(
    decoded.map(({ rgb }) => rgb),
    wanted,
  );
  const { backend } = effective(wanted);
  const kept = fresh.get(backend) ?? new Map<string, Float32Array>();
  fresh.set(backend, kept);
  for (const [position, { index, hash }] of decoded.entries()) {
    const row = rows.slice(position * FEATURE_COUNT, (position + 1) * FEATURE_COUNT);
    features.set(row, index * FEATURE_COUNT);
    kept.set(hash, row);
  }
}
