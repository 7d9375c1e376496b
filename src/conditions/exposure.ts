import { blankPixels, type Pixels } from "./rgb-pixels";

/** Values that a byte can have. */
const LEVELS = 256;

/**
 * The picture with more or less light on it, as a camera of fixed settings takes it: what gets brighter than white
 * stays white.
 * @param stops each doubles the light, each below 0 halves it
 */
export function exposed(rgb: Pixels, stops: number): Pixels {
  const factor = 2 ** stops;
  const levels = Uint8ClampedArray.from({ length: LEVELS }, (_none, level) =>
    encode(Math.min(1, decode(level) * factor)),
  );
  const target = blankPixels();
  for (let index = 0; index < rgb.length; index++) target[index] = levels[rgb[index] as number] as number;
  return target;
}

/** The light, 0 to 1, that an sRGB byte stands for (IEC 61966-2-1). */
function decode(level: number): number {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The sRGB byte, unrounded, that stands for some light. */
function encode(light: number): number {
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
}
