import { get, set } from "idb-keyval";
import { lazyStore } from "../common/store";

/** Labels that somebody has confirmed, across visits; where the browser keeps nothing they are asked about again. */
const store = lazyStore("kept-labels");
const KEY = "labels";

export async function readKeptLabels(): Promise<readonly string[]> {
  return (await get<readonly string[]>(KEY, store()).catch(() => undefined)) ?? [];
}

export async function writeKeptLabels(keys: readonly string[]): Promise<void> {
  await set(KEY, keys, store()).catch(() => undefined);
}
