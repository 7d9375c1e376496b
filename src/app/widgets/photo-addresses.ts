/** Milliseconds per frame that may be spent on creating object URLs. */
const BUDGET_MS = 4;

/** How many object URLs are kept for photos no longer on the page: a few screens full of thumbnails. */
const KEPT = 256;

type Give = () => void;

/** Photos that wait for an object URL, in the order in which they appeared on the page. */
const waiting = new Set<Give>();
let isScheduled = false;

/**
 * Photos that were on the page, with their object URLs, the most recent last. If a photo comes back with the same URL,
 * the browser still has the decoded picture; with a new URL it would read and decode it again, and keep both.
 */
const kept = new Map<Blob, string>();

/**
 * Passes `use` an object URL for `file`: a kept one at once, a new one within the next frames. Creating one takes the
 * browser up to two milliseconds. If all were created at once, a fast scroll past thousands of photos would stutter, and
 * most of those photos are gone before they need one.
 * @returns the function that gives the URL back
 */
export function lendAddress(file: Blob, use: (address: string) => void): () => void {
  let address = kept.get(file);
  if (address !== undefined) {
    kept.delete(file);
    use(address);
    return () => keep(file, address);
  }
  const give = () => {
    address = URL.createObjectURL(file);
    use(address);
  };
  waiting.add(give);
  schedule();
  return () => {
    waiting.delete(give);
    keep(file, address);
  };
}

/** Keeps an object URL in case the photo comes back; beyond the limit, revokes the one unused for longest. */
function keep(file: Blob, address: string | undefined): void {
  if (address === undefined) return;
  const other = kept.get(file);
  if (other !== undefined) URL.revokeObjectURL(other);
  kept.delete(file);
  kept.set(file, address);
  const [oldest] = kept;
  if (kept.size <= KEPT || oldest === undefined) return;
  kept.delete(oldest[0]);
  URL.revokeObjectURL(oldest[1]);
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  requestAnimationFrame(giveSome);
}

function giveSome(): void {
  isScheduled = false;
  const end = performance.now() + BUDGET_MS;
  for (const give of waiting) {
    waiting.delete(give);
    give();
    if (performance.now() > end) break;
  }
  if (waiting.size > 0) schedule();
}
