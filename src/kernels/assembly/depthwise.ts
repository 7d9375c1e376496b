import { clamp, multiplyAdd } from "./vectors";

const NONE = f32x4.splat(0);

/**
 * A 3×3 depthwise convolution of stride 1, with one zero of padding on every side: out = clamp(x ∗ kernel + bias). Four
 * channels of one row at a time: each value is loaded once and added to the three outputs that it contributes to.
 * @param x [images, height, width, channels]; `channels` is a multiple of 4
 * @param kernel [3, 3, channels]
 * @param bias [channels]
 * @param out as `x`
 */
export function depthwise(
  x: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  low: f32,
  high: f32,
): void {
  const pixel = (<usize>channels) << 2;
  depthwiseRows(x, kernel, pixel, bias, out, images, height, width, pixel, low, high);
}

/**
 * The gradient with respect to the input of `depthwise`: the same convolution of `dy` with the kernel rotated by 180°,
 * that is, read backwards.
 * @param dy [images, height, width, channels]; `channels` is a multiple of 4
 * @param kernel [3, 3, channels]
 * @param out as `dy`
 */
export function depthwiseInputGradient(
  dy: usize,
  kernel: usize,
  out: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const last = kernel + 8 * pixel;
  depthwiseRows(dy, last, -(<isize>pixel), 0, out, images, height, width, pixel, -Infinity, Infinity);
}

/** All rows. @param step as for `depthwiseRow` @param bias 0 if there is none */
function depthwiseRows(
  x: usize,
  kernel: usize,
  step: isize,
  bias: usize,
  out: usize,
  images: i32,
  height: i32,
  width: i32,
  pixel: usize,
  low: f32,
  high: f32,
): void {
  const row = pixel * width;
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < height; y++) {
      const above = y > 0 ? row : <usize>0;
      const below = y + 1 < height ? row : <usize>0;
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        const start = bias > 0 ? v128.load(bias + channel) : NONE;
        const weights = kernel + channel;
        depthwiseRow(
          x + channel,
          above,
          below,
          weights,
          step,
          start,
          out + channel,
          width,
          pixel,
          lows,
          highs,
        );
      }
      x += row;
      out += row;
    }
  }
}

/**
 * One row. If there is no row above or below (0 bytes away), the values read instead are ignored.
 * @param step bytes from one weight of a channel to the next
 */
function depthwiseRow(
  x: usize,
  above: usize,
  below: usize,
  kernel: usize,
  step: isize,
  start: v128,
  out: usize,
  width: i32,
  pixel: usize,
  lows: v128,
  highs: v128,
): void {
  const k00 = above > 0 ? v128.load(kernel) : NONE;
  const k01 = above > 0 ? v128.load(kernel + step) : NONE;
  const k02 = above > 0 ? v128.load(kernel + 2 * step) : NONE;
  const k10 = v128.load(kernel + 3 * step);
  const k11 = v128.load(kernel + 4 * step);
  const k12 = v128.load(kernel + 5 * step);
  const k20 = below > 0 ? v128.load(kernel + 6 * step) : NONE;
  const k21 = below > 0 ? v128.load(kernel + 7 * step) : NONE;
  const k22 = below > 0 ? v128.load(kernel + 8 * step) : NONE;

  let upper = v128.load(x - above);
  let middle = v128.load(x);
  let lower = v128.load(x + below);
  let current = multiplyAdd(lower, k21, multiplyAdd(middle, k11, multiplyAdd(upper, k01, start)));
  let next = multiplyAdd(lower, k20, multiplyAdd(middle, k10, multiplyAdd(upper, k00, start)));
  for (let column = 1; column < width; column++) {
    x += pixel;
    upper = v128.load(x - above);
    middle = v128.load(x);
    lower = v128.load(x + below);
    current = multiplyAdd(lower, k22, multiplyAdd(middle, k12, multiplyAdd(upper, k02, current)));
    v128.store(out, clamp(current, lows, highs));
    out += pixel;
    current = multiplyAdd(lower, k21, multiplyAdd(middle, k11, multiplyAdd(upper, k01, next)));
    next = multiplyAdd(lower, k20, multiplyAdd(middle, k10, multiplyAdd(upper, k00, start)));
  }
  v128.store(out, clamp(current, lows, highs));
}

/**
 * The same with stride 2, padded as Keras does before a convolution of stride 2: one zero at the bottom and right.
 * @param x [images, height, width, channels]; both sides are even, `channels` is a multiple of 4
 * @param kernel [3, 3, channels]
 * @param bias [channels]
 * @param out [images, height / 2, width / 2, channels]
 */
export function depthwiseStride2(
  x: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
  low: f32,
  high: f32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = pixel * width;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < height; y += 2) {
      const last: usize = y + 2 < height ? row + row : 0;
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        stridedRow(
          x + channel,
          row,
          last,
          kernel + channel,
          bias + channel,
          out + channel,
          width,
          pixel,
          low,
          high,
        );
      }
      x += 2 * row;
      out += row >> 1;
    }
  }
}

/** One row of the output; its third input row is `last` bytes away, or ignored if `last` is 0. */
function stridedRow(
  x: usize,
  row: usize,
  last: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  width: i32,
  pixel: usize,
  low: f32,
  high: f32,
): void {
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  const k00 = v128.load(kernel);
  const k01 = v128.load(kernel + pixel);
  const k02 = v128.load(kernel + 2 * pixel);
  const k10 = v128.load(kernel + 3 * pixel);
  const k11 = v128.load(kernel + 4 * pixel);
  const k12 = v128.load(kernel + 5 * pixel);
  const k20 = last > 0 ? v128.load(kernel + 6 * pixel) : NONE;
  const k21 = last > 0 ? v128.load(kernel + 7 * pixel) : NONE;
  const k22 = last > 0 ? v128.load(kernel + 8 * pixel) : NONE;
  const start = v128.load(bias);

  let upper = v128.load(x);
  let middle = v128.load(x + row);
  let lower = v128.load(x + last);
  for (let column = 0; column < width; column += 2) {
    let sum = multiplyAdd(lower, k20, multiplyAdd(middle, k10, multiplyAdd(upper, k00, start)));
    x += pixel;
    upper = v128.load(x);
    middle = v128.load(x + row);
    lower = v128.load(x + last);
    sum = multiplyAdd(lower, k21, multiplyAdd(middle, k11, multiplyAdd(upper, k01, sum)));
    if (column + 2 < width) {
      x += pixel;
      upper = v128.load(x);
      middle = v128.load(x + row);
      lower = v128.load(x + last);
      sum = multiplyAdd(lower, k22, multiplyAdd(middle, k12, multiplyAdd(upper, k02, sum)));
    }
    v128.store(out, clamp(sum, lows, highs));
    out += pixel;
  }
}
