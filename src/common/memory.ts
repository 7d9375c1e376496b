/**
 * Frees the memory of a large buffer immediately instead of at the next garbage collection, by transferring it to a
 * port that nobody reads. (`transfer(0)` does not work: Chromium then keeps buffers that came from another thread.)
 */
export function free(buffer: ArrayBuffer): void {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, [buffer]);
  port1.close();
  port2.close();
}
