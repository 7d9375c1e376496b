import type { UseStore } from "idb-keyval";
import { AppError } from "../common/error";
import type { Migration, StoreName, TransactionOptions } from "./layout";
import { MIGRATIONS } from "./migrations";
import { isDomError, keepsNothing, OpenElsewhere, openDatabase, writtenByNewerPage } from "./opening";

/**
 * Every writing transaction includes this store, so that the browser runs them one at a time, in all threads and tabs.
 * Chromium 156 deletes all data of the site if it is killed while two of them have written to one database: it reads
 * both sets of locks back at the next start, and takes their overlap for a corrupt file.
 */
const WRITTEN_IN_TURN: StoreName = "damaged";

/**
 * The page's IndexedDB database. Each thread has its own connection, opened when first needed and reopened if the
 * browser has closed it. All calls reject with AppError `storage` if the database cannot be opened; none throws
 * synchronously.
 */
export class Database {
  #connection: Promise<IDBDatabase> | undefined;
  readonly #migrated = new Map<StoreName, Promise<void>>();

  /** @param migrations the schema version is the number of migrations */
  constructor(
    readonly name = "twofold",
    private readonly migrations: readonly Migration[] = MIGRATIONS,
  ) {}

  /** An object store, for the functions of idb-keyval. */
  store(name: StoreName): UseStore {
    return (mode, callback) =>
      this.transaction([name], { mode }, (transaction) => callback(transaction.objectStore(name)));
  }

  /** Runs `work` in one transaction, after the data of these stores have been migrated. */
  async transaction<T>(
    stores: readonly StoreName[],
    options: TransactionOptions,
    work: (transaction: IDBTransaction) => T | PromiseLike<T>,
  ): Promise<T> {
    for (const store of stores) await this.migrate(store);
    return work(await this.#begin(stores, options));
  }

  /** Closes this thread's connection; the next call opens another. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    (await connection?.catch(() => undefined))?.close();
  }

  /** Moves a store's data to the current layout, once per thread, or again if that failed. */
  migrate(store: StoreName): Promise<void> {
    const known = this.#migrated.get(store);
    if (known !== undefined) return known;
    const migrated = this.#runMigrations(store);
    this.#migrated.set(store, migrated);
    migrated.catch((error) => {
      if (mayRetry(error)) this.#migrated.delete(store);
    });
    return migrated;
  }

  async #runMigrations(store: StoreName): Promise<void> {
    // An earlier version of the page fails here if the database is newer, before it has changed anything.
    await this.#connect();
    const begin = (options: TransactionOptions) => this.#begin([store], options);
    for (const { move } of this.migrations) await move?.(store, begin);
  }

  async #begin(stores: readonly StoreName[], { mode, strict }: TransactionOptions): Promise<IDBTransaction> {
    const scope = mode === "readwrite" ? [...new Set([...stores, WRITTEN_IN_TURN])] : [...stores];
    const begin = (database: IDBDatabase) =>
      database.transaction(scope, mode, strict ? { durability: "strict" } : {});
    try {
      return begin(await this.#connect());
    } catch (error) {
      if (!isDomError(error, "InvalidStateError")) throw error;
      // Safari closes connections without an event.
      this.#connection = undefined;
      return begin(await this.#connect());
    }
  }

  #connect(): Promise<IDBDatabase> {
    if (this.#connection !== undefined) return this.#connection;
    const opening = this.#open();
    const forget = () => {
      if (this.#connection === opening) this.#connection = undefined;
    };
    this.#connection = opening;
    opening.then(
      (database) => {
        database.onclose = forget;
        database.onversionchange = () => {
          // Another tab needs a newer schema, and waits until this connection is closed.
          database.close();
          forget();
        };
      },
      (error) => mayRetry(error) && forget(),
    );
    return opening;
  }

  async #open(): Promise<IDBDatabase> {
    try {
      return await openDatabase(this.name, this.migrations.length, (transaction, oldVersion) => {
        for (const { upgrade } of this.migrations.slice(oldVersion)) upgrade(transaction);
      });
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw isDomError(error, "VersionError") ? writtenByNewerPage(error) : keepsNothing(error);
    }
  }
}

/** No retry if it would wait for another tab again; that error asks the user to reload the page. */
function mayRetry(error: unknown): boolean {
  return !(error instanceof OpenElsewhere);
}

/** This thread's connection to the page's database. */
export const database = new Database();
