import { INPUT_LENGTH, type Preprocessing, writeInput } from "../../backbone/preprocess";
import type { Pixels } from "../../conditions/rgb-pixels";

/** Reused, because a batch of eight takes 5 MB that would otherwise be garbage each time. */
let buffer = new Float32Array(0);

/**
 * Pictures as the backbone's input.
 * @returns at least `size` × 224 × 224 × 3 values, starting with the pictures'; valid until the next call
 */
export function copyPixels(
  pictures: readonly Pixels[],
  size: number,
  preprocessing: Preprocessing,
): Float32Array {
  const length = size * INPUT_LENGTH;
  if (buffer.length < length) buffer = new Float32Array(length);
  for (const [position, rgb] of pictures.entries())
    writeInput(rgb, preprocessing, buffer, position * INPUT_LENGTH);
  return buffer.subarray(0, length);
}
