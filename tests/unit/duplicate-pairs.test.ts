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

/** Pairs of samples that have their parts by folders; those without one are training photos. */
function pairs(samples: readonly Sample[], contents: readonly NearContents[] = []): Pair[] {
  const { conflicts, duplicates, usable } = atOnce(copiesOf(samples));
  const splits = new Map(usable.map(({ id, split = "train" }) => [id, split]));
  return atOnce(pairsOf({ samples, splits, conflicts, duplicates }, contents));
}

const brief = ({ a, b, kind }: Pair) => `${a.sample.id} ${b.sample.id} ${kind}`;

describe("pairs of photos", () => {
  it("are copies by their bytes and others by their look, and nothing else", () => {
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

  it("say whether the labels differ, whichever way they are alike", () => {
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

  it("say whether they lie on two sides of the split", () => {
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

  it("of the same file under both labels lie nowhere, unless folders say so", () => {
    const [loose] = pairs([sample(1, "x"), sample(2, "x", "male")]);
    expect([loose?.a.part, loose?.b.part, loose?.isAcrossSplit]).toEqual([undefined, undefined, false]);
    const [placed] = pairs([sample(1, "x", "female", "train"), sample(2, "x", "male", "test")]);
    expect(placed?.isAcrossSplit).toBe(true);
  });

  it("come in the order of the harm that they do, then copies, then the most alike, then as they were met", () => {
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

  it("of a photo that is there three times are all three, and of hundreds no square", () => {
    const group = (count: number) => Array.from({ length: count }, (_none, id) => sample(id, "x"));
    expect(pairs(group(3)).map(brief)).toEqual(["0 1 copy", "0 2 copy", "1 2 copy"]);
    const many = pairs(group(300));
    expect(many.length).toBeLessThan(4 * 300);
    const paired = new Set(many.flatMap(({ a, b }) => [a.sample.id, b.sample.id]));
    expect(paired.size).toBe(300);
  });

  it("of many copies under both labels show each copy with one of the other label", () => {
    const group = Array.from({ length: 20 }, (_none, id) => sample(id, "x", id < 10 ? "female" : "male"));
    const disputed = pairs(group).filter((pair) => pair.hasDifferentLabels);
    expect(new Set(disputed.flatMap(({ a, b }) => [a.sample.id, b.sample.id])).size).toBe(20);
  });

  it("are the same pair whichever comes first, and as JSON are paths and kind", () => {
    const [pair] = pairs([sample(12, "x"), sample(3, "y")], [near("x", "y")]);
    if (pair === undefined) throw new Error("There is no pair.");
    expect(keyOf(pair)).toBe(keyOf({ ...pair, a: pair.b, b: pair.a }));
    expect(pairsToJson([pair])).toEqual([{ a: "all/female/12.jpg", b: "all/female/3.jpg", kind: "near" }]);
  });
});

describe("one of each pair", () => {
  it("is left out so that no pair is left, and what is checked with stays", () => {
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

  it("is not chosen where the labels differ", () => {
    expect(sparesOf(pairs([sample(1, "x"), sample(2, "x", "male")])).size).toBe(0);
  });
});

describe("photos to check with that were learned from", () => {
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

  it("are copies at once, and others once they were compared", () => {
    expect(leaked("test", [])).toEqual({ copies: 1, near: 0, otherLabel: 0 });
    expect(leaked("test", [near("b", "a")])).toEqual({ copies: 1, near: 1, otherLabel: 0 });
    expect(leaked("val", [near("b", "a")])).toEqual({ copies: 0, near: 0, otherLabel: 0 });
  });

  it("count once, however many training photos they are like", () => {
    expect(leaked("test", [near("a", "b"), near("b", "a")]).near).toBe(1);
  });

  it("are told apart by the label that they were learned under", () => {
    expect(leaked("test", [near("a", "c"), near("a", "b")])).toEqual({ copies: 1, near: 2, otherLabel: 1 });
  });

  it("are not those that only look like other photos to check with, nor others than were checked", () => {
    expect(leaked("test", [near("d", "e"), near("e", "c")])).toEqual({ copies: 1, near: 0, otherLabel: 0 });
    expect(leaked("test", [near("a", "b")], ["test/female/3.jpg"])).toEqual({
      copies: 0,
      near: 1,
      otherLabel: 0,
    });
  });
});

describe("what is said", () => {
  it("about the two photos of a pair", () => {
    expect(likeness({ kind: "copy", isMirrored: false })).toBe("The same file");
    expect(likeness({ kind: "near", isMirrored: false })).toBe("Nearly the same");
    expect(likeness({ kind: "near", isMirrored: true })).toBe("Nearly the same, mirrored");
    expect(aboutPairs("split").title).toBe("On two sides of the split");
  });

  it("about all pairs", () => {
    expect(summary([], false)).toBe("No photo is there twice.");
    expect(summary([], true)).toBe("No photo is there twice any more.");
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

  it("about what was not compared", () => {
    const whole = { near: [], isWhole: true, contents: new Set<string>(), absent: 0, broken: 0 };
    expect(gaps(whole)).toEqual([]);
    expect(gaps({ ...whole, absent: 1, broken: 2 })).toEqual([
      "1 photo that is not here: compared by the bytes only.",
      "2 photos that cannot be opened: compared by the bytes only.",
    ]);
    expect(gaps({ ...whole, isWhole: false })[0]).toMatch(/^There are more pairs than/);
  });

  it.each([
    [1, 0, "1 of these photos was also learned from: the figures are too kind."],
    [3, 0, "3 of these photos were also learned from: the figures are too kind."],
    [0, 1, "A photo nearly the same as one of these was also learned from: the figures are too kind."],
    [0, 2, "Photos nearly the same as 2 of these were also learned from: the figures are too kind."],
    [1, 2, "3 of these photos, or nearly the same ones, were also learned from: the figures are too kind."],
  ])("about figures that rest on %i copies and %i others", (copies, near, sentence) => {
    const [said] = leakCautions({ copies, near, otherLabel: 0 });
    expect(said).toBe(`${sentence} “Is a photo there twice?” below shows which.`);
  });

  it("about figures that rest on nothing of the kind, or on photos of the other label", () => {
    expect(leakCautions(undefined)).toEqual([]);
    expect(leakCautions({ copies: 0, near: 0, otherLabel: 0 })).toEqual([]);
    expect(leakCautions({ copies: 0, near: 2, otherLabel: 1 })[0]).toMatch(
      /learned from, 1 of them under the other label: the figures say little/,
    );
  });
});
