import { AppError } from "../common/error";
import { instantiateResize, RESIZE_BINARIES, type ResizeKernels } from "../kernels/binary";
import { type Span, type Support, type Taps, tapsOf } from "./taps";

/** A picture read in strips of rows, so that a large one is never entirely in this thread's memory. */
export interface RowSource {
  readonly width: number;
  readonly height: number;
  /** RGBA bytes of `rows` rows starting at `top`: [rows, width, 4]. Consumed before the next call. */
  readonly readRows: (top: number, rows: number) => Uint8ClampedArray | Promise<Uint8ClampedArray>;
}

/** The output size and the source region of a resize. */
export interface Resize {
  readonly width: number;
  readonly height: number;
  /** The columns and rows of the picture to resize; all if omitted. */
  readonly across?: Span;
  readonly down?: Span;
  readonly support?: Support;
}

/** A megabyte of pixels, which fits the CPU cache. */
const STRIP_PIXELS = 2 ** 18;

const PAGE_BYTES = 2 ** 16;

/** Alignment of addresses: aligned vectors load fastest. */
const ALIGNMENT = 16;

/**
 * Resizes pictures with a triangle filter, in every browser to the same bytes as Pillow's
 * `Image.resize(…, Image.Resampling.BILINEAR)`. Rows first, rounded to 8 bits, then columns. Its memory grows to fit
 * the largest picture: about a megabyte, plus 3 bytes per input row and output column. Resizes one picture at a time.
 */
export class Resizer {
  readonly #memory = new WebAssembly.Memory({ initial: 1 });
  readonly #kernels: ResizeKernels;
  readonly #stripPixels: number;

  /**
   * @param stripPixels pixels read at a time
   * @throws AppError `no-backend` without WebAssembly
   */
  constructor(binaries = RESIZE_BINARIES, stripPixels = STRIP_PIXELS) {
    this.#stripPixels = stripPixels;
    const kernels = instantiateResize(this.#memory, binaries);
    if (kernels === undefined) {
      throw new AppError("no-backend", "This browser does not run WebAssembly.", {
        next: "Use a current Chrome, Edge, Firefox or Safari.",
      });
    }
    this.#kernels = kernels;
  }

  /** @returns RGB bytes, [height, width, 3] */
  async resize(source: RowSource, resize: Resize): Promise<Uint8ClampedArray<ArrayBuffer>> {
    const { width, height, support } = resize;
    const across = tapsOf(source.width, resize.across ?? { from: 0, to: source.width }, width, 4, support);
    const down = tapsOf(source.height, resize.down ?? { from: 0, to: source.height }, height, 2, support);
    const strip = Math.max(1, Math.floor(this.#stripPixels / source.width));
    // Includes the byte that a row's last pixel overwrites.
    const rowBytes = aligned(3 * width + 1);
    const at = this.#layOut({
      acrossStarts: across.starts.byteLength,
      acrossWeights: across.weights.byteLength,
      downStarts: down.starts.byteLength,
      downWeights: down.weights.byteLength,
      // Taps with a weight of 0 may lie beyond the last pixel and the last row.
      strip: 4 * (Math.min(strip, source.height) * source.width + across.count),
      narrow: rowBytes * (source.height + down.count),
      out: rowBytes * height,
    });
    this.#write(at.acrossStarts, at.acrossWeights, across);
    this.#write(at.downStarts, at.downWeights, down);
    for (const { top, rows } of strips(down, source.height, strip)) {
      const read = source.readRows(top, rows);
      new Uint8Array(this.#memory.buffer).set(read instanceof Promise ? await read : read, at.strip);
      this.#kernels.resizeRows(
        at.strip,
        4 * source.width,
        at.acrossStarts,
        at.acrossWeights,
        across.count,
        at.narrow + top * rowBytes,
        rowBytes,
        rows,
        width,
      );
    }
    this.#kernels.resizeColumns(
      at.narrow,
      rowBytes,
      at.downStarts,
      at.downWeights,
      down.count,
      at.out,
      height,
    );
    const out = new Uint8Array(this.#memory.buffer, at.out, rowBytes * height);
    return withoutPadding(out, 3 * width, rowBytes);
  }

  /** Assigns an address to each part and grows the memory if needed. */
  #layOut<Part extends string>(bytes: Readonly<Record<Part, number>>): Record<Part, number> {
    let end = 0;
    const at = {} as Record<Part, number>;
    for (const part in bytes) {
      at[part] = end;
      end = aligned(end + bytes[part]);
    }
    const missing = end - this.#memory.buffer.byteLength;
    if (missing > 0) this.#memory.grow(Math.ceil(missing / PAGE_BYTES));
    return at;
  }

  #write(starts: number, weights: number, taps: Taps): void {
    new Int32Array(this.#memory.buffer, starts).set(taps.starts);
    new Int16Array(this.#memory.buffer, weights).set(taps.weights);
  }
}

function aligned(bytes: number): number {
  return ALIGNMENT * Math.ceil(bytes / ALIGNMENT);
}

/** The rows of the source region, in strips. */
function* strips(
  { starts, count }: Taps,
  height: number,
  most: number,
): Generator<{ top: number; rows: number }> {
  const first = starts[0] ?? 0;
  const end = Math.min(height, (starts.at(-1) ?? 0) + count);
  for (let top = first; top < end; top += most) yield { top, rows: Math.min(most, end - top) };
}

/** Packs rows of `length` bytes, stored `rowBytes` apart, without gaps. */
function withoutPadding(
  padded: Uint8Array,
  length: number,
  rowBytes: number,
): Uint8ClampedArray<ArrayBuffer> {
  const height = padded.length / rowBytes;
  const rows = new Uint8ClampedArray(length * height);
  for (let row = 0; row < height; row++)
    rows.set(padded.subarray(row * rowBytes, row * rowBytes + length), row * length);
  return rows;
}
