/**
 * Perceptual hash of a picture by the signs of its lowest frequencies: pHash's DCT hash (Zauner 2010, "Implementation
 * and Benchmarking of Perceptual Image Hash Functions", section 3.2.1) with 255 frequencies in place of 64, and
 * compared with 0, which the median of frequencies is near to, in place of the median: so the hash of the mirror
 * image follows from that of the picture.
 */

/** The picture is averaged down to so many grey values in a row and in a column: all else is noise to this. */
const GRID = 32;
/** Frequencies that are looked at, in each direction, from the lowest on. */
const FREQUENCIES = 16;

/** Words of 32 bits in one hash. Bit `u` + 16 `v` is that of frequency `u` across and `v` down. */
export const HASH_WORDS = (FREQUENCIES * FREQUENCIES) / 32;

/** The bits of each word that change in the mirror image: those of odd frequencies across (cos is odd about the middle). */
export const MIRROR = 0xaaaaaaaa;

/** In how many bits two hashes may differ for the pictures to count as nearly the same. */
export const NEAR_BITS = 40;

/** What a frequency that is not there comes to by rounding is below this, and what is there far above. */
const ROUNDING = 1;

/** Cosines of the DCT-II, [FREQUENCIES, GRID]. */
const COSINES = Float64Array.from({ length: FREQUENCIES * GRID }, (_none, index) => {
  const [frequency, place] = [Math.floor(index / GRID), index % GRID];
  return Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * GRID));
});

/**
 * The perceptual hash of a picture.
 * @param rgba a square picture, the side a multiple of 32: [side, side, 4]
 * @returns HASH_WORDS words
 */
export function perceptualHash(rgba: Uint8ClampedArray): Uint32Array {
  const frequencies = lowFrequencies(greyGrid(rgba));
  const hash = new Uint32Array(HASH_WORDS);
  // The first is the brightness, which is not to count.
  for (let bit = 1; bit < frequencies.length; bit++) {
    if ((frequencies[bit] as number) > ROUNDING)
      hash[bit >>> 5] = (hash[bit >>> 5] as number) | (1 << (bit & 31));
  }
  return hash;
}

/** Mean grey (luma of ITU-R BT.601, in thousandths) of each block of the picture: [GRID, GRID]. */
function greyGrid(rgba: Uint8ClampedArray): Float64Array {
  const side = Math.sqrt(rgba.length / 4);
  const block = side / GRID;
  const grid = new Float64Array(GRID * GRID);
  for (let y = 0, at = 0; y < side; y++) {
    const row = Math.floor(y / block) * GRID;
    for (let x = 0; x < side; x++, at += 4) {
      const grey =
        299 * (rgba[at] as number) + 587 * (rgba[at + 1] as number) + 114 * (rgba[at + 2] as number);
      const cell = row + Math.floor(x / block);
      grid[cell] = (grid[cell] as number) + grey;
    }
  }
  return grid;
}

/** The lowest frequencies of the two-dimensional DCT-II, not scaled: [FREQUENCIES down, FREQUENCIES across]. */
function lowFrequencies(grid: Float64Array): Float64Array {
  // Each pass transforms the rows and turns the picture over its diagonal, so that two do both directions.
  return transformRows(transformRows(grid, GRID), FREQUENCIES);
}

/** DCT-II of each of some rows of `GRID` values. @returns the transpose, [FREQUENCIES, rows] */
function transformRows(values: Float64Array, rows: number): Float64Array {
  const transformed = new Float64Array(FREQUENCIES * rows);
  for (let frequency = 0; frequency < FREQUENCIES; frequency++)
    for (let row = 0; row < rows; row++) {
      let sum = 0;
      for (let place = 0; place < GRID; place++)
        sum += (COSINES[frequency * GRID + place] as number) * (values[row * GRID + place] as number);
      transformed[frequency * rows + row] = sum;
    }
  return transformed;
}
