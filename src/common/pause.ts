/**
 * Yields so that pending messages, such as an abort, can be handled. Uses a message because nested timers wait at
 * least 4 ms, and a second in a background tab.
 */
export function pause(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
