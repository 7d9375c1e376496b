import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { AppError } from "../../src/common/error";
import { createRandom } from "../../src/common/random";
import { readHeader, readStart } from "../../src/dataset/header";

/** Tiny images from real encoders (Pillow 12), all 48 × 32; the names describe their peculiarity. */
const FIXTURES = new URL("../fixtures/bad/", import.meta.url);
const fixtures = readdirSync(FIXTURES).filter((name) => name.includes("_48x32."));

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(name, FIXTURES)));
}

/** Bytes from text and numbers: text is one byte per character. */
function bytesOf(...parts: (string | number | readonly number[])[]): Uint8Array {
  return Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string"
        ? Array.from(part, (c) => c.charCodeAt(0))
        : typeof part === "number"
          ? [part]
          : part,
    ),
  );
}

function uint32(value: number): number[] {
  return [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
}

/** A PNG without pixels: signature, IHDR and IEND, with unchecked checksums. */
function png(width: number, height: number): Uint8Array {
  const header = bytesOf(uint32(13), "IHDR", uint32(width), uint32(height), [8, 2, 0, 0, 0], uint32(0));
  return bytesOf("\x89PNG\r\n\x1a\n", [...header], uint32(0), "IEND", uint32(0));
}

function box(type: string, ...content: readonly number[][]): number[] {
  const body = content.flat();
  return [...bytesOf(uint32(body.length + 8), type), ...body];
}

function ispe(width: number, height: number): number[] {
  return box("ispe", uint32(0), uint32(width), uint32(height));
}

/** A HEIC as written by phones: a grid of tiles, whose size comes first, and a thumbnail. */
function heic(): Uint8Array {
  const ipco = box("ipco", ispe(512, 512), ispe(4032, 3024), ispe(320, 240));
  const meta = box("meta", uint32(0), box("hdlr", uint32(0), uint32(0)), box("iprp", ipco));
  return bytesOf(box("ftyp", [...bytesOf("heic", uint32(0), "mif1heic")]), meta, box("mdat", [1, 2, 3]));
}

function refusal(bytes: Uint8Array): AppError {
  try {
    readHeader(bytes, "male/a.jpg");
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
    throw thrown;
  }
  throw new Error("It was taken.");
}

describe("files from real encoders", () => {
  it("has fixtures of every format", () => {
    expect(fixtures).toHaveLength(12);
  });

  it.each(fixtures)("%s", (name) => {
    const extension = name.split(".").at(-1);
    expect(readHeader(fixture(name))).toEqual({
      type: extension === "jpg" ? "jpeg" : extension,
      width: 48,
      height: 32,
      animated: name.startsWith("animated"),
      decoderMayBeMissing: extension === "tiff",
    });
  });

  it("reads a view into a larger buffer", () => {
    const bytes = fixture("lossy_48x32.webp");
    const larger = new Uint8Array(bytes.length + 200).fill(255);
    larger.set(bytes, 100);
    expect(readHeader(larger.subarray(100, 100 + bytes.length))).toMatchObject({ type: "webp", width: 48 });
  });

  it.each(fixtures.filter((name) => !name.includes("animated") && !name.endsWith("tiff")))(
    "%s refused when cut off anywhere",
    (name) => {
      const bytes = fixture(name);
      for (let length = 1; length < bytes.length - 1; length++) {
        expect(["broken-image", "not-an-image"]).toContain(refusal(bytes.subarray(0, length)).code);
      }
      expect(refusal(bytes.subarray(0, bytes.length - 5)).message).toBe(
        "The file is cut off: the end of the image is missing.",
      );
    },
  );

  it("accepts an animation whose later frames are missing", () => {
    const bytes = fixture("animated_48x32.gif");
    expect(readHeader(bytes.subarray(0, bytes.length - 1)).animated).toBe(true);
  });
});

describe("the start of a file", () => {
  it.each(fixtures)("gives the size of %s, whatever follows", (name) => {
    const bytes = new Uint8Array(readFileSync(new URL(name, FIXTURES)));
    expect(readStart(bytes)).toMatchObject({ width: 48, height: 32 });
    const start = readStart(bytes.subarray(0, bytes.length - 100));
    expect([48, undefined]).toContain(start?.width);
    expect(readStart(bytes.subarray(0, 10))).toBeUndefined();
  });

  it("returns undefined if it is not an image", () => {
    expect(readStart(new TextEncoder().encode("no image at all, but long enough to be one"))).toBeUndefined();
    expect(readStart(new Uint8Array())).toBeUndefined();
  });
});

describe("JPEG", () => {
  const frame = (code: number) => [0xff, code, 0, 11, 8, 0, 200, 1, 44, 1, 1, 0x11, 0];
  const scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0x12, 0xff, 0, 0x34, 0xff, 0xd0, 0x56];
  const end = [0xff, 0xd9];

  it.each([0xc0, 0xc1, 0xc2, 0xc3, 0xc9, 0xcf])("finds the size in frame header %i", (code) => {
    const header = readHeader(bytesOf([0xff, 0xd8], frame(code), scan, end));
    expect(header).toMatchObject({ width: 300, height: 200, decoderMayBeMissing: code > 0xc2 });
  });

  it("is not misled by tables, fill bytes, thumbnails, a second scan or bytes after the end", () => {
    const table = [0xff, 0xc4, 0, 6, 9, 9, 9, 9];
    const thumbnail = [0xff, 0xe1, 0, 17, ...frame(0xc0), ...end];
    const bytes = bytesOf(
      [0xff, 0xd8],
      thumbnail,
      table,
      0xff,
      frame(0xc2),
      scan,
      table,
      scan,
      end,
      "trailer",
    );
    expect(readHeader(bytes)).toMatchObject({ width: 300, height: 200 });
  });

  it("rejects one without a frame", () => {
    expect(refusal(bytesOf([0xff, 0xd8], [0xff, 0xe0, 0, 4, 1, 1], end)).code).toBe("broken-image");
    expect(refusal(bytesOf([0xff, 0xd8, 0xff])).message).toBe(
      "The file is cut off: it ends before the image begins.",
    );
  });
});

describe("HEIC", () => {
  it("is recognised, with the size of the whole grid", () => {
    expect(readHeader(heic())).toEqual({
      type: "heic",
      width: 4032,
      height: 3024,
      animated: false,
      decoderMayBeMissing: true,
    });
  });
});

describe("refusals", () => {
  it.each([
    ["nothing", bytesOf(), "empty-file", "The file is empty."],
    ["text", bytesOf("Hello, this is no photo.\n"), "not-an-image", "The file contains text"],
    [
      "text in UTF-8",
      new TextEncoder().encode("žena a muž".repeat(999)),
      "not-an-image",
      "The file contains text",
    ],
    ["text in UTF-16", bytesOf("\xff\xfeh\0i\0"), "not-an-image", "The file contains text"],
    ["a web page", bytesOf("<!doctype html><title>404</title>"), "not-an-image", "The file contains text"],
    ["SVG", bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script/>'), "unsupported-image", "SVG files"],
    ["SVG", bytesOf('\xef\xbb\xbf <?xml version="1.0"?>\n<!-- x --><svg:svg >'), "unsupported-image", "SVG"],
    ["a PDF", bytesOf("%PDF-1.7\n\x01"), "not-an-image", "The file is a PDF, not a photo."],
    ["a zip", bytesOf("PK\x03\x04"), "not-an-image", "The file is a zip or an office document"],
    [
      "a video",
      bytesOf(box("ftyp", [...bytesOf("isom", uint32(512), "isomavc1mp41")])),
      "not-an-image",
      "video",
    ],
    ["JPEG XL", bytesOf([0xff, 0x0a, 1, 2]), "unsupported-image", "Browsers cannot open JPEG XL images."],
    ["other bytes", bytesOf([1, 2, 3, 4]), "not-an-image", "The file is not an image in a known format"],
    ["a size of nothing", png(0, 10), "broken-image", "The file is damaged"],
    ["one pixel", png(1, 1), "unsupported-image", "too small to show a face: 1 × 1 pixels."],
  ] as const)("%s", (_, bytes, code, message) => {
    const error = refusal(bytes);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
    expect(error.file).toBe("male/a.jpg");
    expect(error.next).toMatch(/\.$/);
  });

  it("rejects a PNG bomb by its header", () => {
    const error = refusal(png(30_000, 30_000));
    expect(error.code).toBe("image-too-large");
    expect(error.message).toContain("30,000 × 30,000 pixels");
    expect(refusal(png(20_001, 8)).code).toBe("image-too-large");
    expect(refusal(png(10_001, 10_000)).code).toBe("image-too-large");
    expect(refusal(png(0xffffffff, 0xffffffff)).code).toBe("image-too-large");
    expect(readHeader(png(10_000, 10_000))).toMatchObject({ width: 10_000 });
    expect(readHeader(png(20_000, 8))).toMatchObject({ width: 20_000 });
  });
});

describe("arbitrary bytes", () => {
  const seeds = [...fixtures.map(fixture), heic(), png(100, 100)];
  const starts = seeds.map((bytes) => bytes.subarray(0, 16));

  function survives(bytes: Uint8Array): void {
    try {
      const { width, height } = readHeader(bytes);
      if (!(width >= 8 && height >= 8 && width * height <= 100_000_000))
        throw new Error(`${width} × ${height}`);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
    }
  }

  it("survives noise after every signature", () => {
    const random = createRandom(1, "noise");
    for (let round = 0; round < 4000; round++) {
      const bytes = Uint8Array.from({ length: random.integer(400) }, () => random.integer(256));
      const start = starts[round % (starts.length + 1)];
      if (start) bytes.set(start.subarray(0, Math.min(start.length, bytes.length)));
      survives(bytes);
    }
  });

  it("survives real files with bytes changed, removed and cut off", () => {
    const random = createRandom(2, "mutations");
    for (let round = 0; round < 8000; round++) {
      const original = seeds[round % seeds.length] ?? new Uint8Array();
      let bytes = original.slice();
      for (let change = random.integer(8); change >= 0; change--) {
        // The first bytes matter most.
        const at = random.integer(random.integer(2) ? 64 : bytes.length);
        bytes[at] = [0, 1, 0x7f, 0x80, 0xff, random.integer(256)][random.integer(6)] ?? 0;
      }
      if (random.integer(4) === 0) bytes = bytes.slice(0, random.integer(bytes.length));
      if (random.integer(4) === 0) bytes.copyWithin(random.integer(64), random.integer(64));
      survives(bytes);
    }
  });
});
