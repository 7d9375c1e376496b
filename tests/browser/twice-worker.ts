/** Evaluates the engine's worker module twice, as WebKit does with an entry that a chunk imports. */
import "../../src/engine/worker/worker";

const again = new URL("../../src/engine/worker/worker.ts?again", import.meta.url).href;
const outcome: Promise<unknown> = import(/* @vite-ignore */ again).then(
  () => "evaluated",
  ({ code, message }) => ({ code, message }),
);
void outcome.then((what) => self.postMessage(what));
