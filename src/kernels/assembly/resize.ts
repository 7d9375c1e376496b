/**
 * The two passes of a resize in fixed point. Integers only, so that every build and every browser gives the same
 * bytes as Pillow's `ImagingResampleHorizontal_8bpc` and `…Vertical_8bpc` (libImaging/Resample.c).
 *
 * Pillow's weights have 22 fractional bits, too many for 16-bit products. They are passed as their upper and lower
 * 11 bits: weight = upper · 2^11 + lower.
 */

/** Fractional bits of a weight; `PRECISION_BITS` in Pillow for 8-bit pixels. */
const PRECISION: i32 = 22;
const HALF: i32 = 1 << (PRECISION - 1);
const LOWER_BITS: i32 = 11;

/**
 * Weights, two taps at a time: upper of the first, upper of the second, lower of the first, lower of the second,
 * 16 bits each.
 */
const PAIR_BYTES: usize = 8;

/**
 * Resizes rows to `columns` pixels and drops alpha. Each output pixel reads `taps` input pixels, unneeded ones with a
 * weight of 0: the bytes after the last row must exist, but their values are ignored.
 * @param source RGBA, [rows, rowBytes / 4]
 * @param starts [columns], the first input pixel of each output pixel, 32 bits each
 * @param weights [columns, taps / 2] pairs
 * @param taps a multiple of 4
 * @param out RGB, [rows, outRowBytes]; one byte after the pixels of each row is overwritten
 */
export function resizeRows(
  source: usize,
  rowBytes: usize,
  starts: usize,
  weights: usize,
  taps: i32,
  out: usize,
  outRowBytes: usize,
  rows: i32,
  columns: i32,
): void {
  const weightBytes = (<usize>taps / 2) * PAIR_BYTES;
  if (ASC_FEATURE_SIMD) {
    // Two rows share the loaded weights. The last pair overlaps the one before it, or is one row twice.
    for (let row = 0; row < rows; row += 2) {
      const first = <usize>max(0, min(row, rows - 2));
      const second = <usize>min(<i32>first + 1, rows - 1);
      twoRows(
        source + first * rowBytes,
        source + second * rowBytes,
        starts,
        weights,
        weightBytes,
        out + first * outRowBytes,
        out + second * outRowBytes,
        columns,
      );
    }
  } else {
    for (let row = 0; row < rows; row++) {
      oneRow(source, starts, weights, weightBytes, out, columns);
      source += rowBytes;
      out += outRowBytes;
    }
  }
}

function twoRows(
  one: usize,
  other: usize,
  starts: usize,
  weight: usize,
  weightBytes: usize,
  outOne: usize,
  outOther: usize,
  columns: i32,
): void {
  const toOther = other - one;
  for (let column = 0; column < columns; column++, starts += 4, outOne += 3, outOther += 3) {
    let upper = i32x4.splat(0);
    let lower = i32x4.splat(HALF);
    let otherUpper = upper;
    let otherLower = lower;
    const end = weight + weightBytes;
    for (
      let pixel = one + ((<usize>load<i32>(starts)) << 2);
      weight < end;
      weight += 2 * PAIR_BYTES, pixel += 16
    ) {
      const leftUppers = v128.load32_splat(weight);
      const leftLowers = v128.load32_splat(weight, 4);
      const rightUppers = v128.load32_splat(weight, 8);
      const rightLowers = v128.load32_splat(weight, 12);
      let four = v128.load(pixel);
      let left = pairedLeft(four);
      let right = pairedRight(four);
      upper = i32x4.add(upper, i32x4.dot_i16x8_s(left, leftUppers));
      lower = i32x4.add(lower, i32x4.dot_i16x8_s(left, leftLowers));
      upper = i32x4.add(upper, i32x4.dot_i16x8_s(right, rightUppers));
      lower = i32x4.add(lower, i32x4.dot_i16x8_s(right, rightLowers));
      four = v128.load(pixel + toOther);
      left = pairedLeft(four);
      right = pairedRight(four);
      otherUpper = i32x4.add(otherUpper, i32x4.dot_i16x8_s(left, leftUppers));
      otherLower = i32x4.add(otherLower, i32x4.dot_i16x8_s(left, leftLowers));
      otherUpper = i32x4.add(otherUpper, i32x4.dot_i16x8_s(right, rightUppers));
      otherLower = i32x4.add(otherLower, i32x4.dot_i16x8_s(right, rightLowers));
    }
    const words = i16x8.narrow_i32x4_s(total(upper, lower), total(otherUpper, otherLower));
    const bytes = i8x16.narrow_i16x8_u(words, words);
    v128.store32_lane(outOne, bytes, 0);
    v128.store32_lane(outOther, bytes, 1);
  }
}

/** The first two of four adjacent pixels, interleaved by channel and widened to 16 bits. */
function pairedLeft(four: v128): v128 {
  return i8x16.shuffle(four, i8x16.splat(0), 0, 16, 4, 16, 1, 16, 5, 16, 2, 16, 6, 16, 3, 16, 7, 16);
}

/** The same of the last two. */
function pairedRight(four: v128): v128 {
  return i8x16.shuffle(four, i8x16.splat(0), 8, 16, 12, 16, 9, 16, 13, 16, 10, 16, 14, 16, 11, 16, 15, 16);
}

function oneRow(
  source: usize,
  starts: usize,
  weight: usize,
  weightBytes: usize,
  out: usize,
  columns: i32,
): void {
  for (let column = 0; column < columns; column++, starts += 4, weight += weightBytes, out += 3) {
    const first = source + ((<usize>load<i32>(starts)) << 2);
    const end = weight + weightBytes;
    for (let channel: usize = 0; channel < 3; channel++) {
      let sum = HALF;
      let pixel = first + channel;
      for (let pair = weight; pair < end; pair += PAIR_BYTES, pixel += 8) {
        sum += <i32>load<u8>(pixel) * firstOf(pair) + <i32>load<u8>(pixel, 4) * secondOf(pair);
      }
      store<u8>(out + channel, <u8>clampToByte(sum >> PRECISION));
    }
  }
}

/**
 * Resizes columns to `rows` pixels, treating all bytes of a row alike.
 * @param source [height, rowBytes]; rows after the last one that are read with a weight of 0 must exist
 * @param rowBytes a multiple of 16, the same in `out`
 * @param starts [rows], the first input row of each output row, 32 bits each
 * @param weights [rows, taps / 2] pairs
 * @param taps even
 * @param out [rows, rowBytes]
 */
export function resizeColumns(
  source: usize,
  rowBytes: usize,
  starts: usize,
  weights: usize,
  taps: i32,
  out: usize,
  rows: i32,
): void {
  const weightBytes = (<usize>taps / 2) * PAIR_BYTES;
  for (let row = 0; row < rows; row++) {
    const first = source + <usize>load<i32>(starts + ((<usize>row) << 2)) * rowBytes;
    const end = weights + weightBytes;
    if (ASC_FEATURE_SIMD) {
      for (let at: usize = 0; at < rowBytes; at += 16)
        sixteenBytes(first + at, rowBytes, weights, end, out + at);
    } else {
      for (let at: usize = 0; at < rowBytes; at++) {
        let sum = HALF;
        let byte = first + at;
        for (let pair = weights; pair < end; pair += PAIR_BYTES, byte += 2 * rowBytes) {
          sum += <i32>load<u8>(byte) * firstOf(pair) + <i32>load<u8>(byte + rowBytes) * secondOf(pair);
        }
        store<u8>(out + at, <u8>clampToByte(sum >> PRECISION));
      }
    }
    weights = end;
    out += rowBytes;
  }
}

function sixteenBytes(source: usize, rowBytes: usize, weights: usize, end: usize, out: usize): void {
  let upper0 = i32x4.splat(0);
  let upper1 = upper0;
  let upper2 = upper0;
  let upper3 = upper0;
  let lower0 = i32x4.splat(HALF);
  let lower1 = lower0;
  let lower2 = lower0;
  let lower3 = lower0;
  for (let pair = weights; pair < end; pair += PAIR_BYTES, source += 2 * rowBytes) {
    const one = v128.load(source);
    const other = v128.load(source + rowBytes);
    // Interleaves the bytes of both rows: widened to 16 bits, each pair is multiplied by a pair of weights.
    const left = i8x16.shuffle(one, other, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
    const right = i8x16.shuffle(one, other, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
    const uppers = v128.load32_splat(pair);
    const lowers = v128.load32_splat(pair, 4);
    const bytes0 = i16x8.extend_low_i8x16_u(left);
    const bytes1 = i16x8.extend_high_i8x16_u(left);
    const bytes2 = i16x8.extend_low_i8x16_u(right);
    const bytes3 = i16x8.extend_high_i8x16_u(right);
    upper0 = i32x4.add(upper0, i32x4.dot_i16x8_s(bytes0, uppers));
    upper1 = i32x4.add(upper1, i32x4.dot_i16x8_s(bytes1, uppers));
    upper2 = i32x4.add(upper2, i32x4.dot_i16x8_s(bytes2, uppers));
    upper3 = i32x4.add(upper3, i32x4.dot_i16x8_s(bytes3, uppers));
    lower0 = i32x4.add(lower0, i32x4.dot_i16x8_s(bytes0, lowers));
    lower1 = i32x4.add(lower1, i32x4.dot_i16x8_s(bytes1, lowers));
    lower2 = i32x4.add(lower2, i32x4.dot_i16x8_s(bytes2, lowers));
    lower3 = i32x4.add(lower3, i32x4.dot_i16x8_s(bytes3, lowers));
  }
  const words0 = i16x8.narrow_i32x4_s(total(upper0, lower0), total(upper1, lower1));
  const words1 = i16x8.narrow_i32x4_s(total(upper2, lower2), total(upper3, lower3));
  v128.store(out, i8x16.narrow_i16x8_u(words0, words1));
}

function total(upper: v128, lower: v128): v128 {
  return i32x4.shr_s(i32x4.add(lower, i32x4.shl(upper, LOWER_BITS)), PRECISION);
}

function firstOf(pair: usize): i32 {
  return (load<i16>(pair) << LOWER_BITS) + load<i16>(pair, 4);
}

function secondOf(pair: usize): i32 {
  return (load<i16>(pair, 2) << LOWER_BITS) + load<i16>(pair, 6);
}

function clampToByte(value: i32): i32 {
  return min(255, max(0, value));
}
