import { FEATURE_COUNT } from "../../backbone/architecture";
import { free } from "../../common/memory";
import { randomId } from "../../common/random-id";
import { type FeatureRows, rowsInMemory } from "../../head/rows";

/** Features of a job's photos, row by row, in memory or in a file. The caller must close it. */
export interface FeatureTable extends FeatureRows {
  /** Writes some rows, the first of which is row `start`. */
  put(start: number, features: Float32Array<ArrayBuffer>): void;
  close(): Promise<void>;
}

/**
 * The file methods of workers, declared here because the page's type check also reads this file (for the types of the
 * worker's methods), and its TypeScript library lacks them.
 */
interface WorkerFile {
  createSyncAccessHandle(): Promise<{
    truncate(bytes: number): void;
    read(target: AllowSharedBufferSource, place: { readonly at: number }): number;
    write(source: AllowSharedBufferSource, place: { readonly at: number }): number;
    close(): void;
  }>;
}

/** Tables with more rows than this (60 MB) go into a file. */
const ROWS_IN_MEMORY = 12_000;

const FOLDER = "twofold-features";
const ROW_BYTES = FEATURE_COUNT * Float32Array.BYTES_PER_ELEMENT;

/** A table of zeros: in memory if it is small, or if this browser gives the page no private file (OPFS). */
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
 * The file exists only while the table is open. For workers only.
 * @throws DOMException if the browser gives no file (private browsing), or none of this size
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
    // If it cannot be removed now, it is removed later with the leftovers.
    await folder.removeEntry(name).catch(() => undefined);
  };
  try {
    // Allocate everything now: a full disk should fail before the work, not in the middle of it.
    file.truncate(rows * ROW_BYTES);
  } catch (error) {
    await close();
    throw error;
  }
  // Training reads rows a million times: one view per read would create 100 MB of garbage.
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

/** Deletes files of pages that were closed before they could do so; files in use elsewhere cannot be deleted. */
async function removeLeftovers(folder: FileSystemDirectoryHandle): Promise<void> {
  for await (const name of folder.keys()) await folder.removeEntry(name).catch(() => undefined);
}
