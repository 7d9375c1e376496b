/** Waits until `read` returns a value other than undefined, null or false. @throws after `seconds` */
export async function until<T>(
  read: () => T | Promise<T>,
  what: string,
  seconds = 30,
): Promise<NonNullable<T>> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const value = await read();
    if (value !== undefined && value !== null && value !== false) return value;
    if (performance.now() > end) throw new Error(`Waited ${seconds} s for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
