import { multiplyAdd, storeClamped } from "./vectors";

/** Neighbouring output pixels computed at once. */
const TILE: i32 = 4;

/** Bytes of an RGB pixel. */
const PIXEL: usize = 12;

const NONE = f32x4.splat(0);

/**
 * The first convolution: 3×3 over three colours, stride 2, with one zero of padding at the bottom and right.
 * @param x [images, height, width, 3]; `height` is even, `width` a multiple of 8
 * @param kernel [3, 3, 3, channels]; `channels` is a multiple of 8
 * @param bias [channels]
 * @param out [images, height / 2, width / 2, channels]
 */
export function stem(
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
  const row = PIXEL * width;
  const outPixel = (<usize>channels) << 2;
  const outWidth = width >> 1;
  for (let image = 0; image < images; image++) {
    for (let y = 0; y < height; y += 2) {
      const rows = y + 2 < height ? 3 : 2;
      for (let column = 0; column < outWidth; column += TILE) {
        const tile = x + 2 * PIXEL * column;
        const atEdge = column + TILE === outWidth;
        for (let channel: usize = 0; channel < outPixel; channel += 32) {
          tileOfFour(
            tile,
            row,
            rows,
            atEdge,
            kernel + channel,
            bias + channel,
            out + channel,
            outPixel,
            low,
            high,
          );
        }
        out += <usize>TILE * outPixel;
      }
      x += 2 * row;
    }
  }
}

/** Four pixels by eight channels; if `atEdge`, the last pixel has no third column. */
function tileOfFour(
  x: usize,
  row: usize,
  rows: i32,
  atEdge: bool,
  kernel: usize,
  bias: usize,
  out: usize,
  outPixel: usize,
  low: f32,
  high: f32,
): void {
  let sum00 = v128.load(bias);
  let sum01 = v128.load(bias, 16);
  let sum10 = sum00;
  let sum11 = sum01;
  let sum20 = sum00;
  let sum21 = sum01;
  let sum30 = sum00;
  let sum31 = sum01;
  for (let y = 0; y < rows; y++) {
    for (let tap: usize = 0; tap < 3 * PIXEL; tap += 4) {
      const left = v128.load(kernel);
      const right = v128.load(kernel, 16);
      const address = x + tap;
      let value = v128.load32_splat(address);
      sum00 = multiplyAdd(value, left, sum00);
      sum01 = multiplyAdd(value, right, sum01);
      value = v128.load32_splat(address, 2 * PIXEL);
      sum10 = multiplyAdd(value, left, sum10);
      sum11 = multiplyAdd(value, right, sum11);
      value = v128.load32_splat(address, 4 * PIXEL);
      sum20 = multiplyAdd(value, left, sum20);
      sum21 = multiplyAdd(value, right, sum21);
      value = atEdge && tap >= 2 * PIXEL ? NONE : v128.load32_splat(address, 6 * PIXEL);
      sum30 = multiplyAdd(value, left, sum30);
      sum31 = multiplyAdd(value, right, sum31);
      kernel += outPixel;
    }
    x += row;
  }
  const lows = f32x4.splat(low);
  const highs = f32x4.splat(high);
  storeClamped(out, sum00, sum01, lows, highs);
  storeClamped(out + outPixel, sum10, sum11, lows, highs);
  storeClamped(out + 2 * outPixel, sum20, sum21, lows, highs);
  storeClamped(out + 3 * outPixel, sum30, sum31, lows, highs);
}
