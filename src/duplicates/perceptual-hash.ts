import { THUMBNAIL_SIDE } from "./grey-thumbnail";

/**
 * The hash uses the frequency pairs whose sum is below this. A slight crop does not change them; higher frequencies
 * would separate more pictures but miss cropped ones.
 */
const FREQUENCIES = 14;

/** Words of 32 bits in one hash: 105 frequencies in 128 bits. */
export const HASH_WORDS = 4;

/** Horizontal (`u`) and vertical (`v`) frequencies in bit order, lowest first. The bit of (0, 0), brightness, is 0. */
const BITS: readonly { readonly u: number; readonly v: number }[] = Array.from(
  { length: FREQUENCIES },
  (_none, sum) => Array.from({ length: sum + 1 }, (_same, v) => ({ u: sum - v, v })),
).flat();

/** The bits of each word that flip in the mirror image: cosines of odd frequencies are antisymmetric. */
export const MIRROR: readonly number[] = Array.from({ length: HASH_WORDS }, (_none, word) =>
  BITS.slice(32 * word, 32 * (word + 1)).reduce((mask, { u }, bit) => mask | ((u % 2) << bit), 0),
);

/** Absent frequencies, nonzero only through rounding, are below this; present ones are far above. */
const ROUNDING = 1e-6;

/** Cosines of the DCT-II, [FREQUENCIES, THUMBNAIL_SIDE]. */
const COSINES = Float64Array.from({ length: FREQUENCIES * THUMBNAIL_SIDE }, (_none, index) => {
  const [frequency, place] = [Math.floor(index / THUMBNAIL_SIDE), index % THUMBNAIL_SIDE];
  return Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * THUMBNAIL_SIDE));
});

/**
 * The perceptual hash of a picture: the signs of its lowest frequencies. This is pHash's DCT hash (Zauner 2010,
 * "Implementation and Benchmarking of Perceptual Image Hash Functions", 3.2.1) with 104 frequencies instead of 64,
 * compared with 0 instead of their median, which is close to 0, so that the hash of the mirror image follows from it.
 * @returns HASH_WORDS words
 */
export function perceptualHash(thumbnail: Uint8Array): Uint32Array {
  // Each pass transforms the rows and transposes the result, so two passes cover both directions.
  const columns = transformRows(thumbnail, THUMBNAIL_SIDE);
  const frequencies = transformRows(columns, FREQUENCIES);
  const hash = new Uint32Array(HASH_WORDS);
  for (const [bit, { u, v }] of BITS.entries()) {
    const isSet = bit > 0 && (frequencies[v * FREQUENCIES + u] as number) > ROUNDING;
    if (isSet) hash[bit >>> 5] = (hash[bit >>> 5] as number) | (1 << (bit & 31));
  }
  return hash;
}

/** Unscaled DCT-II of rows of 32 values. @returns the transpose, [FREQUENCIES, rows] */
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
