/**
 * Gives the memory of buffers back at once, which garbage collection would only do much later: they are sent to where
 * nobody takes them. Small ones should go together, since each call leaves two ports to the garbage collection.
 * (`transfer(0)` would not do: Chromium then keeps what came from another thread.)
 */
export function free(...buffers: ArrayBuffer[]): void {
  const { port1, port2 } = new MessageChannel();
  port1.postMessage(undefined, buffers);
  port1.close();
  port2.close();
}
