import { INPUT_SIZE } from "../backbone/architecture";
import { blankPixels, PIXELS_LENGTH, type Pixels, ROW_LENGTH } from "./rgb-pixels";

/** Successive box means; three are visually equal to a Gaussian. */
const PASSES = 3;

/** Distance in values between adjacent pixels. */
type Stride = typeof ALONG_ROWS | typeof ALONG_COLUMNS;
const ALONG_ROWS = 3;
const ALONG_COLUMNS = ROW_LENGTH;

/**
 * Out of focus: a Gaussian blur (`gaussian_blur` of Hendrycks and Dietterich 2019's extra corruptions), by box means as
 * in Kovesi 2010, “Fast almost-Gaussian filtering”. The picture is padded with its edge pixels.
 * @param sigma in pixels
 */
export function blurred(rgb: Pixels, sigma: number): Pixels {
  let from = Float32Array.from(rgb);
  let to = new Float32Array(PIXELS_LENGTH);
  for (const radius of boxRadii(sigma)) {
    for (const stride of [ALONG_ROWS, ALONG_COLUMNS] as const) {
      boxMeans(from, to, radius, stride);
      [from, to] = [to, from];
    }
  }
  const target = blankPixels();
  target.set(from);
  return target;
}

/** Half widths of the boxes, whose variances, (width² − 1) / 12, sum to sigma² as closely as integers allow. */
function boxRadii(sigma: number): readonly number[] {
  const ideal = Math.sqrt((12 * sigma ** 2) / PASSES + 1);
  const small = Math.floor((ideal - 1) / 2);
  const variance = (radius: number) => ((2 * radius + 1) ** 2 - 1) / 12;
  const rest = sigma ** 2 - PASSES * variance(small);
  const larger = Math.round(rest / (variance(small + 1) - variance(small)));
  return Array.from({ length: PASSES }, (_none, pass) => (pass < larger ? small + 1 : small));
}

/** Replaces every value by the mean of those up to `radius` pixels away on its line, with a running sum. */
function boxMeans(from: Float32Array, to: Float32Array, radius: number, stride: Stride): void {
  const lines = stride === ALONG_ROWS ? ALONG_COLUMNS : ALONG_ROWS;
  const last = (INPUT_SIZE - 1) * stride;
  const width = 2 * radius + 1;
  for (let line = 0; line < INPUT_SIZE; line++) {
    for (let colour = 0; colour < 3; colour++) {
      const first = line * lines + colour;
      let sum = 0;
      for (let offset = -radius; offset <= radius; offset++)
        sum += from[first + Math.min(last, Math.max(0, offset * stride))] as number;
      for (let position = 0; position <= last; position += stride) {
        to[first + position] = sum / width;
        const next = Math.min(last, position + (radius + 1) * stride);
        const gone = Math.max(0, position - radius * stride);
        sum += (from[first + next] as number) - (from[first + gone] as number);
      }
    }
  }
}
