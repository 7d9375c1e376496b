import { promisifyRequest } from "idb-keyval";
import { withLock } from "../common/lock";
import { toCurrentModel } from "./first-models";
import type { Begin, StoreName } from "./layout";
import { isDomError, openDatabase } from "./opening";

/** How a store of the first layout, which was a separate database, becomes a store of `twofold`. */
interface Separate {
  /** Records that are copied at once: few if they are megabytes. */
  readonly batch: number;
  readonly convert?: (value: unknown) => unknown;
}

const SEPARATE: Readonly<Partial<Record<StoreName, Separate>>> = {
  models: { batch: 4, convert: toCurrentModel },
  backbones: { batch: 1 },
  tuning: { batch: 1 },
  preferences: { batch: 64 },
  "kept-labels": { batch: 1 },
  features: { batch: 256 },
};

/** Earlier versions of the page open these databases at version 1. At this version, they can no longer open them. */
const TAKEN_VERSION = 2;

/**
 * Moves the records of the database `twofold-STORE` into the store, a batch at a time, and deletes the database. While
 * it exists, the move is not finished: a batch is deleted from it only after its copy is on the disk, and nothing else
 * uses the store until the database is gone. So the move can be killed at any moment, and continues with the next batch
 * when it runs again.
 * @throws AppError `storage` if a tab with an earlier version of the page keeps the database open
 */
export async function moveSeparateDatabase(store: StoreName, begin: Begin): Promise<void> {
  const separate = SEPARATE[store];
  const name = `twofold-${store}`;
  if (separate === undefined) return;
  await withLock(`${name}-migration`, {}, async () => {
    // Only asked with the lock, when no other thread is opening or deleting that database.
    if (!(await mayExist(name))) return;
    const old = await openExisting(name);
    if (old === undefined) return;
    try {
      if (old.objectStoreNames.contains(store)) await moveRecords(old, store, separate, begin);
    } finally {
      old.close();
    }
    // It is empty now: if it cannot be deleted now, the next visit will delete it.
    await deleteDatabase(name).catch(() => undefined);
  });
}

/** Whether a database of this name may exist. Some browsers cannot list databases. */
async function mayExist(name: string): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some((database) => database.name === name);
  } catch {
    return true;
  }
}

/** Opens a database so that no other version of the page can; undefined if it does not exist; none is created. */
async function openExisting(name: string): Promise<IDBDatabase | undefined> {
  let isNew = false;
  try {
    return await openDatabase(name, TAKEN_VERSION, (transaction, oldVersion) => {
      isNew = oldVersion === 0;
      if (isNew) transaction.abort();
    });
  } catch (error) {
    if (isNew && isDomError(error, "AbortError")) return undefined;
    throw error;
  }
}

async function moveRecords(
  old: IDBDatabase,
  store: StoreName,
  { batch, convert = (value) => value }: Separate,
  begin: Begin,
): Promise<void> {
  let rest: IDBKeyRange | undefined;
  for (;;) {
    const source = old.transaction(store).objectStore(store);
    const [keys, values] = await Promise.all([
      promisifyRequest(source.getAllKeys(rest, batch)),
      promisifyRequest<unknown[]>(source.getAll(rest, batch)),
    ]);
    const [first, last] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) return;
    const copying = await begin({ mode: "readwrite", strict: true });
    const target = copying.objectStore(store);
    for (const [index, key] of keys.entries()) putBeside(target, key, convert(values[index]));
    await promisifyRequest(copying);
    const removing = old.transaction(store, "readwrite");
    removing.objectStore(store).delete(IDBKeyRange.bound(first, last));
    await promisifyRequest(removing);
    rest = IDBKeyRange.lowerBound(last, true);
  }
}

/**
 * Adds a record to a store unless its key exists. It may exist if the user went back to an earlier version of the page
 * for a while: then the newer record stays, and lists are merged.
 */
function putBeside(target: IDBObjectStore, key: IDBValidKey, value: unknown): void {
  const present: IDBRequest<unknown> = target.get(key);
  present.onsuccess = () => {
    const { result } = present;
    if (result === undefined) target.put(value, key);
    else if (Array.isArray(result) && Array.isArray(value)) target.put(joined(result, value), key);
  };
}

/** The items of both lists, without repetitions. */
function joined(present: readonly unknown[], old: readonly unknown[]): readonly unknown[] {
  const known = new Set(present.map((item) => JSON.stringify(item)));
  return [...old.filter((item) => !known.has(JSON.stringify(item))), ...present];
}

function deleteDatabase(name: string): Promise<unknown> {
  return promisifyRequest(indexedDB.deleteDatabase(name));
}
