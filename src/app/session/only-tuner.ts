import { AppError } from "../../common/error";

/** The name of the lock that the page holds which fine-tunes: this browser keeps one unfinished fine-tuning. */
const LOCK = "twofold-tuning";

/** Does work that no other page may do meanwhile. @throws AppError `storage` where one does */
export async function asOnlyTuner<T>(work: () => Promise<T>): Promise<T> {
  // Insecure pages have none, whatever the types say.
  const locks: LockManager | undefined = navigator.locks;
  if (locks === undefined) return work();
  let wasAnswered = false;
  const request = locks.request(LOCK, { ifAvailable: true }, (lock) => {
    wasAnswered = true;
    if (lock !== null) return work();
    throw new AppError("storage", "Another page of this browser is fine-tuning just now.", {
      next: "Wait until it is done, or cancel it there.",
    });
  });
  return request.catch((error) => {
    if (wasAnswered) throw error;
    // Where site data is blocked, pages share nothing that they could spoil for each other.
    return work();
  });
}

/** Whether another page is at it, so that what it has not finished is not this page's to go on with. */
export async function isTunedElsewhere(): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
  return held.some(({ name }) => name === LOCK);
}
