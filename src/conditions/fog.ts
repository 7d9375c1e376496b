import { INPUT_SIZE } from "../backbone/architecture";
import type { Random } from "../common/random";
import { blankPixels, type Pixels } from "./rgb-pixels";

/** Side of the cloud texture, a power of two larger than a picture. */
const SIDE = 256;

/** Factor by which detail weakens when it halves in size: 1.4 to 2 in the paper's fog. */
const DECAY = 1.7;

/**
 * Fog of varying density (`fog` of Hendrycks and Dietterich 2019).
 * @param density brightness of the densest fog, relative to the picture's brightest pixel
 */
export function foggy(rgb: Pixels, density: number, random: Random): Pixels {
  const fog = clouds(random);
  let brightest = 1;
  for (const value of rgb) brightest = Math.max(brightest, value);
  const light = density * 255;
  // The brightest value is preserved, as by a camera's automatic exposure.
  const scale = brightest / (brightest + light);
  const target = blankPixels();
  for (let y = 0, index = 0; y < INPUT_SIZE; y++) {
    for (let x = 0; x < INPUT_SIZE; x++) {
      const added = light * (fog[y * SIDE + x] as number);
      for (let colour = 0; colour < 3; colour++, index++)
        target[index] = ((rgb[index] as number) + added) * scale;
    }
  }
  return target;
}

/** 256 × 256 values from 0 to 1: the diamond-square fractal (Fournier, Fussell and Carpenter 1982), on a torus. */
function clouds(random: Random): Float32Array {
  const chances = new Float64Array(SIDE * SIDE);
  random.fill(chances);
  const map = new Float32Array(SIDE * SIDE);
  let next = 0;
  let reach = 1;
  const at = (x: number, y: number) => map[(y & (SIDE - 1)) * SIDE + (x & (SIDE - 1))] as number;
  const put = (x: number, y: number, sum: number) => {
    map[y * SIDE + x] = sum / 4 + reach * (2 * (chances[next++] as number) - 1);
  };
  for (let step = SIDE; step >= 2; step /= 2) {
    const half = step / 2;
    for (let y = 0; y < SIDE; y += step) {
      for (let x = 0; x < SIDE; x += step)
        put(x + half, y + half, at(x, y) + at(x + step, y) + at(x, y + step) + at(x + step, y + step));
    }
    for (let y = 0; y < SIDE; y += half) {
      for (let x = y % step === 0 ? half : 0; x < SIDE; x += step)
        put(x, y, at(x - half, y) + at(x + half, y) + at(x, y - half) + at(x, y + half));
    }
    // Squared, because the paper's own program multiplies the range by itself.
    reach /= DECAY ** 2;
  }
  return stretched(map);
}

/** From 0 to 1. */
function stretched(map: Float32Array): Float32Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of map) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return map.map((value) => (value - low) / (high - low));
}
