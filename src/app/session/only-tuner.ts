import { AppError } from "../../common/error";
import { withLock } from "../../common/lock";

/** The name of the lock that the page holds which fine-tunes: this browser keeps one unfinished fine-tuning. */
const LOCK = "twofold-tuning";

/** Does work that no other page may do meanwhile. @throws AppError `storage` where one does */
export function asOnlyTuner<T>(work: () => Promise<T>): Promise<T> {
  return withLock(LOCK, { ifAvailable: true }, async (hasLock) => {
    if (hasLock) return work();
    throw new AppError("storage", "Another page of this browser is fine-tuning just now.", {
      next: "Wait until it is done, or cancel it there.",
    });
  });
}

/** Whether another page is at it, so that what it has not finished is not this page's to go on with. */
export async function isTunedElsewhere(): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
  return held.some(({ name }) => name === LOCK);
}
