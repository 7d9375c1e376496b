import { isAbort } from "./error";
import { pause } from "./pause";

/**
 * Work over many photos that can be interrupted wherever it yields. Whoever wants its result chooses how it is done:
 * `atOnce` in workers, scripts and tests, `inSlices` on the page's main thread.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Items between two places where work may be interrupted: well below a millisecond. */
const ITEMS = 256;

/** Milliseconds of work before the page gets its turn: half of a frame. */
const SLICE_MS = 8;

/** Goes through items, and may be interrupted every so often. */
export function* eachOf<T>(items: Iterable<T>, visit: (item: T, index: number) => void): Steps<undefined> {
  let index = 0;
  for (const item of items) {
    visit(item, index++);
    if (index % ITEMS === 0) yield;
  }
  return undefined;
}

/** Does all of the work now. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does a slice of the work now: all of it, where that takes no longer. */
export function slice<T>(steps: Steps<T>): IteratorResult<undefined, T> {
  const end = performance.now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true || performance.now() >= end) return step;
  }
}

/** Does the work slice by slice; between them the page draws and listens. @throws AbortError when stopped */
export async function inSlices<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const step = slice(steps);
    if (step.done === true) return step.value;
    await pause();
  }
}

/** Goes on, after a pause, with work of which a slice was just done. @throws AbortError when stopped */
export async function goOn<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  await pause();
  return inSlices(steps, signal);
}

/**
 * For work of which only the newest counts: a function that starts it, stopping what is outdated by it.
 * @param tell is called with each result that is not outdated; within the start, where the work is small
 */
export function newestOnly<T>(tell: (result: T) => void): (steps: Steps<T>) => void {
  let controller = new AbortController();
  return (steps) => {
    controller.abort();
    controller = new AbortController();
    const { done, value } = slice(steps);
    if (done) tell(value);
    else void goOn(steps, controller.signal).then(tell, ignoreAbort);
  };
}

function ignoreAbort(error: unknown): void {
  if (!isAbort(error)) throw error;
}
