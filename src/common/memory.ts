/**
 * Gives the memory of a large buffer back at once, which garbage collection would only do much later: the buffer
 * is sent to where nobody takes it. (`transfer(0)` would not do: Chromium then keeps what came from another thread.)
 */
export function free(buffer: ArrayBuffer): void {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, [buffer]);
  port1.close();
  port2.close();
}
