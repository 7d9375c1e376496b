/** Pixels that a worker has decoded at a time: 64 MB. */
const BUDGET = 2 ** 24;

/** Only one worker of all pages decodes a photo beyond the budget: the largest takes 400 MB. */
const LARGE_PHOTO_LOCK = "twofold: decoding a large photo";

let left = BUDGET;

interface Waiting {
  readonly pixels: number;
  readonly start: () => void;
}

const queue: Waiting[] = [];

/**
 * Runs `work`, which decodes so many pixels, when there is room for them: photos are decoded side by side as long as
 * they are small, and one after the other when they are not.
 */
export async function withinBudget<T>(pixels: number, work: () => Promise<T>): Promise<T> {
  const share = Math.min(pixels, BUDGET);
  await new Promise<void>((start) => {
    queue.push({ pixels: share, start });
    startNext();
  });
  try {
    return await (pixels > BUDGET ? alone(work) : work());
  } finally {
    left += share;
    startNext();
  }
}

/** In the order in which they came, so that a large photo does not wait until there are no small ones left. */
function startNext(): void {
  for (let next = queue[0]; next !== undefined && next.pixels <= left; next = queue[0]) {
    queue.shift();
    left -= next.pixels;
    next.start();
  }
}

async function alone<T>(work: () => Promise<T>): Promise<T> {
  // Browsers leave it out on insecure pages, whatever the types say.
  const locks: LockManager | undefined = globalThis.navigator?.locks;
  return locks === undefined ? work() : locks.request(LARGE_PHOTO_LOCK, work);
}
