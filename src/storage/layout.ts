/** All object stores. Each holds values under keys that are not part of them. */
export const STORES = [
  "models",
  "backbones",
  "tuning",
  "preferences",
  "kept-labels",
  "features",
  "damaged",
] as const;

export type StoreName = (typeof STORES)[number];

export interface TransactionOptions {
  readonly mode: IDBTransactionMode;
  /** Whether it completes only after the data are on the disk, so that even a power failure cannot lose them. */
  readonly strict?: boolean;
}

/** Starts a transaction on the store that is being migrated. */
export type Begin = (options: TransactionOptions) => Promise<IDBTransaction>;

/** What takes the database from one schema version to the next. */
export interface Migration {
  /** Changes the object stores, inside the upgrade transaction. */
  readonly upgrade: (transaction: IDBTransaction) => void;
  /**
   * Moves a store's data from where an earlier version of the page stored them, before anything else reads or writes
   * that store. Runs in every thread and may be killed at any moment, so it must be safe to run again.
   */
  readonly move?: (store: StoreName, begin: Begin) => Promise<void>;
}
