import { HASH_WORDS, MIRROR, NEAR_BITS } from "./perceptual-hash";

/** Two rows of a table of hashes that are close. */
export interface NearRows {
  /** The lower row. */
  readonly a: number;
  readonly b: number;
  /** Bits in which they differ. */
  readonly distance: number;
  /** Whether it is the mirror image of `a` that is close to `b`. */
  readonly isMirrored: boolean;
}

/** More pairs than this nobody goes through: they come from thousands of pictures of one thing, as of a film. */
export const MOST_NEAR = 20_000;

/**
 * Compares some rows with all that come after them; after `MOST_NEAR` pairs it looks for no more.
 * @param hashes [rows, HASH_WORDS]
 * @param from the first of these rows
 * @param to the row behind the last of them
 */
export function nearRows(hashes: Uint32Array, from: number, to: number): NearRows[] {
  const rows = hashes.length / HASH_WORDS;
  const found: NearRows[] = [];
  for (let a = from; a < to; a++) {
    for (let b = a + 1; b < rows; b++) {
      const plain = distanceWithin(hashes, a, b, 0);
      const mirrored = distanceWithin(hashes, a, b, MIRROR);
      const distance = Math.min(plain, mirrored);
      if (distance > NEAR_BITS) continue;
      found.push({ a, b, distance, isMirrored: mirrored < plain });
      if (found.length >= MOST_NEAR) return found;
    }
  }
  return found;
}

/** Bits in which two rows differ, or some number above `NEAR_BITS` once it is known to be above. */
function distanceWithin(hashes: Uint32Array, a: number, b: number, flipped: number): number {
  let distance = 0;
  for (let word = 0; word < HASH_WORDS && distance <= NEAR_BITS; word++) {
    const one = hashes[a * HASH_WORDS + word] as number;
    const other = hashes[b * HASH_WORDS + word] as number;
    distance += onesIn(one ^ other ^ flipped);
  }
  return distance;
}

/** How many bits are set (Warren, Hacker's Delight, figure 5-2). */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
