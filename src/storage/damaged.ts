import { clear, get, promisifyRequest, values } from "idb-keyval";
import { database } from "./database";
import type { StoreName } from "./layout";
import type { Checked, Kind, RecordOf } from "./records";

/** A record that failed its check and was set aside. */
export interface DamagedRecord {
  readonly store: StoreName;
  readonly key: IDBValidKey;
  /** When it was found, in milliseconds since 1970. */
  readonly found: number;
  readonly why: string;
  readonly value: unknown;
}

/** The usable part of a stored value, undefined if there is none, and the damaged part. */
interface Divided {
  readonly intact: unknown;
  readonly damaged: readonly Pick<DamagedRecord, "value" | "why">[];
}

/** The channel that tells all threads and tabs about damaged records. */
const CHANNEL = "twofold-damaged";

/** Reads a record; undefined if there is none. A damaged record is set aside and also gives undefined. */
export async function readRecord<Name extends Kind>(
  store: StoreName,
  key: IDBValidKey,
  kind: Name,
): Promise<RecordOf<Name> | undefined> {
  const value = await get<unknown>(key, database.store(store));
  if (value === undefined) return undefined;
  return (await checkAll(store, [[key, value]], kind))[0];
}

/** Returns the intact records; the others are set aside. */
export async function checkAll<Name extends Kind>(
  store: StoreName,
  entries: readonly (readonly [IDBValidKey, unknown])[],
  kind: Name,
): Promise<(RecordOf<Name> | undefined)[]> {
  const { check } = await import("./records");
  const damaged: IDBValidKey[] = [];
  const records = entries.map(([key, value]) => {
    const checked = check(kind, value);
    if ("record" in checked) return checked.record;
    damaged.push(key);
    return undefined;
  });
  await setAside(store, damaged, (value) => divideRecord(check(kind, value), value));
  return records;
}

/** Reads a list whose items are checked one by one; damaged items are set aside. */
export async function readList<Name extends Kind>(
  store: StoreName,
  key: IDBValidKey,
  kind: Name,
): Promise<readonly RecordOf<Name>[]> {
  const value = await get<unknown>(key, database.store(store));
  if (value === undefined) return [];
  const { check } = await import("./records");
  if (!Array.isArray(value)) {
    await setAside(store, [key], (list) => divideRecord({ why: "not a list" }, list));
    return [];
  }
  const checked = value.map((item) => check(kind, item));
  if (checked.some((item) => "why" in item)) {
    await setAside(store, [key], (list) =>
      Array.isArray(list)
        ? divideList(list, (item) => check(kind, item))
        : divideRecord({ why: "not a list" }, list),
    );
  }
  return checked.flatMap((item) => ("record" in item ? [item.record] : []));
}

/** Everything that was set aside. */
export function damagedRecords(): Promise<readonly DamagedRecord[]> {
  return values<DamagedRecord>(database.store("damaged"));
}

/** Deletes everything that was set aside. */
export async function deleteDamaged(): Promise<void> {
  await clear(database.store("damaged"));
}

/** Calls `listen` whenever any thread or tab has set records aside. */
export function onDamaged(listen: () => void): () => void {
  // If the browser has no channels, the next visit reports it.
  if (typeof BroadcastChannel === "undefined") return () => {};
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = listen;
  return () => channel.close();
}

/** Moves damaged records into the store of damaged records. If that fails, the next read tries again. */
async function setAside(
  store: StoreName,
  keys: readonly IDBValidKey[],
  divide: (value: unknown) => Divided,
): Promise<void> {
  if (keys.length === 0) return;
  const found = Date.now();
  const move = (transaction: IDBTransaction) => {
    const from = transaction.objectStore(store);
    const to = transaction.objectStore("damaged");
    for (const key of keys) {
      const current: IDBRequest<unknown> = from.get(key);
      current.onsuccess = () => {
        // Another tab may have replaced it.
        const { intact, damaged } = divide(current.result);
        if (current.result === undefined || damaged.length === 0) return;
        if (intact === undefined) from.delete(key);
        else from.put(intact, key);
        for (const [index, { value, why }] of damaged.entries())
          to.put({ store, key, found, why, value } satisfies DamagedRecord, [store, key, found, index]);
      };
    }
    return promisifyRequest(transaction);
  };
  try {
    await database.transaction([store, "damaged"], { mode: "readwrite" }, move);
  } catch {
    return;
  }
  announce();
}

function divideRecord(checked: Checked<unknown>, value: unknown): Divided {
  if ("record" in checked) return { intact: value, damaged: [] };
  return { intact: undefined, damaged: [{ value, why: checked.why }] };
}

function divideList(list: readonly unknown[], check: (item: unknown) => Checked<unknown>): Divided {
  const divided = list.map((item) => divideRecord(check(item), item));
  return {
    intact: divided.flatMap(({ intact }) => (intact === undefined ? [] : [intact])),
    damaged: divided.flatMap(({ damaged }) => damaged),
  };
}

function announce(): void {
  if (typeof BroadcastChannel === "undefined") return;
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage(undefined);
  channel.close();
}
