import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { decodePhoto } from "../../src/engine/decode";
import { RESIZE_BINARIES } from "../../src/kernels/binary";
import { Resizer } from "../../src/resize/resizer";

const random = createRandom(1, "noise");

function noise(width: number, height: number): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from({ length: 4 * width * height }, (_none, index) =>
    index % 4 === 3 ? 255 : random.integer(256),
  );
}

describe("resizing", () => {
  it.each([
    [1600, 1200],
    [97, 331],
    [20_000, 8],
    [8, 20_000],
  ])("%i × %i gives the same bytes with relaxed SIMD, SIMD and none", (width, height) => {
    const pixels = noise(width, height);
    const source = {
      width,
      height,
      readRows: (top: number, rows: number) => pixels.subarray(4 * top * width, 4 * (top + rows) * width),
    };
    const [relaxed, ...others] = RESIZE_BINARIES.map((binary) =>
      new Resizer([binary]).resize(source, { width: 224, height: 224 }),
    );
    expect(others).toHaveLength(2);
    for (const other of others) expect(other).toEqual(relaxed);
  });

  it("of a photo is that of its pixels, whatever strips it is read in", async () => {
    const [width, height] = [1600, 1200];
    const pixels = noise(width, height);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")?.putImageData(new ImageData(pixels, width), 0, 0);
    const decoded = await decodePhoto({ file: await canvas.convertToBlob(), path: "noise.png" }, "keras");
    const readRows = (top: number, rows: number) =>
      pixels.subarray(4 * top * width, 4 * (top + rows) * width);
    const whole = { width, height, readRows };
    const [first, second] = [new Resizer(), new Resizer()];
    expect(decoded).toEqual(first.resize(whole, { width: 224, height: 224 }));
    // A resizer that has seen a larger picture has its remains in memory.
    second.resize({ width: 300, height: 300, readRows: () => noise(300, 300) }, { width: 224, height: 224 });
    second.resize(whole, { width: 224, height: 224 });
    expect(second.resize(whole, { width: 224, height: 224 })).toEqual(decoded);
  });

  it("puts transparent parts on white before it mixes them with others", async () => {
    const canvas = new OffscreenCanvas(448, 448);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("There is no canvas.");
    context.fillStyle = "rgb(0 0 0 / 0.5)";
    for (let x = 0; x < 448; x += 2) context.fillRect(x, 0, 1, 448);
    const decoded = await decodePhoto({ file: await canvas.convertToBlob(), path: "stripes.png" }, "keras");
    // Columns of 127 and 255 in turn.
    expect(decoded.slice(3 * 100 * 224 + 300, 3 * 100 * 224 + 309).every((value) => value === 191)).toBe(
      true,
    );
  });
});
