import { createStore, type UseStore } from "idb-keyval";

/**
 * A key-value store of its own in IndexedDB, opened when first used. Its calls reject where the browser has no
 * IndexedDB or does not let this page use it; they never throw at once.
 */
export function lazyStore(name: string): () => UseStore {
  let store: UseStore | undefined;
  const use: UseStore = async (mode, callback) => {
    store ??= createStore(`twofold-${name}`, name);
    return store(mode, callback);
  };
  return () => use;
}
