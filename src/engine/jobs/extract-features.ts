import { transfer } from "comlink";
import type { BackendName } from "../../backbone/backend";
import { chunksOf } from "../../common/chunks";
import type { JobHooks } from "../../common/progress";
import type { Engine } from "../page/engine";
import type { EngineThread } from "../page/thread";
import { notSeen } from "../protocol/absent-photos";
import {
  type Extraction,
  type HashedFile,
  isPresent,
  type PresentFile,
  sentPhoto,
} from "../protocol/protocol";

/** Photos whose features a worker computes per call. */
const FEATURE_CHUNK = 16;
/** Photos looked up in the cache at once: a thousand times faster than computing their features. */
const KNOWN_CHUNK = 512;

/** Features of some files, held by a worker. The caller must call `close`. */
export interface SeenFiles {
  /** The number of the table with one row per file; the row is all zeros if `failures` has the file. */
  readonly table: number;
  /** Index of the file → why it could not be decoded. */
  readonly failures: ReadonlyMap<number, string>;
  /** How many photos came from the cache. */
  readonly cached: number;
  /** The backend that computed the last of the others: WebAssembly if WebGL was requested but its context was lost. */
  readonly backend: BackendName;
  readonly close: () => Promise<void>;
}

/**
 * Features of all files, from the cache or computed on all workers. They go from worker to worker and are never held by
 * the page: 50,000 photos have 250 MB of features.
 * @throws AppError `bad-data` if a photo and its features are both missing
 */
export async function extractFeatures(
  engine: Engine,
  files: readonly HashedFile[],
  extraction: Extraction,
  hooks: JobHooks,
): Promise<SeenFiles> {
  const keeper = engine.lead;
  const table = await keeper.worker.openTable(files.length);
  const close = async () => {
    if (keeper.alive) await keeper.worker.closeTable(table);
  };
  try {
    const seen = await fillTable(engine, keeper, table, files, extraction, hooks);
    return { ...seen, table, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function fillTable(
  engine: Engine,
  keeper: EngineThread,
  table: number,
  files: readonly HashedFile[],
  extraction: Extraction,
  { signal, onProgress }: JobHooks,
): Promise<Pick<SeenFiles, "failures" | "cached" | "backend">> {
  const asked = extraction.backend;
  const failures = new Map<number, string>();
  let done = 0;
  const advance = (photos: number) => {
    done += photos;
    onProgress({ stage: "features", done, total: files.length });
  };
  advance(0);
  const missing = await fillKnown(keeper, table, files, extraction, signal, advance);
  const unseen = presentFiles(files, missing, extraction);
  // One batch is decoded while another is computed.
  const chunks = chunksOf(unseen.length, Math.max(FEATURE_CHUNK, 2 * extraction.batch));
  await engine.shareOut(chunks, { signal, backend: asked }, async (worker, { start, end }) => {
    const [rows, photos] = [missing.slice(start, end), unseen.slice(start, end)];
    const { features, ...chunk } = await worker.features(photos, extraction, { signal });
    if (chunk.backend !== asked) engine.backends.markWebglLost();
    const sent = transfer(features, [features.buffer]);
    signal.throwIfAborted();
    await keeper.worker.fillTable(table, rows, sent);
    for (const { index, reason } of chunk.failures) failures.set(rows[index] ?? -1, reason);
    advance(photos.length);
  });
  const backend = engine.backends.isWebglLost ? "wasm" : asked;
  return { failures, cached: files.length - missing.length, backend };
}

/** Fills a table with cached features, without reading any file. @returns the rows of the other photos */
async function fillKnown(
  keeper: EngineThread,
  table: number,
  files: readonly HashedFile[],
  extraction: Extraction,
  signal: AbortSignal,
  advance: (photos: number) => void,
): Promise<number[]> {
  const missing: number[] = [];
  for (const { start, end } of chunksOf(files.length, KNOWN_CHUNK)) {
    const hashes = files.slice(start, end).map(({ hash }) => hash);
    signal.throwIfAborted();
    const rows = await keeper.worker.fillKnown(table, start, hashes, extraction);
    missing.push(...rows);
    advance(hashes.length - rows.length);
  }
  return missing;
}

/**
 * The photos of some rows, without the fields that a worker does not need. @throws AppError `bad-data` if one is
 * missing
 */
function presentFiles(
  files: readonly HashedFile[],
  rows: readonly number[],
  extraction: Extraction,
): PresentFile[] {
  const present = rows.flatMap((row) => {
    const photo = files[row];
    return photo !== undefined && isPresent(photo) ? [sentPhoto(photo)] : [];
  });
  if (present.length < rows.length) throw notSeen(rows.length - present.length, extraction);
  return present;
}
