import { INPUT_SIZE } from "../backbone/architecture";

/** A picture: 224 × 224 × 3 bytes, red, green and blue of each pixel, row by row. */
export type Pixels = Uint8ClampedArray<ArrayBuffer>;

/** Bytes of a picture. */
export const PIXELS_LENGTH = INPUT_SIZE * INPUT_SIZE * 3;

/** Bytes of one row. */
export const ROW_LENGTH = INPUT_SIZE * 3;

/** A picture to be filled in; what is written is rounded, and kept between 0 and 255. */
export function blankPixels(): Pixels {
  return new Uint8ClampedArray(PIXELS_LENGTH);
}
