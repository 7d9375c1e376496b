import { database } from "./database";
import { deleteOutdatedFeatures } from "./feature-cache";
import { STORES } from "./layout";

/**
 * Moves what an earlier version of the page stored and nothing has asked for yet, so that no earlier database is left,
 * and deletes what this version does not need.
 */
export async function tidyStorage(): Promise<void> {
  for (const store of STORES) await database.migrate(store);
  await deleteOutdatedFeatures();
}
