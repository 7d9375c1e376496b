import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { showSame, templateOf } from "../../src/duplicates/alignment";
import { CLOSE_BITS, closeRows, confirm, MOST_CLOSE } from "../../src/duplicates/close";
import { mirrored, THUMBNAIL_LENGTH, thumbnailOf } from "../../src/duplicates/grey-thumbnail";
import { HASH_WORDS, MIRROR, perceptualHash } from "../../src/duplicates/perceptual-hash";

const SIDE = 32;

type Grey = (x: number, y: number) => number;

/** A thumbnail with grey values from `grey`. */
function thumbnail(grey: Grey): Uint8Array {
  return Uint8Array.from({ length: SIDE * SIDE }, (_none, at) => grey(at % SIDE, Math.floor(at / SIDE)));
}

/** Random even grey values. */
function noise(seed: number): Grey {
  const random = createRandom(seed, "noise");
  const greys = Array.from({ length: SIDE * SIDE }, () => 40 + 2 * Math.floor(60 * random.next()));
  return (x, y) => greys[SIDE * y + x] ?? 0;
}

/** A smooth picture, also defined between pixels and beyond the edges. */
function waves(seed: number): Grey {
  const random = createRandom(seed, "waves");
  const some = Array.from({ length: 12 }, () => ({
    across: random.normal(0, 0.25),
    down: random.normal(0, 0.25),
    phase: 6.28 * random.next(),
  }));
  return (x, y) =>
    128 +
    some.reduce((sum, { across, down, phase }) => sum + 10 * Math.sin(across * x + down * y + phase), 0);
}

describe("a thumbnail", () => {
  it("has the mean grey of each block of the picture", () => {
    const side = 64;
    const rgb = new Uint8ClampedArray(3 * side * side).fill(255);
    // One block of red, and one with one of four pixels black.
    for (const at of [0, 1, side, side + 1]) rgb.set([255, 0, 0], 3 * at);
    rgb.set([0, 0, 0], 3 * 2);
    const greys = thumbnailOf(rgb);
    expect([...greys.slice(0, 3)]).toEqual([76, 191, 255]);
    expect(greys.slice(2).every((grey) => grey === 255)).toBe(true);
  });

  it("mirrored twice is unchanged", () => {
    const greys = thumbnail(noise(1));
    expect([...mirrored(thumbnail((x) => x)).slice(0, SIDE)]).toEqual([...Array(SIDE).keys()].reverse());
    expect(mirrored(greys)).not.toEqual(greys);
    expect(mirrored(mirrored(greys))).toEqual(greys);
  });
});

describe("the perceptual hash", () => {
  it("of a picture that is light on the left has the signs of sin(u π / 2), horizontally only", () => {
    // The bits of (u, 0) are the first of each sum of frequencies: 0, 1, 3, 6, 10 …
    const bitOf = (u: number) => (u * (u + 1)) / 2;
    const light = perceptualHash(thumbnail((x) => (x < SIDE / 2 ? 200 : 50)));
    expect(bitsOf(light)).toEqual([1, 5, 9, 13].map(bitOf));
    const dark = perceptualHash(thumbnail((x) => (x < SIDE / 2 ? 50 : 200)));
    expect(bitsOf(dark)).toEqual([3, 7, 11].map(bitOf));
  });

  it("of a picture that is light at the top has them vertically only", () => {
    const hash = perceptualHash(thumbnail((_x, y) => (y < SIDE / 2 ? 200 : 50)));
    expect(bitsOf(hash)).toEqual([1, 5, 9, 13].map((v) => (v * (v + 3)) / 2));
  });

  it("of a uniform picture is empty", () => {
    for (const grey of [0, 77, 255]) expect(bitsOf(perceptualHash(thumbnail(() => grey)))).toEqual([]);
  });

  it("has the signs of the DCT-II for all frequency sums below 14", () => {
    const grey = noise(1);
    const set = new Set(bitsOf(perceptualHash(thumbnail(grey))));
    let bit = 0;
    for (let sum = 0; sum < 14; sum++)
      for (let v = 0; v <= sum; v++, bit++)
        expect(set.has(bit), `${sum - v}, ${v}`).toBe(sum > 0 && frequency(grey, sum - v, v) > 0);
    expect(Math.max(...set)).toBeLessThan(bit);
  });

  it("does not change with brightness or contrast", () => {
    const grey = noise(2);
    const hash = perceptualHash(thumbnail(grey));
    expect(perceptualHash(thumbnail((x, y) => grey(x, y) + 60))).toEqual(hash);
    expect(perceptualHash(thumbnail((x, y) => grey(x, y) / 2))).toEqual(hash);
  });

  it("of the mirror image is that of the picture with some bits flipped", () => {
    const greys = thumbnail(noise(3));
    const expected = perceptualHash(greys).map((word, index) => word ^ (MIRROR[index] ?? 0));
    expect(perceptualHash(mirrored(greys))).toEqual(expected);
  });
});

describe("rows whose hashes are close", () => {
  const random = createRandom(5, "hashes");
  const some = (): number[] => Array.from({ length: HASH_WORDS }, () => Math.floor(2 ** 32 * random.next()));
  const flip = (hash: readonly number[], bits: number) =>
    hash.map((word, index) => (word ^ wordOf(bits - 32 * index)) >>> 0);
  const turn = (hash: readonly number[]) => hash.map((word, index) => (word ^ (MIRROR[index] ?? 0)) >>> 0);
  const base = some();

  it("are found up to the threshold, with their distance, plain and mirrored", () => {
    const rows = [base, some(), flip(base, CLOSE_BITS), flip(base, CLOSE_BITS + 1), turn(flip(base, 3))];
    expect(closeRows(Uint32Array.from(rows.flat()), 0, rows.length)).toEqual([
      { a: 0, b: 2, distance: CLOSE_BITS, isMirrored: false },
      { a: 0, b: 4, distance: 3, isMirrored: true },
      { a: 2, b: 3, distance: 1, isMirrored: false },
      { a: 2, b: 4, distance: CLOSE_BITS - 3, isMirrored: true },
      { a: 3, b: 4, distance: CLOSE_BITS - 2, isMirrored: true },
    ]);
  });

  it("are the same in one call and in several", () => {
    const rows = Array.from({ length: 9 }, (_none, index) => (index % 2 === 0 ? flip(base, index) : some()));
    const hashes = Uint32Array.from(rows.flat());
    const parts = [closeRows(hashes, 0, 1), closeRows(hashes, 1, 6), closeRows(hashes, 6, 9)];
    expect(parts.flat()).toEqual(closeRows(hashes, 0, 9));
    expect(parts.flat()).toHaveLength(10);
  });

  it("are limited in number", () => {
    const alike = new Uint32Array(HASH_WORDS * 1_000);
    const found = closeRows(alike, 0, 1_000);
    expect(found.length).toBeGreaterThanOrEqual(MOST_CLOSE);
    expect(found.length).toBeLessThan(MOST_CLOSE + 1_000);
  });
});

describe("aligned thumbnails", () => {
  const grey = waves(1);
  const template = templateOf(thumbnail(grey));

  it.each<readonly [string, Grey]>([
    ["lighter", (x, y) => grey(x, y) + 30],
    ["of less contrast", (x, y) => 60 + grey(x, y) / 2],
    ["moved", (x, y) => grey(x + 1.5, y - 1)],
    ["cropped at all edges", (x, y) => grey(1.2 + 0.92 * x, 1.2 + 0.92 * y)],
    ["cropped at one corner", (x, y) => grey(0.94 * x, 2 + 0.94 * y)],
    ["wider than it was", (x, y) => grey(0.9 * x - 1, y)],
  ])("show the same when one is %s", (_how, changed) => {
    expect(showSame(template, thumbnail(changed))).toBe(true);
    expect(showSame(templateOf(thumbnail(changed)), thumbnail(grey))).toBe(true);
  });

  it.each<readonly [string, Grey]>([
    ["another picture", waves(2)],
    ["its negative", (x, y) => 255 - grey(x, y)],
    ["its mirror image", (x, y) => grey(SIDE - 1 - x, y)],
    ["moved by a third", (x, y) => grey(x + 10, y)],
    ["of one grey", () => 100],
  ])("do not when one is %s", (_how, changed) => {
    expect(showSame(template, thumbnail(changed))).toBe(false);
  });

  it("are confirmed once per pair, mirrored if the hash is", () => {
    const pictures = [
      thumbnail(grey),
      thumbnail((x, y) => grey(x, y) + 9),
      thumbnail(waves(2)),
      thumbnail((x, y) => grey(SIDE - 1 - x, y)),
    ];
    const thumbnails = new Uint8Array(pictures.length * THUMBNAIL_LENGTH);
    for (const [row, greys] of pictures.entries()) thumbnails.set(greys, row * THUMBNAIL_LENGTH);
    const pair = (a: number, b: number, isMirrored = false) => ({ a, b, distance: 1, isMirrored });
    const close = [
      pair(0, 1),
      pair(0, 1, true),
      pair(0, 2),
      pair(0, 3),
      pair(0, 3, true),
      pair(1, 2),
      pair(1, 3),
    ];
    expect(confirm(thumbnails, close)).toEqual([0, 4]);
  });
});

/** A frequency of the two-dimensional DCT-II, by definition. */
function frequency(grey: Grey, u: number, v: number): number {
  let sum = 0;
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++)
      sum +=
        grey(x, y) *
        Math.cos((Math.PI * u * (2 * x + 1)) / (2 * SIDE)) *
        Math.cos((Math.PI * v * (2 * y + 1)) / (2 * SIDE));
  return sum;
}

/** The indices of the bits that are set. */
function bitsOf(hash: Uint32Array): number[] {
  return Array.from({ length: 32 * HASH_WORDS }, (_none, bit) => bit).filter(
    (bit) => ((hash[bit >>> 5] ?? 0) >>> (bit & 31)) & 1,
  );
}

/** A word with the given number of ones, 0 to 32. */
function wordOf(ones: number): number {
  if (ones <= 0) return 0;
  return ones >= 32 ? 0xffffffff : 2 ** ones - 1;
}
