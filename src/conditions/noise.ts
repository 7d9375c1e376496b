import type { Random } from "../common/random";
import { blankPixels, type Pixels } from "./rgb-pixels";

/**
 * Grain: Gaussian noise on every value of every pixel (`gaussian_noise` of Hendrycks and Dietterich 2019).
 * @param deviation standard deviation; 1 is the range from black to white
 */
export function noisy(rgb: Pixels, deviation: number, random: Random): Pixels {
  const chances = new Float64Array(rgb.length);
  random.fill(chances);
  const target = blankPixels();
  // Box and Muller 1958, using both numbers: twice as fast as `random.normal`, which uses one.
  for (let index = 0; index < rgb.length; index += 2) {
    const radius = 255 * deviation * Math.sqrt(-2 * Math.log(1 - (chances[index] as number)));
    const angle = 2 * Math.PI * (chances[index + 1] as number);
    target[index] = (rgb[index] as number) + radius * Math.cos(angle);
    target[index + 1] = (rgb[index + 1] as number) + radius * Math.sin(angle);
  }
  return target;
}
