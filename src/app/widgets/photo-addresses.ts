/** Milliseconds of each frame that may go into new addresses. */
const BUDGET_MS = 4;

/** Addresses that are kept of photos that are not on the page: some screens full of thumbnails. */
const KEPT = 256;

type Give = () => void;

/** Photos that wait for an address, in the order in which they came onto the page. */
const waiting = new Set<Give>();
let isScheduled = false;

/**
 * Photos that were on the page, with their addresses, the latest last. Under the address that it had before the
 * browser still has the picture when a person comes back to it; under a new one it would read and decode it anew,
 * and hold on to both.
 */
const kept = new Map<Blob, string>();

/**
 * Gives `use` an address under which the page can show `file`: that which it had before at once, a new one within
 * the next frames. The browser takes up to a millisecond or two for each; a fast scroll past thousands of photos
 * would stutter if all were made at once, and most of them are gone again before they are needed.
 * @returns the function that takes the address back
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

/** Keeps an address for when the photo comes back; one too many is taken from the photo that is gone for longest. */
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
