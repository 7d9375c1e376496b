/** Only workers can access private files synchronously, so the table tests run in one. */
import { expose } from "comlink";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import {
  type FeatureTable,
  openTable,
  tableInFile,
  tableInMemory,
} from "../../src/engine/worker/feature-table";

const ROWS = 40;
/** Unordered, with a duplicate and a row that was never written. */
const ASKED = Uint32Array.of(3, 39, 0, 7, 7, 20);
const NEVER_WRITTEN = 20;
/** More rows than are kept in memory if files are available. */
const LARGE = 12_001;

const tests = {
  /** The first values of the requested rows, from a table in memory and from one in a file. */
  async bothWays(): Promise<{ memory: number[]; file: number[] }> {
    const memory = beginnings(tableInMemory(ROWS));
    const file = beginnings(await tableInFile(ROWS));
    return { memory: await memory, file: await file };
  },

  /** The names of the files while a table is open, and after closing it. */
  async filesBeforeAndAfter(): Promise<{ during: string[]; after: string[] }> {
    const table = await tableInFile(ROWS);
    const during = await files();
    await table.close();
    return { during, after: await files() };
  },

  /** Whether a large table stores and returns rows in a browser without private files. */
  async withoutFiles(how: "no navigator.storage" | "no file handles" | "refused"): Promise<boolean> {
    const restore = takeFilesAway(how);
    try {
      const table = await openTable(LARGE);
      const row = Float32Array.from({ length: FEATURE_COUNT }, (_none, index) => index);
      table.put(LARGE - 1, row);
      const target = new Float32Array(FEATURE_COUNT);
      table.copy(Uint32Array.of(LARGE - 1), target);
      await table.close();
      return target.every((value, index) => value === row[index]);
    } finally {
      restore();
    }
  },

  /** Leaves a file behind, like a page closed in the middle of the work. */
  async leaveBehind(): Promise<void> {
    const folder = await tables();
    await folder.getFileHandle("left behind", { create: true });
  },
};

function takeFilesAway(how: Parameters<typeof tests.withoutFiles>[0]): () => void {
  const refuse = () => Promise.reject(new DOMException("", "SecurityError"));
  const [owner, property, value] =
    how === "no navigator.storage"
      ? [navigator, "storage", undefined]
      : how === "refused"
        ? [navigator.storage, "getDirectory", refuse]
        : [FileSystemFileHandle.prototype, "createSyncAccessHandle", undefined];
  const before = Object.getOwnPropertyDescriptor(owner, property);
  Object.defineProperty(owner, property, { value, configurable: true });
  return () => {
    if (before === undefined) Reflect.deleteProperty(owner, property);
    else Object.defineProperty(owner, property, before);
  };
}

async function beginnings(table: FeatureTable): Promise<number[]> {
  for (let start = 0; start < ROWS; start += 4) {
    if (start === NEVER_WRITTEN) continue;
    const rows = Float32Array.from({ length: 4 * FEATURE_COUNT }, (_none, index) => start + index / 3);
    table.put(start, rows);
  }
  const target = new Float32Array(ASKED.length * FEATURE_COUNT);
  table.copy(ASKED, target);
  await table.close();
  return Array.from(ASKED, (_row, position) => [
    ...target.subarray(position * FEATURE_COUNT).slice(0, 3),
  ]).flat();
}

async function files(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await tables()).keys()) names.push(name);
  return names;
}

async function tables(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle("twofold-features", { create: true });
}

export type TableTests = typeof tests;

expose(tests);
