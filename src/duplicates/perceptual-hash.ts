import { THUMBNAIL_SIDE } from "./grey-thumbnail";

/**
 * So many of the lowest frequencies across, and the lower ones the lower it gets: those whose sum is below this. They
 * are the ones that a slight crop leaves as they are; higher ones tell more pictures apart, but lose those.
 */
const FREQUENCIES = 14;

/** Words of 32 bits in one hash: 105 frequencies in 128 bits. */
export const HASH_WORDS = 4;

/** Frequencies across (`u`) and down (`v`) in the order of their bits, the lowest first. The brightness, (0, 0), stays 0. */
const BITS: readonly { readonly u: number; readonly v: number }[] = Array.from(
  { length: FREQUENCIES },
  (_none, sum) => Array.from({ length: sum + 1 }, (_same, v) => ({ u: sum - v, v })),
).flat();

/** The bits of each word that change in the mirror image: the cosines of odd frequencies are odd about the middle. */
export const MIRROR: readonly number[] = Array.from({ length: HASH_WORDS }, (_none, word) =>
  BITS.slice(32 * word, 32 * (word + 1)).reduce((mask, { u }, bit) => mask | ((u % 2) << bit), 0),
);

/** What a frequency that is not there comes to by rounding is below this, and what is there far above. */
const ROUNDING = 1e-6;

/** Cosines of the DCT-II, [FREQUENCIES, THUMBNAIL_SIDE]. */
const COSINES = Float64Array.from({ length: FREQUENCIES * THUMBNAIL_SIDE }, (_none, index) => {
  const [frequency, place] = [Math.floor(index / THUMBNAIL_SIDE), index % THUMBNAIL_SIDE];
  return Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * THUMBNAIL_SIDE));
});

/**
 * The perceptual hash of a picture: the signs of its lowest frequencies, that is pHash's DCT hash (Zauner 2010,
 * "Implementation and Benchmarking of Perceptual Image Hash Functions", 3.2.1) with 104 frequencies in place of 64.
 * They are compared with 0 in place of their median, which is near it, so that the hash of the mirror image follows.
 * @returns HASH_WORDS words
 */
export function perceptualHash(thumbnail: Uint8Array): Uint32Array {
  // Each pass transforms the rows and turns the picture over its diagonal, so that two do both directions.
  const columns = transformRows(thumbnail, THUMBNAIL_SIDE);
  const frequencies = transformRows(columns, FREQUENCIES);
  const hash = new Uint32Array(HASH_WORDS);
  for (const [bit, { u, v }] of BITS.entries()) {
    const isSet = bit > 0 && (frequencies[v * FREQUENCIES + u] as number) > ROUNDING;
    if (isSet) hash[bit >>> 5] = (hash[bit >>> 5] as number) | (1 << (bit & 31));
  }
  return hash;
}

/** DCT-II, not scaled, of each of some rows of 32 values. @returns the transpose, [FREQUENCIES, rows] */
function transformRows(values: Uint8Array | Float64Array, rows: number): Float64Array {
  const transformed = new Float64Array(FREQUENCIES * rows);
  for (let frequency = 0; frequency < FREQUENCIES; frequency++)
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let place = 0; place < THUMBNAIL_SIDE; place++)
        sum +=
          (COSINES[frequency * THUMBNAIL_SIDE + place] as number) *
          (values[row * THUMBNAIL_SIDE + place] as number);
      transformed[frequency * rows + row] = sum;
    }
  return transformed;
}
