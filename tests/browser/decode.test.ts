import { describe, expect, it } from "vitest";
import { AppError } from "../../src/common/error";
import { decodePhoto } from "../../src/engine/worker/decode";
import { fixture } from "./files";

const SIDE = 224;

/** The red, green and blue of one pixel of a decoded photo. */
async function pixels(path: string): Promise<(x: number, y: number) => number[]> {
  const data = await decodePhoto({ file: new Blob([await fixture(path)]), path }, "keras");
  return (x, y) => Array.from(data.slice(3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3));
}

const isTeal = ([red = 0, green = 0]: number[]) => green > red;

describe("decoding", () => {
  it("applies EXIF rotation", async () => {
    // Stored with teal on the left and amber on the right; orientation 6 rotates the left side to the top.
    const at = await pixels("bad/exif_rotated_48x32.jpg");
    expect(isTeal(at(20, 10))).toBe(true);
    expect(isTeal(at(200, 10))).toBe(true);
    expect(isTeal(at(20, 214))).toBe(false);
    expect(isTeal(at(200, 214))).toBe(false);
  });

  it("keeps an image of the right size unchanged, bit by bit", async () => {
    const data = await decodePhoto(
      { file: new Blob([await fixture("free/images/drawn_0.png")]), path: "" },
      "keras",
    );
    const bitmap = await createImageBitmap(new Blob([await fixture("free/images/drawn_0.png")]));
    const context = new OffscreenCanvas(SIDE, SIDE).getContext("2d");
    context?.drawImage(bitmap, 0, 0);
    const drawn = context?.getImageData(0, 0, SIDE, SIDE).data.filter((_value, index) => index % 4 !== 3);
    expect(data).toEqual(drawn);
  });

  it("composites transparent parts on white", async () => {
    const canvas = new OffscreenCanvas(16, 16);
    canvas.getContext("2d");
    const data = await decodePhoto({ file: await canvas.convertToBlob(), path: "" }, "keras");
    expect(Array.from(data.slice(0, 3))).toEqual([255, 255, 255]);
  });

  it.each(["cmyk_48x32.jpg", "sixteen_bit_48x32.png", "animated_48x32.gif", "lossy_48x32.webp"])(
    "opens %s",
    async (name) => {
      const at = await pixels(`bad/${name}`);
      expect(at(112, 112)).toHaveLength(3);
    },
  );

  it("rejects a damaged photo", async () => {
    const broken = decodePhoto({ file: new Blob(["no picture"]), path: "x.jpg" }, "keras");
    await expect(broken).rejects.toThrow(AppError);
    await expect(broken).rejects.toThrow(/damaged/);
  });
});
