import { FEATURE_COUNT } from "../../backbone/architecture";
import { free } from "../../common/memory";
import { randomId } from "../../common/random-id";
import { type FeatureRows, rowsInMemory } from "../../head/rows";

/** Features of a job's photos, row by row, in memory or in a file. Whoever opened it closes it. */
export interface FeatureTable extends FeatureRows {
  /** Writes some rows, the first of which is row `start`. */
  put(start: number, features: Float32Array<ArrayBuffer>): void;
  close(): Promise<void>;
}

/**
 * What workers can do with a file. The page's type check reads this file, too, for the types of the worker's methods,
 * and its library has none of this.
 */
interface WorkerFile {
  createSyncAccessHandle(): Promise<{
    truncate(bytes: number): void;
    read(target: AllowSharedBufferSource, place: { readonly at: number }): number;
    write(source: AllowSharedBufferSource, place: { readonly at: number }): number;
    close(): void;
  }>;
}

/** Tables with more rows than this (60 MB of them) are kept in a file. */
const ROWS_IN_MEMORY = 12_000;

const FOLDER = "twofold-features";
const ROW_BYTES = FEATURE_COUNT * Float32Array.BYTES_PER_ELEMENT;

/** A table of zeros: in memory where it is small, or where this browser gives the page no file of its own. */
export async function openTable(rows: number): Promise<FeatureTable> {
  if (rows <= ROWS_IN_MEMORY) return tableInMemory(rows);
  return tableInFile(rows).catch(() => tableInMemory(rows));
}

export function tableInMemory(rows: number): FeatureTable {
  const values = new Float32Array(rows * FEATURE_COUNT);
  return {
    ...rowsInMemory(values),
    put: (start, features) => values.set(features, start * FEATURE_COUNT),
    close: async () => free(values.buffer),
  };
}

/**
 * Only while it is open; nothing of it is left afterwards. For workers only.
 * @throws DOMException where the browser gives no file (private browsing), or none of this size
 */
export async function tableInFile(rows: number): Promise<FeatureTable> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  await removeLeftovers(folder);
  const name = randomId();
  const entry = await folder.getFileHandle(name, { create: true });
  const file = await (entry as FileSystemFileHandle & WorkerFile).createSyncAccessHandle();
  const close = async () => {
    file.close();
    // What cannot be removed now is with the leftovers.
    await folder.removeEntry(name).catch(() => undefined);
  };
  try {
    // All of it now: a disk that is too full is to say so before the work, not in the middle of it.
    file.truncate(rows * ROW_BYTES);
  } catch (error) {
    await close();
    throw error;
  }
  // Rows are read a million times in a training: with a view for each there would be 100 MB of garbage.
  const values = new Float32Array(FEATURE_COUNT);
  const place = { at: 0 };
  return {
    put: (start, features) => void file.write(features, { at: start * ROW_BYTES }),
    copy(numbers, target) {
      for (let position = 0; position < numbers.length; position++) {
        place.at = (numbers[position] as number) * ROW_BYTES;
        file.read(values, place);
        target.set(values, position * FEATURE_COUNT);
      }
    },
    close,
  };
}

/** Files of pages that were closed before they could remove them; those in use elsewhere cannot be removed. */
async function removeLeftovers(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folder.keys()) await folder.removeEntry(name).catch(() => undefined);
}
