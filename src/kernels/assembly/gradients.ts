import { multiplyAdd } from "./vectors";

/** Rows whose values stay in the CPU caches during a pass over all weights. */
const STRIP: i32 = 128;

const NONE = f32x4.splat(0);

/**
 * The gradient of a loss with respect to the kernel of `pointwise`: out = xᵀ · dy. Processes strips of rows, each of
 * which adds to all of `out`, so that `x` and `dy` are fetched from memory only once.
 * @param x [rows, inner]; `inner` is a multiple of 4
 * @param dy [rows, columns]; `columns` is a multiple of 8
 * @param out [inner, columns]
 */
export function pointwiseKernelGradient(
  x: usize,
  dy: usize,
  out: usize,
  rows: i32,
  inner: i32,
  columns: i32,
): void {
  const rowBytes = (<usize>inner) << 2;
  const outBytes = (<usize>columns) << 2;
  memory.fill(out, 0, <usize>inner * outBytes);
  for (let row = 0; row < rows; row += STRIP) {
    const strip = min(STRIP, rows - row);
    const xStrip = x + <usize>row * rowBytes;
    const dyStrip = dy + <usize>row * outBytes;
    for (let step: usize = 0; step < rowBytes; step += 16) {
      const outRow = out + (step >> 2) * outBytes;
      for (let column: usize = 0; column < outBytes; column += 32) {
        fourByEight(xStrip + step, rowBytes, dyStrip + column, outBytes, outRow + column, strip);
      }
    }
  }
}

/** Accumulates `rows` rows of the map into four rows by eight columns of the kernel's gradient. */
function fourByEight(x: usize, rowBytes: usize, dy: usize, outBytes: usize, out: usize, rows: i32): void {
  const out1 = out + outBytes;
  const out2 = out1 + outBytes;
  const out3 = out2 + outBytes;
  let sum00 = v128.load(out);
  let sum01 = v128.load(out, 16);
  let sum10 = v128.load(out1);
  let sum11 = v128.load(out1, 16);
  let sum20 = v128.load(out2);
  let sum21 = v128.load(out2, 16);
  let sum30 = v128.load(out3);
  let sum31 = v128.load(out3, 16);
  for (const end = dy + <usize>rows * outBytes; dy < end; dy += outBytes) {
    const left = v128.load(dy);
    const right = v128.load(dy, 16);
    let value = v128.load32_splat(x);
    sum00 = multiplyAdd(value, left, sum00);
    sum01 = multiplyAdd(value, right, sum01);
    value = v128.load32_splat(x, 4);
    sum10 = multiplyAdd(value, left, sum10);
    sum11 = multiplyAdd(value, right, sum11);
    value = v128.load32_splat(x, 8);
    sum20 = multiplyAdd(value, left, sum20);
    sum21 = multiplyAdd(value, right, sum21);
    value = v128.load32_splat(x, 12);
    sum30 = multiplyAdd(value, left, sum30);
    sum31 = multiplyAdd(value, right, sum31);
    x += rowBytes;
  }
  v128.store(out, sum00);
  v128.store(out, sum01, 16);
  v128.store(out1, sum10);
  v128.store(out1, sum11, 16);
  v128.store(out2, sum20);
  v128.store(out2, sum21, 16);
  v128.store(out3, sum30);
  v128.store(out3, sum31, 16);
}

/**
 * The gradient with respect to the input of `depthwiseStride2`.
 * @param dy [images, height / 2, width / 2, channels]; `channels` is a multiple of 4
 * @param kernel [3, 3, channels]
 * @param out [images, height, width, channels]; both sides are even
 */
export function depthwiseStride2InputGradient(
  dy: usize,
  kernel: usize,
  out: usize,
  images: i32,
  height: i32,
  width: i32,
  channels: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const row = pixel * width;
  const dyRow = row >> 1;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < height; y += 2) {
      const above = y > 0 ? dyRow : <usize>0;
      for (let channel: usize = 0; channel < pixel; channel += 16) {
        twoRows(dy + channel, above, kernel + channel, out + channel, row, pixel);
      }
      dy += dyRow;
      out += 2 * row;
    }
  }
}

/**
 * Two rows of the input's gradient: row `dy` of the output's gradient contributes through all three rows of the kernel,
 * the row `above` it, unless that is 0 bytes away, through the kernel's last row.
 */
function twoRows(dy: usize, above: usize, kernel: usize, out: usize, row: usize, pixel: usize): void {
  const k00 = v128.load(kernel);
  const k01 = v128.load(kernel + pixel);
  const k02 = v128.load(kernel + 2 * pixel);
  const k10 = v128.load(kernel + 3 * pixel);
  const k11 = v128.load(kernel + 4 * pixel);
  const k12 = v128.load(kernel + 5 * pixel);
  const k20 = above > 0 ? v128.load(kernel + 6 * pixel) : NONE;
  const k21 = above > 0 ? v128.load(kernel + 7 * pixel) : NONE;
  const k22 = above > 0 ? v128.load(kernel + 8 * pixel) : NONE;
  let previous = NONE;
  let previousAbove = NONE;
  for (const end = out + row; out < end; out += 2 * pixel) {
    const current = v128.load(dy);
    const currentAbove = v128.load(dy - above);
    const fromLeft = multiplyAdd(previousAbove, k22, f32x4.mul(previous, k02));
    v128.store(out, multiplyAdd(currentAbove, k20, multiplyAdd(current, k00, fromLeft)));
    v128.store(out + pixel, multiplyAdd(currentAbove, k21, f32x4.mul(current, k01)));
    v128.store(out + row, multiplyAdd(current, k10, f32x4.mul(previous, k12)));
    v128.store(out + row + pixel, f32x4.mul(current, k11));
    previous = current;
    previousAbove = currentAbove;
    dy += pixel;
  }
}

/**
 * The gradient with respect to the input of ReLU6, given its output: `dy` where 0 < y < 6, else 0.
 * @param dy [size], as are `y` and `out`; `size` is a multiple of 4
 */
export function relu6Gradient(dy: usize, y: usize, out: usize, size: i32): void {
  const six = f32x4.splat(6);
  for (const end = out + ((<usize>size) << 2); out < end; out += 16) {
    const value = v128.load(y);
    const inside = v128.and(f32x4.gt(value, NONE), f32x4.lt(value, six));
    v128.store(out, v128.and(v128.load(dy), inside));
    dy += 16;
    y += 16;
  }
}
