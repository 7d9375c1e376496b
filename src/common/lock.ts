/**
 * Does work while a lock of this origin is held, which only one page or worker holds at a time.
 * @param work is told whether it has the lock; with `ifAvailable` it may not. Where the browser has no locks (insecure
 *   pages) or refuses them (site data blocked), pages share nothing that they could spoil for each other: it counts as
 *   having the lock.
 * @throws what `work` throws; AbortError when stopped while it waits
 */
export async function withLock<T>(
  name: string,
  options: LockOptions,
  work: (hasLock: boolean) => Promise<T>,
): Promise<T> {
  // Whatever the types say, insecure pages have none, and neither has Node.
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
