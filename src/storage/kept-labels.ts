import { set } from "idb-keyval";
import { readList } from "./damaged";
import { database } from "./database";

const KEY = "labels";

/** Labels that the user has confirmed, across visits; if the browser stores nothing, the page asks about them again. */
export function readKeptLabels(): Promise<readonly string[]> {
  return readList("kept-labels", KEY, "labelKey").catch(() => []);
}

export async function writeKeptLabels(keys: readonly string[]): Promise<void> {
  await set(KEY, keys, database.store("kept-labels")).catch(() => undefined);
}
