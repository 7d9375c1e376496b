import { describe, expect, it } from "vitest";
import type { Label } from "../../src/common/label";
import { createRandom } from "../../src/common/random";
import { atOnce } from "../../src/common/steps";
import {
  countDifferent,
  FOLDS,
  foldsOf,
  type Photo,
  roundOf,
  shareOf,
  sizeOfShare,
} from "../../src/crossvalidation/folds";

/** Different photos of one label. */
function photosOf(label: Label, count: number): Photo[] {
  return Array.from({ length: count }, (_, index) => ({ hash: `${label} ${index}`, label }));
}

const fold = (photos: readonly Photo[], seed = 1) => atOnce(foldsOf(photos, FOLDS, seed));

describe("folds", () => {
  it.each([
    [50, 50],
    [12, 33],
    [5, 5],
    [7, 101],
  ])("have equal shares of each label (%i female, %i male)", (female, male) => {
    const photos = [...photosOf("female", female), ...photosOf("male", male)];
    const folds = fold(photos);
    const sizes = Array.from({ length: FOLDS }, (_, each) => {
      const own = photos.filter((_photo, place) => folds[place] === each);
      return { female: own.filter(({ label }) => label === "female").length, all: own.length };
    });
    for (const size of sizes) {
      expect([Math.floor(female / FOLDS), Math.ceil(female / FOLDS)]).toContain(size.female);
      expect([Math.floor((female + male) / FOLDS), Math.ceil((female + male) / FOLDS)]).toContain(size.all);
    }
    expect(sizes.reduce((sum, { all }) => sum + all, 0)).toBe(female + male);
  });

  it("keep all copies of a photo together", () => {
    const singles = [...photosOf("female", 40), ...photosOf("male", 40)];
    // Each of the first few occurs up to five times, anywhere in the list.
    const copies = singles.slice(30, 50).flatMap((photo, index) => new Array<Photo>(index % 5).fill(photo));
    const photos = createRandom(3, "copies").shuffle([...singles, ...copies]);
    const folds = fold(photos);
    const seen = new Map<string, number>();
    for (const [place, { hash }] of photos.entries()) {
      const own = folds[place] as number;
      expect(seen.get(hash) ?? own).toBe(own);
      seen.set(hash, own);
    }
    for (const label of ["female", "male"]) {
      const counts = new Array<number>(FOLDS).fill(0);
      for (const [place, photo] of photos.entries())
        if (photo.label === label) counts[folds[place] as number] = (counts[folds[place] as number] ?? 0) + 1;
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }
    expect(atOnce(countDifferent(photos))).toEqual({ female: 40, male: 40 });
  });

  it("are the same only for the same seed", () => {
    const photos = [...photosOf("female", 30), ...photosOf("male", 30)];
    expect(fold(photos)).toEqual(fold(photos));
    expect(fold(photos, 2)).not.toEqual(fold(photos));
  });
});

describe("the rounds", () => {
  it("validate every photo once, by a model trained on other folds", () => {
    const photos = [...photosOf("female", 11), ...photosOf("male", 13)];
    const folds = fold(photos);
    const checked: number[] = [];
    for (let each = 0; each < FOLDS; each++) {
      const { train, test } = atOnce(roundOf(photos, folds, each));
      checked.push(...test.rows);
      expect([...train.rows, ...test.rows].sort((a, b) => a - b)).toEqual([...photos.keys()]);
      for (const { rows, labels } of [train, test])
        expect([...labels]).toEqual(Array.from(rows, (row) => (row < 11 ? 0 : 1)));
    }
    expect(checked.sort((a, b) => a - b)).toEqual([...photos.keys()]);
  });
});

describe("a share of the photos", () => {
  const photos = [...photosOf("female", 20), ...photosOf("male", 60)];
  const { train } = atOnce(roundOf(photos, fold(photos), 0));
  const share = (part: number, seed = 1) => shareOf(train, part, createRandom(seed, "share"));

  it("is stratified, and the full share is the input in order", () => {
    expect(share(1)).toEqual(train);
    const half = share(0.5);
    expect(half.rows.length).toBe(32);
    expect(half.labels.filter((label) => label === 0).length).toBe(8);
    expect([...half.labels]).toEqual(Array.from(half.rows, (row) => (row < 20 ? 0 : 1)));
  });

  it("is contained in a larger one with the same randomness", () => {
    const [small, large] = [share(0.1), share(0.5)];
    expect(small.rows.length).toBe(7);
    expect([...large.rows]).toEqual(expect.arrayContaining([...small.rows]));
    expect(share(0.1, 2)).not.toEqual(small);
  });

  it("has at least one photo of each label", () => {
    expect(sizeOfShare(4, 0.1)).toBe(1);
    expect(sizeOfShare(0, 0.1)).toBe(0);
    expect(sizeOfShare(25, 0.1)).toBe(3);
  });
});
