/**
 * Runs `work` while holding a lock of this origin, which only one page or worker holds at a time.
 * @param work is told whether it has the lock; with `ifAvailable` it may not. If the browser has no locks (insecure
 *   pages) or denies them (site data blocked), pages share no data to protect, so it counts as having the lock.
 * @throws whatever `work` throws; AbortError when stopped while waiting
 */
export async function withLock<T>(
  name: string,
  options: LockOptions,
  work: (hasLock: boolean) => Promise<T>,
): Promise<T> {
  // Despite the types, insecure pages and Node have none.
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  if (locks === undefined) return work(true);
  let wasAnswered = false;
  const request = locks.request(name, options, (lock) => {
    wasAnswered = true;
    return work(lock !== null);
  });
  return request.catch((error) => {
    if (wasAnswered || options.signal?.aborted) throw error;
    return work(true);
  });
}
