import { FEATURE_COUNT } from "../../backbone/architecture";
import type { BackendName } from "../../backbone/backend";
import { concernsPhoto } from "../../common/error";
import type { Stoppable } from "../../common/progress";
import type { Pixels } from "../../conditions/rgb-pixels";
import { cacheFeatures } from "../../storage/feature-cache";
import { type Extraction, type FeatureChunk, kindOf, type PresentFile } from "../protocol/protocol";
import { decodePhoto } from "./decode";
import { effectiveBackend, extract } from "./runtime";

/** A photo with its place in the chunk. */
interface Placed extends PresentFile {
  readonly index: number;
}

interface Decoded extends Pick<Placed, "index" | "hash"> {
  readonly rgb: Pixels;
}

/**
 * Features to keep for the next time, by photo, of each backend that computed some: WebGL may be lost within a chunk.
 * They are written together, since a transaction costs more than its rows.
 */
type Fresh = Map<BackendName, Map<string, Float32Array>>;

/**
 * Features of a chunk of photos, by decoding and one forward pass per batch; they are kept for the next time. The
 * browser decodes a batch on threads of its own while the one before it is computed. A photo that cannot be decoded
 * is a failure of its own, not of the chunk.
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
    // Wait for the batch that is still being decoded, so that it does not run on into the next job.
    await decoding.catch(() => undefined);
    // Of a chunk that was stopped, too: its photos need not be looked at again.
    for (const [backend, rows] of fresh) await cacheFeatures(rows, kindOf(wanted), backend);
  }
  const { backend } = effective(wanted);
  return { features, failures, backend };
}

/** With the backend that answers now. */
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
  // All have ended by then, so nothing of a stopped batch runs on.
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
