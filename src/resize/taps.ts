/** A stretch of a side of a picture, in pixels; its ends may lie between two pixels. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** How the pixels of one side become those of the resized side, laid out as the kernels read it. */
export interface Taps {
  /** Input pixels for each output pixel, a multiple of 4; those that are not needed have a weight of 0. */
  readonly count: number;
  /** The first input pixel of each output pixel, [size]. */
  readonly starts: Int32Array;
  /** [size, count / 2, 4]: two taps together, the upper bits of both weights, then the lower bits of both. */
  readonly weights: Int16Array;
}

/** Bits behind the point of a weight, and how many of them are its lower part; see `kernels/assembly/resize.ts`. */
const PRECISION = 22;
const LOWER_BITS = 11;

/**
 * How far a filter reaches. `reduced`: the triangle widens with the reduction, so that every input pixel counts, as
 * in Pillow's `Image.resize(…, BILINEAR)`. `fixed`: it takes the two nearest pixels whatever the reduction, as
 * canvases do by default.
 */
export type Support = "reduced" | "fixed";

/**
 * The triangle filter's weights for one side, in Pillow's fixed point (`precompute_coeffs` and `normalize_coeffs_8bpc`
 * in libImaging/Resample.c).
 * @param length pixels along the input's side
 * @param span what becomes the output: all of the side, or a part of it
 * @param size pixels along the output's side
 */
export function tapsOf(length: number, span: Span, size: number, support: Support = "reduced"): Taps {
  const scale = (span.to - span.from) / size;
  const reach = support === "reduced" ? Math.max(scale, 1) : 1;
  const count = 4 * Math.ceil((2 * Math.ceil(reach) + 1) / 4);
  const starts = new Int32Array(size);
  const weights = new Int16Array(size * count * 2);
  for (let place = 0; place < size; place++) {
    const centre = span.from + (place + 0.5) * scale;
    const first = Math.min(length - 1, Math.max(0, Math.trunc(centre - reach + 0.5)));
    const end = Math.max(first + 1, Math.min(length, Math.trunc(centre + reach + 0.5)));
    starts[place] = first;
    writeWeights(weights.subarray(place * count * 2, (place + 1) * count * 2), first, end, centre, reach);
  }
  return { count, starts, weights };
}

/** Writes the weights of the input pixels from `first` to before `end`, normalized to a sum of 1. */
function writeWeights(target: Int16Array, first: number, end: number, centre: number, reach: number): void {
  const heights = Array.from({ length: end - first }, (_none, tap) =>
    Math.max(0, 1 - Math.abs((first + tap - centre + 0.5) * (1 / reach))),
  );
  const sum = heights.reduce((total, height) => total + height, 0);
  for (const [tap, height] of heights.entries()) {
    const weight = Math.trunc(0.5 + (sum === 0 ? height : height / sum) * 2 ** PRECISION);
    const at = 4 * (tap >> 1) + (tap & 1);
    target[at] = weight >> LOWER_BITS;
    target[at + 2] = weight & (2 ** LOWER_BITS - 1);
  }
}
