import { type Migration, STORES } from "./layout";
import { moveSeparateDatabase } from "./separate-databases";

/** The schema versions, starting with 1. Never change a released one; add the next one at the end. */
export const MIGRATIONS: readonly Migration[] = [
  {
    upgrade: ({ db }) => {
      for (const store of STORES) db.createObjectStore(store);
    },
    move: moveSeparateDatabase,
  },
];
