import { showSame, type Template, templateOf } from "./alignment";
import { mirrored, THUMBNAIL_LENGTH } from "./grey-thumbnail";
import { HASH_WORDS, MIRROR } from "./perceptual-hash";

/** Two rows of a table of hashes that are close. */
export interface CloseRows {
  /** The lower row. */
  readonly a: number;
  readonly b: number;
  /** Bits in which they differ. */
  readonly distance: number;
  /** Whether it is the mirror image of `a` that is close to `b`. */
  readonly isMirrored: boolean;
}

/**
 * Hashes that differ in no more bits than this are worth a closer look. Of 800 real faces all are within it that were
 * saved again at quality 40, made 60 % as large, 12 % lighter, mirrored, cropped by 2 % at each edge, or all of this,
 * and 84 % of those cropped by 4 % at each edge; so are 0.17 % of all other pairs, which the thumbnails then tell
 * apart. Both together found each of the former, 667 of the latter, and no wrong pair among 1,600 pictures.
 */
export const CLOSE_BITS = 26;

/** More pairs than this nobody goes through: they come from thousands of pictures of one thing, as of a film. */
export const MOST_NEAR = 20_000;
/** So many rows may be close by their hashes, in one call, until those are picked that are so to the eye. */
export const MOST_CLOSE = 10 * MOST_NEAR;

/**
 * Compares some hashes with all that come after them; after `MOST_CLOSE` pairs, and the row of the last, it looks for no more.
 * @param hashes [rows, HASH_WORDS]
 * @param from the first of these rows
 * @param to the row behind the last of them
 */
export function closeRows(hashes: Uint32Array, from: number, to: number): CloseRows[] {
  const found: CloseRows[] = [];
  for (let a = from; a < to && found.length < MOST_CLOSE; a++) {
    const plain = hashes.slice(a * HASH_WORDS, (a + 1) * HASH_WORDS);
    const mirror = plain.map((word, index) => word ^ (MIRROR[index] as number));
    for (let at = (a + 1) * HASH_WORDS; at < hashes.length; at += HASH_WORDS) {
      const distance = distanceWithin(plain, hashes, at);
      const mirrored = distanceWithin(mirror, hashes, at);
      if (distance > CLOSE_BITS && mirrored > CLOSE_BITS) continue;
      const b = at / HASH_WORDS;
      if (distance <= CLOSE_BITS) found.push({ a, b, distance, isMirrored: false });
      if (mirrored <= CLOSE_BITS) found.push({ a, b, distance: mirrored, isMirrored: true });
    }
  }
  return found;
}

/** Bits in which a hash differs from the one that begins `at`, or some number above `CLOSE_BITS` once it is above. */
function distanceWithin(hash: Uint32Array, hashes: Uint32Array, at: number): number {
  let distance = 0;
  for (let word = 0; word < HASH_WORDS && distance <= CLOSE_BITS; word++)
    distance += onesIn((hash[word] as number) ^ (hashes[at + word] as number));
  return distance;
}

/** How many bits are set (Warren, Hacker's Delight, figure 5-2). */
function onesIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * Of rows whose hashes are close, those that show the same, each pair once.
 * @param thumbnails [rows, THUMBNAIL_LENGTH]
 * @param close in the order of `closeRows`
 * @returns indices in `close`
 */
export function confirm(thumbnails: Uint8Array, close: readonly CloseRows[]): number[] {
  const row = (number: number) =>
    thumbnails.subarray(number * THUMBNAIL_LENGTH, (number + 1) * THUMBNAIL_LENGTH);
  const confirmed: number[] = [];
  let template: { readonly row: number; readonly of: Template } | undefined;
  for (const [index, { a, b, isMirrored }] of close.entries()) {
    const known = close[confirmed.at(-1) ?? -1];
    if (known?.a === a && known.b === b) continue;
    if (template?.row !== a) template = { row: a, of: templateOf(row(a)) };
    if (showSame(template.of, isMirrored ? mirrored(row(b)) : row(b))) confirmed.push(index);
  }
  return confirmed;
}
