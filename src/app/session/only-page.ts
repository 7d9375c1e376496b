/** The name of the lock that every page of this origin holds while it is open. */
const LOCK = "twofold-page";

let held: Promise<void> | undefined;

/** Resolves once other pages can see that this one is open; does nothing if the browser lacks the Web Locks API. */
export function countAsOpen(): Promise<void> {
  held ??= hold();
  return held;
}

function hold(): Promise<void> {
  // Insecure contexts lack it, although the types say otherwise.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const request = locks.request(LOCK, { mode: "shared" }, () => {
      resolve();
      // Held until the page is closed.
      return new Promise(() => {});
    });
    // The request fails if site data is blocked.
    request.catch(() => resolve());
  });
}

/** Does work that could break another open page, and skips it if there is one. Call it before `countAsOpen`. */
export async function ifOnlyPage(work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  await locks?.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await work();
  });
}
