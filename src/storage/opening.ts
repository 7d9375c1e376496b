import { AppError } from "../common/error";

/** How long to wait for tabs that are known to have the database open; a running transaction of theirs is done by then. */
const BLOCKED_MS = 3_000;

/** The longest time to wait: another thread's request may be the one that is blocked, with ours queued behind it. */
const OPENING_MS = 15_000;

/** A tab that runs an earlier version of the page has a database open, and does not close it. */
export class OpenElsewhere extends AppError {
  constructor() {
    super("storage", "An earlier version of this page is still open in another tab.", {
      next: "Close that tab, then reload this page. Until then, this page cannot read what is stored here.",
    });
  }
}

/**
 * Opens an IndexedDB database.
 * @param upgrade runs inside the upgrade transaction, with the version that the browser has, or 0 if it has none
 * @throws OpenElsewhere, or the browser's own error. It never throws synchronously, even if the browser has no
 *   IndexedDB
 */
export function openDatabase(
  name: string,
  version: number,
  upgrade: (transaction: IDBTransaction, oldVersion: number) => void,
): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    let isLate = false;
    const giveUp = () => {
      isLate = true;
      reject(new OpenElsewhere());
    };
    let timer = setTimeout(giveUp, OPENING_MS);
    request.onblocked = () => {
      clearTimeout(timer);
      timer = setTimeout(giveUp, BLOCKED_MS);
    };
    request.onupgradeneeded = ({ oldVersion }) => {
      clearTimeout(timer);
      if (request.transaction !== null) upgrade(request.transaction, oldVersion);
    };
    request.onsuccess = () => {
      clearTimeout(timer);
      if (isLate) request.result.close();
      else resolve(request.result);
    };
    request.onerror = () => {
      clearTimeout(timer);
      reject(request.error);
    };
  });
}

/** Whether `thrown` is the browser's error of this name. */
export function isDomError(thrown: unknown, name: string): boolean {
  return thrown instanceof DOMException && thrown.name === name;
}

/** The error if nothing can be stored. */
export function keepsNothing(cause: unknown): AppError {
  return new AppError("storage", "This browser does not store this page’s data.", {
    next:
      "Models and settings are lost when the page is closed: download what you need. To keep them here, " +
      "leave private browsing, allow this site to store data, or free some disk space.",
    cause,
  });
}

/** The error if the data were written by a later version of the page; they stay unchanged. */
export function writtenByNewerPage(cause: unknown): AppError {
  return new AppError("storage", "A newer version of this page has stored its data in this browser.", {
    next:
      "Reload the page to get that version. This one cannot read the models and settings that it stored, " +
      "leaves them untouched, and stores nothing itself.",
    cause,
  });
}
