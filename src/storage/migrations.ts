import type { Migration, StoreName } from "./layout";
import { moveSeparateDatabase } from "./separate-databases";

/** The stores of version 1. Stores that are added later belong in a migration of their own. */
const FIRST_STORES = [
  "models",
  "backbones",
  "tuning",
  "preferences",
  "kept-labels",
  "features",
  "damaged",
] as const satisfies readonly StoreName[];

/** The schema versions, starting with 1. Never change a released one; add the next one at the end. */
export const MIGRATIONS: readonly Migration[] = [
  {
    upgrade: ({ db }) => {
      for (const store of FIRST_STORES) db.createObjectStore(store);
    },
    move: moveSeparateDatabase,
  },
];
