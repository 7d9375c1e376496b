/**
 * Lets waiting messages in (a cancel, above all) and then goes on. By a message, since timers wait for 4 ms when
 * they follow one another, and for a second in a tab that nobody looks at.
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
