import { blankPixels, type Pixels } from "./rgb-pixels";

/** Number of byte values. */
const LEVELS = 256;

/**
 * The picture with more or less light, as taken by a camera with fixed settings: values clip at white.
 * @param stops each doubles the light; negative ones halve it
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

/** The linear light, 0 to 1, of an sRGB byte (IEC 61966-2-1). */
function decode(level: number): number {
  const value = level / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The sRGB value, unrounded, for linear light. */
function encode(light: number): number {
  return 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055);
}
