import { describe, expect, it } from "vitest";
import {
  aboutPairs,
  gaps,
  leakCautions,
  likeness,
  summary,
} from "../../src/app/results/duplicates/duplicate-sentences";
import type { Label } from "../../src/common/label";
import { atOnce } from "../../src/common/steps";
import { copiesOf } from "../../src/dataset/copies";
import type { Sample, Split } from "../../src/dataset/sample";
import { splitSamples } from "../../src/dataset/split";
import { leakageOf } from "../../src/duplicates/leakage";
import {
  harmOf,
  keyOf,
  type NearContents,
  type Pair,
  pairsOf,
  pairsToJson,
  sparesOf,
} from "../../src/duplicates/pairs";

const sample = (id: number, hash: string, label: Label = "female", split?: Split): Sample => ({
  id,
  hash,
  label,
  split,
  path: `${split ?? "all"}/${label}/${id}.jpg`,
  file: undefined,
});

const near = (a: string, b: string, distance = 7, isMirrored = false): NearContents => ({
  a,
  b,
  distance,
  isMirrored,
});

/** Pairs of samples with splits named by folders; those without one are training photos. */
function pairs(samples: readonly Sample[], contents: readonly NearContents[] = []): Pair[] {
  const { conflicts, duplicates, usable } = atOnce(copiesOf(samples));
  const splits = new Map(usable.map(({ id, split = "train" }) => [id, split]));
  return atOnce(pairsOf({ samples, splits, conflicts, duplicates }, contents));
}

const brief = ({ a, b, kind }: Pair) => `${a.sample.id} ${b.sample.id} ${kind}`;

describe("pairs of photos", () => {
  it("are copies by bytes and near-duplicates by appearance", () => {
    const found = pairs(
      [sample(1, "x"), sample(2, "y"), sample(3, "x"), sample(4, "z")],
      [near("y", "z", 12, true)],
    );
    expect(found.map(brief)).toEqual(["1 3 copy", "2 4 near"]);
    expect(found.map(({ distance, isMirrored }) => [distance, isMirrored])).toEqual([
      [0, false],
      [12, true],
    ]);
    expect(pairs([sample(1, "x"), sample(2, "y")])).toEqual([]);
  });

  it("tell whether the labels differ, for copies and near-duplicates", () => {
    const found = pairs(
      [
        sample(1, "x"),
        sample(2, "x", "male"),
        sample(3, "y"),
        sample(4, "z", "male"),
        sample(5, "w", "male"),
      ],
      [near("y", "z"), near("z", "w")],
    );
    expect(found.map((pair) => [brief(pair), pair.hasDifferentLabels])).toEqual([
      ["1 2 copy", true],
      ["3 4 near", true],
      ["4 5 near", false],
    ]);
  });

  it("tell whether they cross the split", () => {
    const found = pairs(
      [
        sample(1, "x", "female", "train"),
        sample(2, "x", "female", "test"),
        sample(3, "y", "male", "val"),
        sample(4, "z", "male"),
        sample(5, "w", "male", "val"),
      ],
      [near("y", "z"), near("y", "w")],
    );
    expect(found.map((pair) => [brief(pair), pair.isAcrossSplit])).toEqual([
      ["1 2 copy", true],
      ["3 4 near", true],
      ["3 5 near", false],
    ]);
    expect(found[0]?.b.part).toBe("test");
  });

  it("of one file with both labels have no split, unless folders name one", () => {
    const [loose] = pairs([sample(1, "x"), sample(2, "x", "male")]);
    expect([loose?.a.part, loose?.b.part, loose?.isAcrossSplit]).toEqual([undefined, undefined, false]);
    const [placed] = pairs([sample(1, "x", "female", "train"), sample(2, "x", "male", "test")]);
    expect(placed?.isAcrossSplit).toBe(true);
  });

  it("are sorted by harm, then copies first, then by similarity, then by id", () => {
    const found = pairs(
      [
        sample(1, "a"),
        sample(2, "b"),
        sample(3, "c", "female", "val"),
        sample(4, "d", "male"),
        sample(5, "e"),
        sample(6, "e"),
        sample(7, "f"),
        sample(8, "g"),
        sample(9, "c", "female", "train"),
      ],
      [near("f", "g", 2), near("a", "b", 2), near("b", "f", 1), near("a", "c", 9), near("a", "d", 30)],
    );
    expect(found.map((pair) => `${harmOf(pair)}: ${brief(pair)}`)).toEqual([
      "labels: 1 4 near",
      "split: 3 9 copy",
      "split: 1 3 near",
      "none: 5 6 copy",
      "none: 2 7 near",
      "none: 1 2 near",
      "none: 7 8 near",
      "none: 1 9 near",
    ]);
  });

  it("of three copies are all three, and of hundreds do not grow quadratically", () => {
    const group = (count: number) => Array.from({ length: count }, (_none, id) => sample(id, "x"));
    expect(pairs(group(3)).map(brief)).toEqual(["0 1 copy", "0 2 copy", "1 2 copy"]);
    const many = pairs(group(300));
    expect(many.length).toBeLessThan(4 * 300);
    const paired = new Set(many.flatMap(({ a, b }) => [a.sample.id, b.sample.id]));
    expect(paired.size).toBe(300);
  });

  it("of many copies with both labels pair each with one of the other label", () => {
    const group = Array.from({ length: 20 }, (_none, id) => sample(id, "x", id < 10 ? "female" : "male"));
    const disputed = pairs(group).filter((pair) => pair.hasDifferentLabels);
    expect(new Set(disputed.flatMap(({ a, b }) => [a.sample.id, b.sample.id])).size).toBe(20);
  });

  it("do not depend on the order of their photos, and are paths and kind in JSON", () => {
    const [pair] = pairs([sample(12, "x"), sample(3, "y")], [near("x", "y")]);
    if (pair === undefined) throw new Error("There is no pair.");
    expect(keyOf(pair)).toBe(keyOf({ ...pair, a: pair.b, b: pair.a }));
    expect(pairsToJson([pair])).toEqual([{ a: "all/female/12.jpg", b: "all/female/3.jpg", kind: "near" }]);
  });
});

describe("one of each pair", () => {
  it("is removed so that no pair remains, keeping validation and test photos", () => {
    const found = pairs(
      [
        sample(1, "x"),
        sample(2, "x", "female", "test"),
        sample(3, "y", "male"),
        sample(4, "z", "male"),
        sample(5, "w", "male"),
        sample(6, "v", "female", "val"),
      ],
      [near("y", "z"), near("z", "w"), near("x", "v")],
    );
    const spares = sparesOf(found);
    expect(spares.has(2)).toBe(false);
    expect(spares.has(1)).toBe(true);
    for (const { a, b } of found) expect(spares.has(a.sample.id) || spares.has(b.sample.id)).toBe(true);
    expect(spares.size).toBeLessThan(found.length);
  });

  it("is not chosen if the labels differ", () => {
    expect(sparesOf(pairs([sample(1, "x"), sample(2, "x", "male")])).size).toBe(0);
  });
});

describe("leaked photos", () => {
  const samples = [
    sample(1, "a", "female", "train"),
    sample(2, "a", "female", "test"),
    sample(3, "b", "female", "test"),
    sample(4, "c", "male", "test"),
    sample(5, "d", "male", "val"),
    sample(6, "e", "male", "test"),
  ];
  const splits = atOnce(splitSamples(samples, { validationShare: 0.2, seed: 1 }));
  const leaked = (part: "val" | "test", contents: readonly NearContents[], paths: readonly string[] = []) =>
    atOnce(leakageOf({ samples, splits }, part, paths, contents));

  it("are copies at once, and near-duplicates after the comparison", () => {
    expect(leaked("test", [])).toEqual({ copies: 1, near: 0, otherLabel: 0 });
    expect(leaked("test", [near("b", "a")])).toEqual({ copies: 1, near: 1, otherLabel: 0 });
    expect(leaked("val", [near("b", "a")])).toEqual({ copies: 0, near: 0, otherLabel: 0 });
  });

  it("count once, however many training photos they match", () => {
    expect(leaked("test", [near("a", "b"), near("b", "a")]).near).toBe(1);
  });

  it("are distinguished by their training label", () => {
    expect(leaked("test", [near("a", "c"), near("a", "b")])).toEqual({ copies: 1, near: 2, otherLabel: 1 });
  });

  it("exclude matches within the same split, and photos that were not evaluated", () => {
    expect(leaked("test", [near("d", "e"), near("e", "c")])).toEqual({ copies: 1, near: 0, otherLabel: 0 });
    expect(leaked("test", [near("a", "b")], ["test/female/3.jpg"])).toEqual({
      copies: 0,
      near: 1,
      otherLabel: 0,
    });
  });
});

describe("sentences", () => {
  it("describe the two photos of a pair", () => {
    expect(likeness({ kind: "copy", isMirrored: false })).toBe("The same file");
    expect(likeness({ kind: "near", isMirrored: false })).toBe("Nearly the same");
    expect(likeness({ kind: "near", isMirrored: true })).toBe("Nearly the same, mirrored");
    expect(aboutPairs("split").title).toBe("On two sides of the split");
  });

  it("summarise all pairs", () => {
    expect(summary([], false)).toBe("No duplicates found.");
    expect(summary([], true)).toBe("No duplicates left.");
    expect(summary(pairs([sample(1, "x"), sample(2, "x")]), true)).toBe("One pair of photos.");
    const both = pairs([
      sample(1, "x", "female", "train"),
      sample(2, "x", "male", "test"),
      sample(3, "x", "female", "train"),
    ]);
    expect(summary(both, true)).toBe(
      "3 pairs of photos, 2 under different labels, 2 on two sides of the split.",
    );
  });

  it("list what was not compared", () => {
    const whole = { near: [], isWhole: true, contents: new Set<string>(), absent: 0, broken: 0 };
    expect(gaps(whole)).toEqual([]);
    expect(gaps({ ...whole, absent: 1, broken: 2 })).toEqual([
      "1 photo is missing: compared by its bytes only.",
      "2 photos cannot be opened: compared by their bytes only.",
    ]);
    expect(gaps({ ...whole, isWhole: false })[0]).toMatch(/^There are too many pairs to list/);
  });

  it.each([
    [1, 0, "1 of these photos was also used for training: the metrics look better than they are."],
    [3, 0, "3 of these photos were also used for training: the metrics look better than they are."],
    [
      0,
      1,
      "A near-duplicate of one of these photos was also used for training: the metrics look better than they are.",
    ],
    [
      0,
      2,
      "Near-duplicates of 2 of these photos were also used for training: the metrics look better than they are.",
    ],
    [
      1,
      2,
      "3 of these photos, or near-duplicates of them, were also used for training: the metrics look better than they are.",
    ],
  ])("about figures that rest on %i copies and %i others", (copies, near, sentence) => {
    const [said] = leakCautions({ copies, near, otherLabel: 0 });
    expect(said).toBe(`${sentence} “Are there duplicates?” below shows which.`);
  });

  it("warn about metrics only with leaks, and mention other labels", () => {
    expect(leakCautions(undefined)).toEqual([]);
    expect(leakCautions({ copies: 0, near: 0, otherLabel: 0 })).toEqual([]);
    expect(leakCautions({ copies: 0, near: 2, otherLabel: 1 })[0]).toMatch(
      /used for training, 1 of them with the other label: the metrics say little/,
    );
  });
});
