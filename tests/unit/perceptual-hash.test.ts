import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { MOST_NEAR, nearRows } from "../../src/duplicates/near";
import { HASH_WORDS, MIRROR, NEAR_BITS, perceptualHash } from "../../src/duplicates/perceptual-hash";

const SIDE = 224;

/** A picture of the greys that `grey` gives for each place. */
function picture(grey: (x: number, y: number) => number): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(SIDE * SIDE * 4).fill(255);
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) rgba.fill(grey(x, y), 4 * (y * SIDE + x), 4 * (y * SIDE + x) + 3);
  return rgba;
}

/** A picture of 32×32 patches whose greys go by chance. */
function patches(seed: number): (x: number, y: number) => number {
  const random = createRandom(seed, "patches");
  const greys = Array.from({ length: 32 * 32 }, () => 40 + 2 * Math.floor(60 * random.next()));
  return (x, y) => greys[32 * Math.floor(y / 7) + Math.floor(x / 7)] ?? 0;
}

/** The definition of the hash: sign of each frequency of the two-dimensional DCT-II of the patches. */
function bitByDefinition(grey: (x: number, y: number) => number, u: number, v: number): boolean {
  let sum = 0;
  for (let y = 0; y < 32; y++)
    for (let x = 0; x < 32; x++)
      sum +=
        grey(7 * x, 7 * y) *
        Math.cos((Math.PI * u * (2 * x + 1)) / 64) *
        Math.cos((Math.PI * v * (2 * y + 1)) / 64);
  return sum > 0;
}

describe("the perceptual hash", () => {
  it("of a picture that is light on the left has the signs of sin(u π / 2), across only", () => {
    const light = perceptualHash(picture((x) => (x < SIDE / 2 ? 200 : 50)));
    expect([...light]).toEqual([0x2222, ...new Array(HASH_WORDS - 1).fill(0)]);
    const dark = perceptualHash(picture((x) => (x < SIDE / 2 ? 50 : 200)));
    expect([...dark]).toEqual([0x8888, ...new Array(HASH_WORDS - 1).fill(0)]);
  });

  it("of a picture that is light above has them in the first column", () => {
    const hash = perceptualHash(picture((_x, y) => (y < SIDE / 2 ? 200 : 50)));
    const set = bitsOf(hash);
    expect(set).toEqual([1, 5, 9, 13].map((v) => 16 * v));
  });

  it("of a picture of one grey is empty", () => {
    for (const grey of [0, 77, 255]) expect(bitsOf(perceptualHash(picture(() => grey)))).toEqual([]);
  });

  it("has the signs of the DCT-II as it is defined", () => {
    const grey = patches(1);
    const set = new Set(bitsOf(perceptualHash(picture(grey))));
    for (let v = 0; v < 16; v++)
      for (let u = 0; u < 16; u++)
        expect(set.has(16 * v + u), `${u}, ${v}`).toBe(u + v > 0 && bitByDefinition(grey, u, v));
  });

  it("does not change with brightness or contrast", () => {
    const grey = patches(2);
    const hash = perceptualHash(picture(grey));
    expect(perceptualHash(picture((x, y) => grey(x, y) + 60))).toEqual(hash);
    expect(perceptualHash(picture((x, y) => grey(x, y) / 2))).toEqual(hash);
  });

  it("of the mirror image is that of the picture with some bits turned over", () => {
    const grey = patches(3);
    const hash = perceptualHash(picture(grey));
    const mirrored = perceptualHash(picture((x, y) => grey(SIDE - 1 - x, y)));
    expect(mirrored).toEqual(hash.map((word) => word ^ MIRROR));
  });
});

describe("rows that are close", () => {
  const random = createRandom(5, "hashes");
  const some = (): number[] => Array.from({ length: HASH_WORDS }, () => Math.floor(2 ** 32 * random.next()));
  const flip = (hash: readonly number[], bits: number) =>
    hash.map((word, index) => (word ^ wordOf(bits - 32 * index)) >>> 0);
  const base = some();

  it("are found up to the threshold, with their distance, plain and mirrored", () => {
    const rows = [base, some(), flip(base, NEAR_BITS), flip(base, NEAR_BITS + 1), mirrorOf(flip(base, 3))];
    const found = nearRows(Uint32Array.from(rows.flat()), 0, rows.length);
    expect(found).toEqual([
      { a: 0, b: 2, distance: NEAR_BITS, isMirrored: false },
      { a: 0, b: 4, distance: 3, isMirrored: true },
      { a: 2, b: 3, distance: 1, isMirrored: false },
      { a: 2, b: 4, distance: NEAR_BITS - 3, isMirrored: true },
      { a: 3, b: 4, distance: NEAR_BITS - 2, isMirrored: true },
    ]);
  });

  it("are the same in one go and in several", () => {
    const rows = Array.from({ length: 9 }, (_none, index) => (index % 2 === 0 ? flip(base, index) : some()));
    const hashes = Uint32Array.from(rows.flat());
    const parts = [nearRows(hashes, 0, 1), nearRows(hashes, 1, 6), nearRows(hashes, 6, 9)];
    expect(parts.flat()).toEqual(nearRows(hashes, 0, 9));
    expect(parts.flat()).toHaveLength(10);
  });

  it("are not looked for any more after so many", () => {
    const alike = new Uint32Array(HASH_WORDS * 300);
    expect(nearRows(alike, 0, 300)).toHaveLength(MOST_NEAR);
  });
});

/** The numbers of the bits that are set. */
function bitsOf(hash: Uint32Array): number[] {
  return Array.from({ length: 32 * HASH_WORDS }, (_none, bit) => bit).filter(
    (bit) => ((hash[bit >>> 5] ?? 0) >>> (bit & 31)) & 1,
  );
}

/** A word with so many ones, none to 32. */
function wordOf(ones: number): number {
  if (ones <= 0) return 0;
  return ones >= 32 ? 0xffffffff : 2 ** ones - 1;
}

function mirrorOf(hash: readonly number[]): number[] {
  return hash.map((word) => (word ^ MIRROR) >>> 0);
}
