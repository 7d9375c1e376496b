import { multiplyAdd, storeClamped } from "./vectors";

/** Output rows computed at once: with two vectors of columns each, they fill the registers. */
const TILE: i32 = 6;

/**
 * A 1×1 convolution, which is a matrix product: out = clamp(x · kernel + bias). The last tile of rows overlaps the one
 * before it and computes the same values again.
 * @param x [rows, inner]; at least six rows
 * @param kernel [inner, columns]; `inner` is even, `columns` a multiple of 8
 * @param bias [columns]
 * @param out [rows, columns]
 */
export function pointwise(
  x: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  rows: i32,
  inner: i32,
  columns: i32,
  low: f32,
  high: f32,
): void {
  const rowBytes = (<usize>inner) << 2;
  const outBytes = (<usize>columns) << 2;
  for (let row = 0; row < rows; row += TILE) {
    const first = <usize>min(row, rows - TILE);
    const tile = x + first * rowBytes;
    const outTile = out + first * outBytes;
    for (let column: usize = 0; column < outBytes; column += 32) {
      tileOfSix(tile, rowBytes, kernel + column, bias + column, outTile + column, outBytes, low, high);
    }
  }
}

/** Six rows by eight columns. Two steps along `inner` at a time, which halves the pointer additions. */
function tileOfSix(
  x: usize,
  rowBytes: usize,
  kernel: usize,
  bias: usize,
  out: usize,
  outBytes: usize,
  low: f32,
  high: f32,
): void {
  let x0 = x;
  let x1 = x0 + rowBytes;
  let x2 = x1 + rowBytes;
  let x3 = x2 + rowBytes;
  let x4 = x3 + rowBytes;
  let x5 = x4 + rowBytes;
  let sum00 = v128.load(bias);
  let sum01 = v128.load(bias, 16);
  let sum10 = sum00;
  let sum11 = sum01;
  let sum20 = sum00;
  let sum21 = sum01;
  let sum30 = sum00;
  let sum31 = sum01;
  let sum40 = sum00;
  let sum41 = sum01;
  let sum50 = sum00;
  let sum51 = sum01;
  for (const end = x1; x0 < end; ) {
    let left = v128.load(kernel);
    let right = v128.load(kernel, 16);
    let value = v128.load32_splat(x0);
    sum00 = multiplyAdd(value, left, sum00);
    sum01 = multiplyAdd(value, right, sum01);
    value = v128.load32_splat(x1);
    sum10 = multiplyAdd(value, left, sum10);
    sum11 = multiplyAdd(value, right, sum11);
    value = v128.load32_splat(x2);
    sum20 = multiplyAdd(value, left, sum20);
    sum21 = multiplyAdd(value, right, sum21);
    value = v128.load32_splat(x3);
    sum30 = multiplyAdd(value, left, sum30);
    sum31 = multiplyAdd(value, right, sum31);
    value = v128.load32_splat(x4);
    sum40 = multiplyAdd(value, left, sum40);
    sum41 = multiplyAdd(value, right, sum41);
    value = v128.load32_splat(x5);
    sum50 = multiplyAdd(value, left, sum50);
    sum51 = multiplyAdd(value, right, sum51);
    kernel += outBytes;

    left = v128.load(kernel);
    right = v128.load(kernel, 16);
    value = v128.load32_splat(x0, 4);
    sum00 = multiplyAdd(value, left, sum00);
    sum01 = multiplyAdd(value, right, sum01);
    value = v128.load32_splat(x1, 4);
    sum10 = multiplyAdd(value, left, sum10);
    sum11 = multiplyAdd(value, right, sum11);
    value = v128.load32_splat(x2, 4);
    sum20 = multiplyAdd(value, left, sum20);
    sum21 = multiplyAdd(value, right, sum21);
    value = v128.load32_splat(x3, 4);
    sum30 = multiplyAdd(value, left, sum30);
    sum31 = multiplyAdd(value, right, sum31);
    value = v128.load32_splat(x4, 4);
    sum40 = multiplyAdd(value, left, sum40);
    sum41 = multiplyAdd(value, right, sum41);
    value = v128.load32_splat(x5, 4);
    sum50 = multiplyAdd(value, left, sum50);
    sum51 = multiplyAdd(value, right, sum51);
    kernel += outBytes;

    x0 += 8;
    x1 += 8;
    x2 += 8;
    x3 += 8;
    x4 += 8;
    x5 += 8;
  }
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  storeClamped(out, sum00, sum01, lows, highs);
  storeClamped(out + outBytes, sum10, sum11, lows, highs);
  storeClamped(out + 2 * outBytes, sum20, sum21, lows, highs);
  storeClamped(out + 3 * outBytes, sum30, sum31, lows, highs);
  storeClamped(out + 4 * outBytes, sum40, sum41, lows, highs);
  storeClamped(out + 5 * outBytes, sum50, sum51, lows, highs);
}
