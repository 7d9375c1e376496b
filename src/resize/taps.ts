/** A range along one side of a picture, in pixels; its ends may be fractional. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The resize weights for one side, in the layout that the kernels read. */
export interface Taps {
  /** Input pixels per output pixel; unneeded ones have a weight of 0. */
  readonly count: number;
  /** The first input pixel of each output pixel, [size]. */
  readonly starts: Int32Array;
  /** [size, count / 2, 4]: two taps at a time, the upper bits of both weights, then the lower bits of both. */
  readonly weights: Int16Array;
}

/** Fractional bits of a weight, and how many of them form its lower part; see `kernels/assembly/resize.ts`. */
const PRECISION = 22;
const LOWER_BITS = 11;

/**
 * The support of the filter. `reduced`: the triangle widens with the reduction, so that every input pixel counts, as
 * in Pillow's `Image.resize(…, BILINEAR)`. `fixed`: the two nearest pixels regardless of the reduction, as canvases do
 * by default.
 */
export type Support = "reduced" | "fixed";

/**
 * The triangle filter's weights for one side, in Pillow's fixed point (`precompute_coeffs` and `normalize_coeffs_8bpc`
 * in libImaging/Resample.c).
 * @param length pixels along the input's side
 * @param span the range to resize: the whole side, or a part of it
 * @param size pixels along the output's side
 * @param multiple the number of taps is rounded up to a multiple of this; even
 */
export function tapsOf(
  length: number,
  span: Span,
  size: number,
  multiple: number,
  support: Support = "reduced",
): Taps {
  const scale = (span.to - span.from) / size;
  const reach = support === "reduced" ? Math.max(scale, 1) : 1;
  const inverse = 1 / reach;
  const most = 2 * Math.ceil(reach) + 1;
  const heights = new Float64Array(most);
  const starts = new Int32Array(size);
  const exact = new Int32Array(size * most);
  let needed = 0;
  for (let place = 0; place < size; place++) {
    const centre = span.from + (place + 0.5) * scale;
    const first = Math.min(length - 1, Math.max(0, Math.trunc(centre - reach + 0.5)));
    const end = Math.max(first + 1, Math.min(length, Math.trunc(centre + reach + 0.5)));
    let sum = 0;
    for (let tap = 0; tap < end - first; tap++) {
      const height = Math.max(0, 1 - Math.abs((first + tap - centre + 0.5) * inverse));
      heights[tap] = height;
      sum += height;
    }
    // The outermost pixels may lie just outside the triangle.
    const skipped = heights[0] === 0 && end - first > 1 ? 1 : 0;
    starts[place] = first + skipped;
    for (let tap = skipped; tap < end - first; tap++) {
      const weight = Math.trunc(0.5 + ((heights[tap] as number) / (sum || 1)) * 2 ** PRECISION);
      exact[place * most + tap - skipped] = weight;
      if (weight > 0) needed = Math.max(needed, tap - skipped + 1);
    }
  }
  const count = multiple * Math.ceil(needed / multiple);
  return { count, starts, weights: laidOut(exact, size, most, count) };
}

/** @param exact [size, most] weights; only the first `count` of each row are used */
function laidOut(exact: Int32Array, size: number, most: number, count: number): Int16Array {
  const weights = new Int16Array(size * count * 2);
  for (let place = 0; place < size; place++) {
    for (let tap = 0; tap < Math.min(most, count); tap++) {
      const weight = exact[place * most + tap] as number;
      const at = 2 * (place * count + (tap & ~1)) + (tap & 1);
      weights[at] = weight >> LOWER_BITS;
      weights[at + 2] = weight & (2 ** LOWER_BITS - 1);
    }
  }
  return weights;
}
