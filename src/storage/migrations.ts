import { type Migration, STORES } from "./layout";
import { moveSeparateDatabase } from "./separate-databases";

/** The schema's versions, beginning with 1. A released one never changes; add the next one at the end. */
export const MIGRATIONS: readonly Migration[] = [
  {
    upgrade: ({ db }) => {
      for (const store of STORES) db.createObjectStore(store);
    },
    move: moveSeparateDatabase,
  },
];
