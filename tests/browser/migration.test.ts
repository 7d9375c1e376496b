import { createStore, entries, get, promisifyRequest, set } from "idb-keyval";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Database } from "../../src/storage/database";
import { STORES } from "../../src/storage/layout";
import { MIGRATIONS } from "../../src/storage/migrations";
import { A_RUN, aModel } from "../a-model";
import { MODEL, oldRecords, writeOldLayout } from "../old-layout";

let opened: Database[] = [];

beforeEach(async () => {
  await deleteAll();
});

afterEach(async () => {
  vi.restoreAllMocks();
  await Promise.all(opened.map((database) => database.close()));
  opened = [];
});

describe("a browser in the first layout", () => {
  it("is migrated with every record, and its old databases are gone", async () => {
    await writeOldLayout();
    expect(await contents(open())).toEqual(migrated());
    expect(await databases()).toEqual(["twofold"]);
  });

  it("ends in the same state wherever the migration is killed, even twice", async () => {
    let steps = 0;
    for (let killed = true; killed; steps++) {
      await deleteAll();
      await writeOldLayout();
      killed = await killedAt(steps + 1);
      await killedAt(Math.ceil(steps / 2));
      expect(await contents(open()), `killed at step ${steps + 1}`).toEqual(migrated());
      expect(await databases(), `killed at step ${steps + 1}`).toEqual(["twofold"]);
    }
    // Six databases, each opened, emptied in two transactions per batch, and deleted.
    expect(steps).toBeGreaterThan(40);
  }, 600_000);

  it.each(["with", "without"])("is migrated once by several threads %s locks", async (locks) => {
    if (locks === "without") vi.spyOn(navigator, "locks", "get").mockReturnValue(undefined as never);
    await writeOldLayout();
    const all = await Promise.all([1, 2, 3].map(() => contents(open())));
    for (const each of all) expect(each).toEqual(migrated());
    expect(await databases()).toEqual(["twofold"]);
  });

  it("keeps newer records and merges lists if an earlier version of the page was used in between", async () => {
    const database = open();
    await set("today", { ...MODEL, name: "Newer" }, database.store("models"));
    await set("labels", ["b male", "c male"], database.store("kept-labels"));
    await writeOldLayout({
      models: [
        ["today", MODEL],
        ["other", aModel({ id: "other" })],
      ],
      "kept-labels": [["labels", ["a female", "b male"]]],
    });
    const all = await contents(open());
    expect(all.models).toMatchObject([
      ["other", { name: "name" }],
      ["today", { name: "Newer" }],
    ]);
    expect(all["kept-labels"]).toEqual([["labels", ["a female", "b male", "c male"]]]);
  });

  it("is left alone, with a message, while an earlier version of the page has it open", async () => {
    await writeOldLayout();
    const old = createStore("twofold-models", "models");
    await get("today", old);
    const database = open();
    const refusal = { code: "storage", message: expect.stringMatching(/earlier version .* another tab/) };
    await expect(get("today", database.store("models"))).rejects.toMatchObject(refusal);
    const opening = vi.spyOn(indexedDB, "open");
    await expect(get("today", database.store("models"))).rejects.toMatchObject(refusal);
    expect(opening, "it does not wait again").not.toHaveBeenCalled();
    expect(await get("backend", database.store("preferences"))).toBe("wasm");
    expect(await entries(old)).toHaveLength(3);
    await old("readonly", ({ transaction }) => transaction.db.close());
    expect(await contents(open())).toEqual(migrated());
  });
});

describe("a browser without the first layout", () => {
  it.each(["with", "without"])("does not get its databases, %s indexedDB.databases()", async (list) => {
    if (list === "without") vi.spyOn(indexedDB, "databases").mockRejectedValue(new TypeError());
    expect(await contents(open())).toEqual(Object.fromEntries(STORES.map((store) => [store, []])));
    vi.restoreAllMocks();
    expect(await databases()).toEqual(["twofold"]);
  });
});

describe("the database", () => {
  it("is refused with a message if its version is newer, and stays unchanged, like the first layout", async () => {
    await writeOldLayout({ models: [["today", MODEL]] });
    const newer = await promisifyRequest(openAt(99));
    newer.close();
    const refused = { code: "storage", message: expect.stringMatching(/newer version/) };
    await expect(get("today", open().store("models"))).rejects.toMatchObject(refused);
    expect(await indexedDB.databases()).toEqual(
      expect.arrayContaining([
        { name: "twofold", version: 99 },
        { name: "twofold-models", version: 1 },
      ]),
    );
  });

  it("closes if another tab upgrades the schema, and says so when it is used again", async () => {
    const before = open();
    await set("backend", "webgl", before.store("preferences"));
    const upgrade = ({ db }: IDBTransaction) => void db.createObjectStore("extra");
    const after = new Database("twofold", [...MIGRATIONS, { upgrade }]);
    opened.push(after);
    expect(await get("backend", after.store("preferences"))).toBe("webgl");
    await expect(get("backend", before.store("preferences"))).rejects.toThrow(/newer version/);
  });

  // Chromium deletes everything if it is killed while two transactions write; migration.spec.ts kills it.
  it("is written by one transaction at a time, because all that write share a store", async () => {
    await writeOldLayout();
    const beginning = vi.spyOn(IDBDatabase.prototype, "transaction");
    const database = open();
    for (const store of STORES) await set("key", "value", database.store(store));
    const written = beginning.mock.calls.flatMap(([stores, mode], call) => {
      const { name } = beginning.mock.contexts[call] as IDBDatabase;
      return name === "twofold" && mode === "readwrite" ? [new Set(stores)] : [];
    });
    expect(written.length).toBeGreaterThan(2 * STORES.length);
    expect(STORES.filter((store) => written.every((stores) => stores.has(store)))).toHaveLength(1);
  });

  it("reopens after the browser has closed the connection", async () => {
    const database = open();
    await set("backend", "webgl", database.store("preferences"));
    await database.store("preferences")("readonly", ({ transaction }) => transaction.db.close());
    expect(await get("backend", database.store("preferences"))).toBe("webgl");
  });

  it("rejects if the browser throws, and works once it no longer does", async () => {
    const database = open();
    vi.spyOn(indexedDB, "open").mockImplementation(() => {
      throw new DOMException("", "SecurityError");
    });
    await expect(get("backend", database.store("preferences"))).rejects.toMatchObject({ code: "storage" });
    vi.restoreAllMocks();
    expect(await get("backend", database.store("preferences"))).toBeUndefined();
  });
});

function open(): Database {
  const database = new Database();
  opened.push(database);
  return database;
}

function openAt(version: number): IDBOpenDBRequest {
  return indexedDB.open("twofold", version);
}

/** Everything in the database, as its first reader sees it; typed arrays as a sum, which is faster to compare. */
async function contents(database: Database): Promise<Record<string, [IDBValidKey, unknown][]>> {
  const all: Record<string, [IDBValidKey, unknown][]> = {};
  for (const store of STORES) all[store] = summary(await entries(database.store(store)));
  return all;
}

function summary<T>(value: T): T {
  const short = (_key: string, each: unknown) => {
    if (!ArrayBuffer.isView(each)) return each;
    let sum = 0;
    const items = each as Uint8Array;
    for (let index = 0; index < items.length; index++) sum += (items[index] as number) * (index + 1);
    return `${each.constructor.name}(${each.byteLength}): ${sum}`;
  };
  return JSON.parse(JSON.stringify(value, short));
}

/** What the first layout becomes: the same records, and the model of the first version as one of today. */
function migrated(): Record<string, unknown> {
  const records = oldRecords();
  const models = records.models.map(([key, value]) => [
    key,
    key === "first"
      ? { ...aModel({ id: "first", name: "First" }), run: { ...A_RUN, preprocessingVersion: undefined } }
      : value,
  ]);
  const sorted = Object.entries({ ...records, models, damaged: [] }).map(([store, all]) => [
    store,
    [...all].sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)),
  ]);
  return summary(Object.fromEntries(sorted));
}

/**
 * Migrates everything in a thread that is killed at one of its steps: a request to open or delete a database, the start
 * of a transaction, or a write in one, which is then not committed. @returns whether it got so far
 */
async function killedAt(step: number): Promise<boolean> {
  let steps = 0;
  const isOver = () => ++steps >= step;
  const begin = IDBDatabase.prototype.transaction;
  const spies = [
    ...(["open", "deleteDatabase"] as const).map((method) => {
      const call = IDBFactory.prototype[method] as (...args: unknown[]) => IDBOpenDBRequest;
      return vi.spyOn(IDBFactory.prototype, method).mockImplementation(function (
        this: IDBFactory,
        ...args: unknown[]
      ) {
        if (isOver()) throw new Error("killed");
        return call.apply(this, args);
      });
    }),
    vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (this: IDBDatabase, ...args) {
      if (isOver()) throw new Error("killed");
      return begin.apply(this, args);
    }),
    ...(["put", "delete"] as const).map((method) => {
      const call = IDBObjectStore.prototype[method] as (...args: unknown[]) => IDBRequest;
      return vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(function (
        this: IDBObjectStore,
        ...args: unknown[]
      ) {
        // Hundreds of rows of features go the same way.
        if ((this.name === "features" && method === "put") || !isOver())
          return call.apply(this, args) as never;
        this.transaction.abort();
        return {} as never;
      });
    }),
  ];
  const database = new Database();
  let wasKilled = false;
  for (const store of STORES) await database.migrate(store).catch(() => (wasKilled = true));
  for (const spy of spies) spy.mockRestore();
  await database.close();
  return wasKilled || steps >= step;
}

async function databases(): Promise<string[]> {
  return (await indexedDB.databases()).map(({ name = "" }) => name).sort();
}

async function deleteAll(): Promise<void> {
  for (const name of await databases()) await promisifyRequest(indexedDB.deleteDatabase(name));
}
