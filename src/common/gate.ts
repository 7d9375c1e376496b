/** Suspends work between two steps. */
export interface Gate {
  /** Resolves when the gate is open. @throws AbortError when stopped */
  pass(signal: AbortSignal): Promise<void>;
  hold(held: boolean): void;
}

/** A gate that is always open. */
export function createGate(): Gate {
  let waiting: Promise<void> | undefined;
  let open = () => {};
  return {
    async pass(signal) {
      if (waiting === undefined) return;
      const stopped = new Promise<never>((_resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      signal.throwIfAborted();
      await Promise.race([waiting, stopped]);
    },
    hold(held) {
      if (!held) {
        open();
        waiting = undefined;
      } else if (waiting === undefined) {
        waiting = new Promise((resolve) => {
          open = resolve;
        });
      }
    },
  };
}
