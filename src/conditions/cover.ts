import { INPUT_SIZE } from "../backbone/architecture";
import type { Random } from "../common/random";
import type { Pixels } from "./rgb-pixels";

/** Range of aspect ratios (width / height) of the cover. */
const NARROWEST = 0.7;
const WIDEST = 1.5;

/**
 * A plain block in front of the picture, at a random position (“random erasing” of Zhong et al. 2017, in one colour).
 * @param share fraction of the picture that is covered
 */
export function covered(rgb: Pixels, share: number, random: Random): Pixels {
  const shape = Math.sqrt(random.uniform(NARROWEST, WIDEST));
  const side = INPUT_SIZE * Math.sqrt(share);
  const width = Math.round(Math.min(INPUT_SIZE, side * shape));
  const height = Math.round(Math.min(INPUT_SIZE, side / shape));
  // With the same random numbers, a larger block covers everything that a smaller one does.
  const left = Math.round(random.next() * (INPUT_SIZE - width));
  const top = Math.round(random.next() * (INPUT_SIZE - height));
  const colour = [random.integer(256), random.integer(256), random.integer(256)];
  const target = rgb.slice();
  for (let row = top; row < top + height; row++) {
    for (let column = left; column < left + width; column++)
      target.set(colour, (row * INPUT_SIZE + column) * 3);
  }
  return target;
}
