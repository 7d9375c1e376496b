/** Pixels along each side of a thumbnail. */
export const THUMBNAIL_SIDE = 32;
/** Pixels of a thumbnail. */
export const THUMBNAIL_LENGTH = THUMBNAIL_SIDE * THUMBNAIL_SIDE;

/** Luma of ITU-R BT.601, in thousandths. */
const LUMA = [299, 587, 114] as const;

/**
 * The grey of each of 32×32 blocks of a picture, 0 to 255.
 * @param rgb a square picture, its side a multiple of 32: [side, side, 3]
 */
export function thumbnailOf(rgb: Uint8ClampedArray): Uint8Array {
  const side = Math.sqrt(rgb.length / 3);
  const block = side / THUMBNAIL_SIDE;
  const sums = new Float64Array(THUMBNAIL_LENGTH);
  for (let y = 0, at = 0; y < side; y++) {
    const row = THUMBNAIL_SIDE * Math.floor(y / block);
    for (let x = 0; x < side; x++, at += 3) {
      const [red, green, blue] = [rgb[at] as number, rgb[at + 1] as number, rgb[at + 2] as number];
      const place = row + Math.floor(x / block);
      sums[place] = (sums[place] as number) + LUMA[0] * red + LUMA[1] * green + LUMA[2] * blue;
    }
  }
  return Uint8Array.from(sums, (sum) => Math.round(sum / (1000 * block * block)));
}

/** Mirrors a thumbnail horizontally. */
export function mirrored(thumbnail: Uint8Array): Uint8Array {
  return thumbnail.map((_grey, place) => {
    const x = place % THUMBNAIL_SIDE;
    return thumbnail[place - x + THUMBNAIL_SIDE - 1 - x] as number;
  });
}
