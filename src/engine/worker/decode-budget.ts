import { withLock } from "../../common/lock";

/** Pixels that a worker has decoded at a time: 64 MB. */
const BUDGET = 2 ** 24;

/** Across all pages and workers, only one photo beyond the budget is decoded at a time: the largest takes 400 MB. */
const LARGE_PHOTO_LOCK = "twofold: decoding a large photo";

let left = BUDGET;

interface Waiting {
  readonly pixels: number;
  readonly start: () => void;
}

let queue: readonly Waiting[] = [];

/**
 * Runs `work`, which decodes so many pixels, when there is room for them: photos are decoded side by side as long as
 * they are small, and one after the other when they are not.
 * @throws what `work` throws; AbortError when stopped before it begins
 */
export async function withinBudget<T>(
  pixels: number,
  work: () => Promise<T>,
  signal = new AbortController().signal,
): Promise<T> {
  signal.throwIfAborted();
  const share = Math.min(pixels, BUDGET);
  await roomFor(share, signal);
  try {
    return await (pixels > BUDGET ? withLock(LARGE_PHOTO_LOCK, { signal }, work) : work());
  } finally {
    left += share;
    startNext();
  }
}

function roomFor(pixels: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      queue = queue.filter((each) => each !== waiting);
      reject(signal.reason);
    };
    const waiting: Waiting = {
      pixels,
      start() {
        signal.removeEventListener("abort", leave);
        resolve();
      },
    };
    signal.addEventListener("abort", leave, { once: true });
    queue = [...queue, waiting];
    startNext();
  });
}

/** In the order in which they came, so that a large photo does not wait until there are no small ones left. */
function startNext(): void {
  for (let next = queue[0]; next !== undefined && next.pixels <= left; next = queue[0]) {
    queue = queue.slice(1);
    left -= next.pixels;
    next.start();
  }
}
