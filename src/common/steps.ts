import { isAbort } from "./error";
import { pause } from "./pause";

/**
 * Work over many photos that can be interrupted wherever it yields. The caller chooses how to run it: `atOnce` in
 * workers, scripts and tests, `inSlices` on the page's main thread.
 */
export type Steps<T> = Generator<undefined, T, undefined>;

/** Items between two yields: well below a millisecond of work. */
const ITEMS = 256;

/** Milliseconds of work before yielding to the page: half a frame. */
const SLICE_MS = 8;

/** Visits items, yielding at intervals. */
export function* eachOf<T>(items: Iterable<T>, visit: (item: T, index: number) => void): Steps<undefined> {
  let index = 0;
  for (const item of items) {
    visit(item, index++);
    if (index % ITEMS === 0) yield;
  }
  return undefined;
}

/** Does all the work synchronously. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Does one slice of the work synchronously, or all of it if that is enough. */
export function slice<T>(steps: Steps<T>): IteratorResult<undefined, T> {
  const end = performance.now() + SLICE_MS;
  for (;;) {
    const step = steps.next();
    if (step.done === true || performance.now() >= end) return step;
  }
}

/** Does the work in slices; between them the page renders and handles events. @throws AbortError when stopped */
export async function inSlices<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  for (;;) {
    signal?.throwIfAborted();
    const step = slice(steps);
    if (step.done === true) return step.value;
    await pause();
  }
}

/** Continues, after a pause, work whose first slice is done. @throws AbortError when stopped */
export async function goOn<T>(steps: Steps<T>, signal?: AbortSignal): Promise<T> {
  await pause();
  return inSlices(steps, signal);
}

/**
 * For work in which only the latest run matters: returns a function that starts a run and stops the one before.
 * @param tell receives each result that is still current; called synchronously if the work is small
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
