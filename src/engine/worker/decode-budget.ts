import { withLock } from "../../common/lock";

/** Decoded pixels that a worker may hold at a time: 64 MB. */
const BUDGET = 2 ** 24;

/**
 * Across all pages and workers, only one photo that exceeds the budget is decoded at a time: the largest takes 400 MB.
 */
const LARGE_PHOTO_LOCK = "twofold: decoding a large photo";

let left = BUDGET;

interface Waiting {
  readonly pixels: number;
  readonly start: () => void;
}

let queue: readonly Waiting[] = [];

/**
 * Runs `work`, which decodes `pixels` pixels, when there is room for them: small photos are decoded in parallel, large
 * ones one after the other.
 * @throws what `work` throws; AbortError when stopped before it starts
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

/** First come, first served, so that a large photo does not wait for all small ones. */
function startNext(): void {
  for (let next = queue[0]; next !== undefined && next.pixels <= left; next = queue[0]) {
    queue = queue.slice(1);
    left -= next.pixels;
    next.start();
  }
}
