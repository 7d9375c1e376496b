import { INPUT_SIZE } from "./architecture";

/** Float32 values of one preprocessed image: 224 × 224 × 3. */
export const INPUT_LENGTH = INPUT_SIZE * INPUT_SIZE * 3;

/**
 * How a photo becomes the backbone's input. `keras`: the whole picture resized to the square, `x / 127.5 - 1`
 * (Keras's `imagenet_utils.preprocess_input(mode="tf")`). `teachable-machine`: its centre square, `x / 127 - 1`
 * (`cropTo` and `capture` of @teachablemachine/image 0.8.5).
 */
export type Preprocessing = "keras" | "teachable-machine";

/**
 * Changes whenever decoding, resizing or scaling change, so that older cached features are not used and older models
 * are recognised. Version 1 left resizing to the browser; version 2 resizes as Pillow does.
 */
export const PREPROCESSING_VERSIONS: Readonly<Record<Preprocessing, string>> = {
  keras: "2",
  "teachable-machine": "teachable-machine 2",
};

/** Divisor of RGB values from 0 to 255, before 1 is subtracted. */
export const DIVISORS: Readonly<Record<Preprocessing, number>> = { keras: 127.5, "teachable-machine": 127 };

/** Writes RGB bytes (224×224×3) as the backbone's input, scaled by `x / divisor - 1`. */
export function writeInput(
  rgb: Uint8ClampedArray,
  preprocessing: Preprocessing,
  target: Float32Array,
  offset: number,
): void {
  const scaled = SCALED[preprocessing];
  for (let index = 0; index < rgb.length; index++)
    target[offset + index] = scaled[rgb[index] as number] as number;
}

/** The scaled value of each byte: a table lookup takes less than half the time of a division. */
const SCALED: Readonly<Record<Preprocessing, Float32Array>> = {
  keras: scaledBytes(DIVISORS.keras),
  "teachable-machine": scaledBytes(DIVISORS["teachable-machine"]),
};

function scaledBytes(divisor: number): Float32Array {
  return Float32Array.from({ length: 256 }, (_none, byte) => byte / divisor - 1);
}
