import { chunksOf } from "../../common/chunks";
import type { JobHooks } from "../../common/progress";
import { type CloseRows, MOST_CLOSE, MOST_NEAR } from "../../duplicates/close";
import { THUMBNAIL_LENGTH } from "../../duplicates/grey-thumbnail";
import type { NearContents } from "../../duplicates/pairs";
import { HASH_WORDS } from "../../duplicates/perceptual-hash";
import type { Engine } from "../page/engine";
import { type HashedFile, isPresent, type PresentFile, sentPhoto } from "../protocol/protocol";
import type { EngineWorker } from "../worker/worker";

/** Photos that a worker hashes per call. */
const PHOTO_CHUNK = 16;
/**
 * Pairs whose hashes, and whose thumbnails, a worker compares per call, which cannot be interrupted: less than 0.1 s.
 */
const HASH_PAIRS = 2_500_000;
const THUMBNAIL_PAIRS = 1_000;

/** Which of some files look alike. */
export interface Comparison {
  readonly near: readonly NearContents[];
  /** Whether the list is complete: if there are very many pairs, it has only some. */
  readonly isWhole: boolean;
  /** The SHA-256 of all files compared. */
  readonly contents: ReadonlySet<string>;
  /** How many of them are missing, and how many cannot be decoded: only their bytes were compared. */
  readonly absent: number;
  readonly broken: number;
}

/** What is cached per photo. */
interface Fingerprint {
  readonly hash: Uint32Array;
  readonly thumbnail: Uint8Array;
}

/** Finds photos that look nearly the same. It caches hashes and thumbnails, so no photo is opened twice. */
export class PhotoComparer {
  readonly #engine: Engine;
  /** By the SHA-256 of the file. */
  readonly #known = new Map<string, Fingerprint>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Compares every photo with every other. @throws AbortError when stopped; what was computed by then stays cached */
  async compare(files: readonly HashedFile[], hooks: JobHooks): Promise<Comparison> {
    const contents = new Set(files.map(({ hash }) => hash));
    const present = new Map(files.filter(isPresent).map((file) => [file.hash, file]));
    const unseen = [...present.values()].filter(({ hash }) => !this.#known.has(hash));
    const broken = await this.#look(unseen, hooks);
    const seen = [...contents].filter((hash) => this.#known.has(hash));
    const { near, isWhole } = await this.#search(seen, hooks);
    return { near, isWhole, contents, absent: contents.size - seen.length - broken, broken };
  }

  /** @returns how many of these photos cannot be decoded */
  async #look(photos: readonly PresentFile[], { signal, onProgress }: JobHooks): Promise<number> {
    const total = photos.length;
    let done = 0;
    let broken = 0;
    onProgress({ stage: "features", done, total });
    await this.#engine.shareOut(chunksOf(total, PHOTO_CHUNK), { signal }, async (worker, { start, end }) => {
      const chunk = photos.slice(start, end).map(sentPhoto);
      const { hashes, thumbnails, failures } = await worker.fingerprints(chunk, { signal });
      for (const [index, { hash }] of chunk.entries()) {
        if (failures.includes(index)) continue;
        this.#known.set(hash, {
          hash: hashes.slice(index * HASH_WORDS, (index + 1) * HASH_WORDS),
          thumbnail: thumbnails.slice(index * THUMBNAIL_LENGTH, (index + 1) * THUMBNAIL_LENGTH),
        });
      }
      broken += failures.length;
      done += chunk.length;
      onProgress({ stage: "features", done, total });
    });
    return broken;
  }

  /** Compares all hashes, and the thumbnails of pairs with close hashes. */
  async #search(
    contents: readonly string[],
    { signal, onProgress }: JobHooks,
  ): Promise<Pick<Comparison, "near" | "isWhole">> {
    const total = contents.length;
    const prints = contents.flatMap((hash) => this.#known.get(hash) ?? []);
    const hashes = new Uint32Array(total * HASH_WORDS);
    for (const [row, { hash }] of prints.entries()) hashes.set(hash, row * HASH_WORDS);
    const found: CloseRows[] = [];
    let isWhole = true;
    let done = 0;
    onProgress({ stage: "compare", done, total });
    await this.#engine.shareOut(rowChunks(total), { signal }, async (worker, { start, end }) => {
      const close = isWhole ? await worker.closeRows(hashes, start, end) : [];
      for (const part of chunksOf(close.length, THUMBNAIL_PAIRS)) {
        signal.throwIfAborted();
        found.push(...(await confirmed(worker, prints, close.slice(part.start, part.end))));
        if (found.length >= MOST_NEAR) break;
      }
      if (close.length >= MOST_CLOSE || found.length >= MOST_NEAR) isWhole = false;
      done += end - start;
      onProgress({ stage: "compare", done, total });
    });
    found.sort((one, other) => one.a - other.a || one.b - other.b);
    const near = found.slice(0, MOST_NEAR).map(({ a, b, distance, isMirrored }) => {
      return { a: contents[a] ?? "", b: contents[b] ?? "", distance, isMirrored };
    });
    return { near, isWhole };
  }
}

/** The close pairs whose thumbnails show the same. Each thumbnail is sent to the worker once. */
async function confirmed(
  worker: EngineWorker,
  prints: readonly Fingerprint[],
  close: readonly CloseRows[],
): Promise<CloseRows[]> {
  const rows = [...new Set(close.flatMap(({ a, b }) => [a, b]))];
  const thumbnails = new Uint8Array(rows.length * THUMBNAIL_LENGTH);
  for (const [place, row] of rows.entries())
    thumbnails.set(prints[row]?.thumbnail ?? [], place * THUMBNAIL_LENGTH);
  const placeOf = new Map(rows.map((row, place) => [row, place]));
  const placed = close.map((pair) => ({
    ...pair,
    a: placeOf.get(pair.a) ?? 0,
    b: placeOf.get(pair.b) ?? 0,
  }));
  const indices = await worker.confirm(thumbnails, placed);
  return indices.flatMap((index) => close[index] ?? []);
}

/** Cuts rows into chunks with about equal numbers of pairs: each row is compared with all later ones. */
function rowChunks(rows: number): { start: number; end: number }[] {
  const chunks: { start: number; end: number }[] = [];
  let start = 0;
  let pairs = 0;
  for (let end = 1; end <= rows; end++) {
    pairs += rows - end;
    if (pairs < HASH_PAIRS && end < rows) continue;
    chunks.push({ start, end });
    start = end;
    pairs = 0;
  }
  return chunks;
}
