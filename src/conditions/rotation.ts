import { INPUT_SIZE } from "../backbone/architecture";
import type { Random } from "../common/random";
import { blankPixels, type Pixels, ROW_LENGTH } from "./rgb-pixels";

/**
 * The picture rotated around its centre, to the left or to the right. The empty corners are filled by mirroring it at
 * its edges.
 */
export function rotated(rgb: Pixels, degrees: number, random: Random): Pixels {
  const angle = ((random.next() < 0.5 ? -1 : 1) * degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const middle = (INPUT_SIZE - 1) / 2;
  const target = blankPixels();
  for (let row = 0, to = 0; row < INPUT_SIZE; row++) {
    for (let column = 0; column < INPUT_SIZE; column++, to += 3) {
      const [right, down] = [column - middle, row - middle];
      mix(
        rgb,
        inside(cos * right + sin * down + middle),
        inside(cos * down - sin * right + middle),
        target,
        to,
      );
    }
  }
  return target;
}

/** Mirrors a position at the edge. */
function inside(place: number): number {
  const last = INPUT_SIZE - 1;
  const positive = Math.abs(place);
  return positive > last ? 2 * last - positive : positive;
}

/** Writes the bilinear interpolation of four pixels. */
function mix(rgb: Pixels, x: number, y: number, target: Pixels, to: number): void {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - left, y - top];
  const from = top * ROW_LENGTH + left * 3;
  const aside = left < INPUT_SIZE - 1 ? 3 : 0;
  const below = top < INPUT_SIZE - 1 ? ROW_LENGTH : 0;
  for (let colour = 0; colour < 3; colour++) {
    const at = from + colour;
    const above = (rgb[at] as number) * (1 - right) + (rgb[at + aside] as number) * right;
    const under = (rgb[at + below] as number) * (1 - right) + (rgb[at + below + aside] as number) * right;
    target[to + colour] = above * (1 - down) + under * down;
  }
}
