import { INPUT_SIZE } from "../backbone/architecture";

/** A picture: 224 × 224 × 3 bytes, RGB, row by row. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** Bytes of a picture. */
export const PIXELS_LENGTH = INPUT_SIZE * INPUT_SIZE * 3;

/** Bytes of one row. */
export const ROW_LENGTH = INPUT_SIZE * 3;

/** The mirror image: left and right swapped. */
export function mirrorOf(rgb: Pixels): Pixels {
  const mirror = blankPixels();
  for (let row = 0; row < PIXELS_LENGTH; row += ROW_LENGTH) {
    for (let at = 0; at < ROW_LENGTH; at += 3) {
      mirror.set(rgb.subarray(row + at, row + at + 3), row + ROW_LENGTH - 3 - at);
    }
  }
  return mirror;
}

/** A new picture to write to; values are rounded and clamped to 0 to 255. */
export function blankPixels(): Pixels {
  return new Uint8ClampedArray(PIXELS_LENGTH);
}
