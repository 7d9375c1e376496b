import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { readHeader } from "../../src/dataset/header";
import { decodePhoto, pixelsOf } from "../../src/engine/worker/decode";
import { areFramesFaithful } from "../../src/engine/worker/image-rows";
import { RESIZE_BINARIES } from "../../src/kernels/binary";
import { Resizer } from "../../src/resize/resizer";
import { fixture } from "./files";

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
  ])("%i × %i gives the same bytes with relaxed SIMD, SIMD and none", async (width, height) => {
    const pixels = noise(width, height);
    const source = {
      width,
      height,
      readRows: (top: number, rows: number) => pixels.subarray(4 * top * width, 4 * (top + rows) * width),
    };
    const [relaxed, ...others] = await Promise.all(
      RESIZE_BINARIES.map((binary) => new Resizer([binary]).resize(source, { width: 224, height: 224 })),
    );
    expect(others).toHaveLength(2);
    for (const other of others) expect(other).toEqual(relaxed);
  });

  it("gives the same bytes for any strips, and after any other photo", async () => {
    const [width, height] = [300, 201];
    const pixels = noise(width, height);
    const readRows = (top: number, rows: number) =>
      pixels.subarray(4 * top * width, 4 * (top + rows) * width);
    const size = { width: 224, height: 224 };
    const expected = await new Resizer().resize({ width, height, readRows }, size);
    for (const rows of [1, 2, 7, 200]) {
      const resizer = new Resizer(RESIZE_BINARIES, rows * width);
      // Remains of a larger picture in its memory must not show.
      await resizer.resize({ width: 900, height: 700, readRows: (_top, some) => noise(900, some) }, size);
      expect(await resizer.resize({ width, height, readRows }, size), `${rows} rows`).toEqual(expected);
    }
  });

  it("gives the same for a decoded photo as for its pixels", async () => {
    const [width, height] = [1600, 1200];
    const pixels = noise(width, height);
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")?.putImageData(new ImageData(pixels, width), 0, 0);
    const decoded = await decodePhoto({ file: await canvas.convertToBlob(), path: "noise.png" }, "keras");
    const readRows = (top: number, rows: number) =>
      pixels.subarray(4 * top * width, 4 * (top + rows) * width);
    expect(decoded).toEqual(
      await new Resizer().resize({ width, height, readRows }, { width: 224, height: 224 }),
    );
  });

  it("works for a very wide photo after a very tall one, and for an ordinary one after both", async () => {
    const grey = async (width: number, height: number) => {
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      if (context === null) throw new Error("There is no canvas.");
      context.fillStyle = "rgb(90 90 90)";
      context.fillRect(0, 0, width, height);
      return decodePhoto({ file: await canvas.convertToBlob(), path: "grey.png" }, "keras");
    };
    for (const [width, height] of [
      [8, 20_000],
      [20_000, 8],
      [640, 480],
    ] as const) {
      const decoded = await grey(width, height);
      expect(
        decoded.every((value) => value === 90),
        `${width} × ${height}`,
      ).toBe(true);
    }
  });

  it.each(["large_12_megapixels.jpg", "exif_6.jpg", "display_p3.jpg", "cmyk.jpg", "grey.jpg"])(
    "does not depend on how a large photo's pixels are read: %s",
    async (name) => {
      const file = new Blob([await fixture(`pictures/${name}`)]);
      expect(await areFramesFaithful(), "this Chromium reads frames").toBe(true);
      const header = readHeader(new Uint8Array(await file.arrayBuffer()));
      expect(header.width * header.height, "large").toBeGreaterThan(2 ** 20);
      const decoded = await decodePhoto({ file, path: name }, "keras");
      const bitmap = await createImageBitmap(file);
      expect(decoded).toEqual(await pixelsOf(bitmap));
    },
  );

  it("composites transparent parts on white before filtering", async () => {
    const canvas = new OffscreenCanvas(448, 448);
    const context = canvas.getContext("2d");
    if (context === null) throw new Error("There is no canvas.");
    context.fillStyle = "rgb(0 0 0 / 0.5)";
    for (let x = 0; x < 448; x += 2) context.fillRect(x, 0, 1, 448);
    const decoded = await decodePhoto({ file: await canvas.convertToBlob(), path: "stripes.png" }, "keras");
    // Alternating columns of 127 and 255.
    expect(decoded.slice(3 * 100 * 224 + 300, 3 * 100 * 224 + 309).every((value) => value === 191)).toBe(
      true,
    );
  });
});
