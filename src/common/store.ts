import { createStore, type UseStore } from "idb-keyval";

/**
 * A key-value store in an IndexedDB database of its own, opened on first use. Its calls reject if the browser has no
 * IndexedDB or denies access to it; they never throw synchronously.
 */
export function lazyStore(name: string): () => UseStore {
  let store: UseStore | undefined;
  const use: UseStore = async (mode, callback) => {
    store ??= createStore(`twofold-${name}`, name);
    return store(mode, callback);
  };
  return () => use;
}
