import * as tf from "@tensorflow/tfjs-core";
import { DIVISORS, INPUT_LENGTH, type Preprocessing, writeInput } from "../backbone/preprocess";
import { pixelsOf } from "./decode";

/**
 * Pictures as the backbone's input, without their pixels ever being read back from the graphics card. On WebGL only.
 * @param bitmaps 224×224, as the browser decodes them: colours multiplied by their opacity
 * @returns [bitmaps, 224, 224, 3] in [-1, 1], transparent parts on white; the caller disposes of it
 */
export function uploadPixels(bitmaps: readonly ImageBitmap[], preprocessing: Preprocessing): tf.Tensor4D {
  return tf.tidy(() => {
    const pictures = bitmaps.map((bitmap) => tf.browser.fromPixels(bitmap, 4));
    const [colours, opacity] = tf.split(tf.cast(tf.stack(pictures), "float32"), [3, 1], 3);
    if (colours === undefined || opacity === undefined) throw new RangeError("There are no pictures.");
    const onWhite = tf.add(colours, tf.sub(255, opacity));
    return tf.sub(tf.div(onWhite, DIVISORS[preprocessing]), 1) as tf.Tensor4D;
  });
}

/** Kept, since a batch of eight takes 5 MB that would be thrown away each time. */
let buffer = new Float32Array(0);

/**
 * The same in plain memory, for WebAssembly.
 * @returns bitmaps × 224 × 224 × 3 values, valid until the next call
 */
export function copyPixels(bitmaps: readonly ImageBitmap[], preprocessing: Preprocessing): Float32Array {
  const length = bitmaps.length * INPUT_LENGTH;
  if (buffer.length < length) buffer = new Float32Array(length);
  for (const [position, bitmap] of bitmaps.entries())
    writeInput(pixelsOf(bitmap), preprocessing, buffer, position * INPUT_LENGTH);
  return buffer.subarray(0, length);
}
