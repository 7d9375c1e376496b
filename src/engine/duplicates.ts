import { MOST_NEAR, type NearRows } from "../duplicates/near";
import type { NearContents } from "../duplicates/pairs";
import { HASH_WORDS } from "../duplicates/perceptual-hash";
import { chunksOf, type Engine, type JobHooks } from "./client";
import type { HashedFile, PresentFile } from "./protocol";

/** Photos that a worker hashes before it takes the next ones. */
const HASH_CHUNK = 16;
/** Pairs of photos that a worker compares before it can be stopped: some tenth of a second. */
const PAIR_CHUNK = 10_000_000;

/** Which of some contents look alike. */
export interface Comparison {
  readonly near: readonly NearContents[];
  /** Whether these are all: beyond `MOST_NEAR` pairs it looks for no more. */
  readonly isWhole: boolean;
  /** The SHA-256 of all contents that there were. */
  readonly contents: ReadonlySet<string>;
  /** How many of them are not here, and how many cannot be decoded: only their bytes were compared. */
  readonly absent: number;
  readonly broken: number;
}

/** Finds photos that look nearly the same. It remembers what it saw, so that no photo is opened twice. */
export class PhotoComparer {
  readonly #engine: Engine;
  /** Perceptual hashes by the SHA-256 of the content. */
  readonly #known = new Map<string, Uint32Array>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Compares every photo with every other. @throws AbortError when stopped; what was seen by then is remembered */
  async compare(files: readonly HashedFile[], hooks: JobHooks): Promise<Comparison> {
    const contents = new Set(files.map(({ hash }) => hash));
    const present = new Map(files.filter(isPresent).map((file) => [file.hash, file]));
    const broken = await this.#look(
      [...present.values()].filter(({ hash }) => !this.#known.has(hash)),
      hooks,
    );
    const seen = [...contents].filter((hash) => this.#known.has(hash));
    const near = await this.#search(seen, hooks);
    const absent = contents.size - seen.length - broken;
    return { near, isWhole: near.length < MOST_NEAR, contents, absent, broken };
  }

  /** Hashes photos. @returns how many of them cannot be decoded */
  async #look(photos: readonly PresentFile[], { signal, onProgress }: JobHooks): Promise<number> {
    const total = photos.length;
    let done = 0;
    let broken = 0;
    onProgress({ stage: "features", done, total });
    await this.#engine.shareOut(chunksOf(total, HASH_CHUNK), signal, async (worker, { start, end }, stop) => {
      const chunk = photos.slice(start, end).map(({ file, path, hash }) => ({ file, path, hash }));
      const { hashes, failures } = await worker.perceptualHashes(chunk, stop);
      for (const [index, { hash }] of chunk.entries()) {
        if (failures.includes(index)) continue;
        this.#known.set(hash, hashes.slice(index * HASH_WORDS, (index + 1) * HASH_WORDS));
      }
      broken += failures.length;
      done += chunk.length;
      onProgress({ stage: "features", done, total });
    });
    return broken;
  }

  /** Compares the hashes of contents, row by row. */
  async #search(contents: readonly string[], { signal, onProgress }: JobHooks): Promise<NearContents[]> {
    const total = contents.length;
    const hashes = new Uint32Array(total * HASH_WORDS);
    for (const [row, hash] of contents.entries()) hashes.set(this.#known.get(hash) ?? [], row * HASH_WORDS);
    const found: NearRows[] = [];
    let done = 0;
    onProgress({ stage: "compare", done, total });
    await this.#engine.shareOut(rowChunks(total), signal, async (worker, { start, end }) => {
      if (found.length < MOST_NEAR) found.push(...(await worker.nearRows(hashes, start, end)));
      done += end - start;
      onProgress({ stage: "compare", done, total });
    });
    found.sort((one, other) => one.a - other.a || one.b - other.b);
    return found.slice(0, MOST_NEAR).map(({ a, b, ...how }) => ({
      a: contents[a] ?? "",
      b: contents[b] ?? "",
      ...how,
    }));
  }
}

function isPresent(file: HashedFile): file is PresentFile {
  return file.file !== undefined;
}

/** Cuts rows, each of which is compared with all that come after it, into chunks of about as many pairs. */
function rowChunks(rows: number): { start: number; end: number }[] {
  const chunks: { start: number; end: number }[] = [];
  let start = 0;
  let pairs = 0;
  for (let end = 1; end <= rows; end++) {
    pairs += rows - end;
    if (pairs < PAIR_CHUNK && end < rows) continue;
    chunks.push({ start, end });
    start = end;
    pairs = 0;
  }
  return chunks;
}
