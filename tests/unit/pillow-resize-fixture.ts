import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** Left, top, right, bottom, in pixels of the source. */
type Rectangle = readonly [number, number, number, number];

/** A case of tests/fixtures/pillow_resize/expected.json; its make.py describes the fields. */
interface StoredCase {
  readonly name: string;
  readonly pattern: Pattern;
  readonly seed: number;
  readonly width: number;
  readonly height: number;
  readonly crop?: Rectangle;
  readonly box?: Rectangle;
  readonly outWidth: number;
  readonly outHeight: number;
  readonly sourceSha256: string;
  readonly sha256: string;
  readonly rgb?: string;
  readonly rows?: readonly (readonly [number, string])[];
}

export interface ResizeCase extends Omit<StoredCase, "rgb" | "rows"> {
  /** RGBA of width × height pixels, opaque. */
  readonly source: Uint8Array;
  /** RGB of outWidth × outHeight pixels; undefined if only `sha256` and some rows are stored. */
  readonly rgb?: Uint8Array;
  /** Some rows of the result, by index: RGB of outWidth pixels each. */
  readonly rows: ReadonlyMap<number, Uint8Array>;
}

type Pattern = "noise" | "extremes" | "gradient" | "checkerboard" | "point" | "white";

/** The value of channel 0, 1 or 2 at a pixel. */
type Draw = (x: number, y: number, channel: number) => number;

/** Pictures generated as by make.py, with Pillow's bilinear results. */
export function* resizeCases(): Generator<ResizeCase> {
  const file = new URL("../fixtures/pillow_resize/expected.json", import.meta.url);
  const { cases }: { readonly cases: readonly StoredCase[] } = JSON.parse(readFileSync(file, "utf8"));
  for (const { rgb, rows = [], ...stored } of cases) {
    yield {
      ...stored,
      source: drawSource(stored),
      rgb: rgb === undefined ? undefined : fromBase64(rgb),
      rows: new Map(rows.map(([row, bytes]) => [row, fromBase64(bytes)])),
    };
  }
}

/** RGBA bytes without alpha. */
export function rgbOf(rgba: Uint8Array | Uint8ClampedArray): Uint8Array {
  return Uint8Array.from({ length: (rgba.length / 4) * 3 }, (_none, index) => {
    return rgba[Math.floor(index / 3) * 4 + (index % 3)] ?? 0;
  });
}

/** SHA-256 in hexadecimal digits. */
export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function drawSource({ pattern, seed, width, height }: StoredCase): Uint8Array {
  const draw = DRAWINGS[pattern](width, height, seed);
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      for (let channel = 0; channel < 3; channel++) rgba[at + channel] = draw(x, y, channel);
    }
  }
  return rgba;
}

const DRAWINGS: Readonly<Record<Pattern, (width: number, height: number, seed: number) => Draw>> = {
  noise,
  extremes(width, height, seed) {
    const value = noise(width, height, seed);
    return (x, y, channel) => (value(x, y, channel) < 128 ? 0 : 255);
  },
  gradient(width, height) {
    const [right, down] = [Math.max(1, width - 1), Math.max(1, height - 1)];
    const diagonal = Math.max(1, width + height - 2);
    return (x, y, channel) =>
      Math.floor([(x * 255) / right, (y * 255) / down, ((x + y) * 255) / diagonal][channel] ?? 0);
  },
  checkerboard: () => (x, y, channel) => (((x >> channel) + (y >> channel)) & 1) * 255,
  point(width, height) {
    return (x, y) => (x === width >> 1 && y === height >> 1 ? 255 : 0);
  },
  white: () => () => 255,
};

function noise(width: number, _height: number, seed: number): Draw {
  return (x, y, channel) => mulberry32(seed, (y * width + x) * 3 + channel) >>> 24;
}

/** Number `index` of mulberry32 (Tommy Ettinger, public domain), 32 bits. */
function mulberry32(seed: number, index: number): number {
  let t = (Math.imul(index + 1, 0x6d2b79f5) + seed) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (t ^ (t >>> 14)) >>> 0;
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, "base64"));
}
