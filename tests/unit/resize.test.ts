import { plain, simd } from "virtual:kernels";
import { describe, expect, it } from "vitest";
import { Resizer, type RowSource } from "../../src/resize/resizer";
import { type ResizeCase, resizeCases, sha256 } from "./pillow-resize-fixture";

/** A picture that supports any strip, like a canvas. */
function sourceOf({ source, width, height, crop }: ResizeCase): RowSource {
  const [left, top, right, bottom] = crop ?? [0, 0, width, height];
  return {
    width: right - left,
    height: bottom - top,
    readRows: (first, rows) => {
      const strip = new Uint8ClampedArray(4 * rows * (right - left));
      for (let row = 0; row < rows; row++) {
        const start = 4 * ((top + first + row) * width + left);
        strip.set(source.subarray(start, start + 4 * (right - left)), 4 * row * (right - left));
      }
      return strip;
    },
  };
}

describe.each([
  ["SIMD", simd],
  ["no SIMD", plain],
])("resizing with %s", (_name, binary) => {
  const resizer = new Resizer([binary]);

  it.each([...resizeCases()])("gives Pillow's bytes: $name", async (one) => {
    const [left, top, right, bottom] = one.box ?? [];
    const resized = await resizer.resize(sourceOf(one), {
      width: one.outWidth,
      height: one.outHeight,
      ...(one.box && {
        across: { from: left ?? 0, to: right ?? 0 },
        down: { from: top ?? 0, to: bottom ?? 0 },
      }),
    });
    for (const [row, bytes] of one.rows) {
      expect(Array.from(resized.subarray(3 * row * one.outWidth, 3 * (row + 1) * one.outWidth))).toEqual(
        Array.from(bytes),
      );
    }
    if (one.rgb) expect(Array.from(resized)).toEqual(Array.from(one.rgb));
    expect(sha256(new Uint8Array(resized))).toBe(one.sha256);
  });
});
