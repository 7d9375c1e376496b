/** The name of the lock that every page of this origin holds while it is open. */
const LOCK = "twofold-page";

let held: Promise<void> | undefined;

/** Resolves when this page counts as open for the others; does nothing where the browser has no locks. */
export function countAsOpen(): Promise<void> {
  held ??= hold();
  return held;
}

function hold(): Promise<void> {
  // Insecure pages have none, whatever the types say.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const request = locks.request(LOCK, { mode: "shared" }, () => {
      resolve();
      // Until the page is closed.
      return new Promise(() => {});
    });
    // Where site data is blocked.
    request.catch(() => resolve());
  });
}

/** Does something that would pull the rug from under another open page, unless there is one. Before `countAsOpen`. */
export async function ifOnlyPage(work: () => Promise<void>): Promise<void> {
  const locks: LockManager | undefined = navigator.locks;
  await locks?.request(LOCK, { ifAvailable: true }, async (lock) => {
    if (lock !== null) await work();
  });
}
