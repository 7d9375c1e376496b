import { AppError } from "../../common/error";
import { withLock } from "../../common/lock";

/** The name of the lock held while fine-tuning: the browser stores only one unfinished run. */
const LOCK = "twofold-tuning";

/** Does work that only one page may do at a time. @throws AppError `storage` if another page is doing it */
export function asOnlyTuner<T>(work: () => Promise<T>): Promise<T> {
  return withLock(LOCK, { ifAvailable: true }, async (hasLock) => {
    if (hasLock) return work();
    throw new AppError("storage", "Another page in this browser is fine-tuning a model.", {
      next: "Wait until it is done, or cancel it there.",
    });
  });
}

/** Whether another page is fine-tuning; the unfinished run then belongs to that page. */
export async function isTunedElsewhere(): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  const { held = [] } = (await locks?.query().catch(() => undefined)) ?? {};
  return held.some(({ name }) => name === LOCK);
}
