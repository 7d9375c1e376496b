import { describe, expect, it } from "vitest";
import { LABELS, type Label } from "../../src/common/label";
import { createRandom } from "../../src/common/random";
import { atOnce } from "../../src/common/steps";
import type { Sample, Split } from "../../src/dataset/sample";
import { type SplitOptions, splitSamples as stepsOfSplit } from "../../src/dataset/split";

const BLOB = new Blob(["x"]);

function sample(id: number, label: Label, hash = `${label}${id}`, split?: Split): Sample {
  return { id, label, hash, split, path: `${label}/${id}.jpg`, file: BLOB };
}

function many(counts: Record<Label, number>): Sample[] {
  let id = 0;
  return LABELS.flatMap((label) => Array.from({ length: counts[label] }, () => sample(id++, label)));
}

function splitSamples(samples: readonly Sample[], options: SplitOptions): ReadonlyMap<number, Split> {
  return atOnce(stepsOfSplit(samples, options));
}

function inVal(samples: readonly Sample[], splits: ReadonlyMap<number, Split>): Sample[] {
  return samples.filter(({ id }) => splits.get(id) === "val");
}

function count(samples: readonly Sample[], label: Label): number {
  return samples.filter((one) => one.label === label).length;
}

describe("splitSamples", () => {
  it("draws the share per label", () => {
    const samples = many({ female: 400, male: 61 });
    const val = inVal(samples, splitSamples(samples, { validationShare: 0.2, seed: 1 }));
    expect([count(val, "female"), count(val, "male")]).toEqual([80, 12]);
  });

  it("depends on the seed and not on the order or the ids", () => {
    const samples = many({ female: 50, male: 50 });
    const hashes = (from: Sample[], seed: number) =>
      inVal(from, splitSamples(from, { validationShare: 0.2, seed }))
        .map(({ hash }) => hash)
        .sort();
    const shuffled = createRandom(9, "order")
      .shuffle([...samples])
      .map((one, id) => ({ ...one, id: 1000 + id }));
    expect(hashes(shuffled, 1)).toEqual(hashes(samples, 1));
    expect(hashes(samples, 2)).not.toEqual(hashes(samples, 1));
  });

  it("keeps all copies of a photo on one side", () => {
    const samples = Array.from({ length: 90 }, (_, id) => {
      const label = LABELS[id % 2] ?? "female";
      return sample(id, label, `${label}${id % 30}`);
    });
    const splits = splitSamples(samples, { validationShare: 0.3, seed: 3 });
    for (const { hash } of samples) {
      expect(new Set(samples.filter((one) => one.hash === hash).map(({ id }) => splits.get(id))).size).toBe(
        1,
      );
    }
    expect(inVal(samples, splits)).toHaveLength(30);
  });

  it("puts at least one of two photos of a label on each side, for any share", () => {
    for (const share of [0, 0.01, 0.5, 0.99, 1]) {
      const samples = many({ female: 2, male: 3 });
      const splits = splitSamples(samples, { validationShare: share, seed: 1 });
      for (const label of LABELS) {
        const mine = samples.filter((one) => one.label === label).map(({ id }) => splits.get(id));
        expect(new Set(mine)).toEqual(new Set(["train", "val"]));
      }
    }
  });

  it("keeps a label's only photo for training", () => {
    const samples = many({ female: 1, male: 10 });
    expect(splitSamples(samples, { validationShare: 0.5, seed: 1 }).get(0)).toBe("train");
  });

  it("does not change named splits", () => {
    const samples = [
      ...many({ female: 10, male: 10 }),
      sample(100, "male", "a", "val"),
      sample(101, "female", "b", "test"),
    ];
    const splits = splitSamples(samples, { validationShare: 0.2, seed: 1 });
    expect(splits.get(100)).toBe("val");
    expect(splits.get(101)).toBe("test");
    expect(inVal(samples, splits)).toHaveLength(1);
  });

  it("also draws from named training photos, never from test photos", () => {
    const samples = Array.from({ length: 40 }, (_, id) =>
      sample(id, LABELS[id % 2] ?? "female", `${id}`, id < 20 ? "train" : "test"),
    );
    const splits = splitSamples(samples, { validationShare: 0.2, seed: 1 });
    expect(inVal(samples, splits)).toHaveLength(4);
    for (const { id } of samples.slice(20)) expect(splits.get(id)).toBe("test");
  });

  it("holds out the photos with the lowest lots, for any number of photos and copies", () => {
    for (const count of [3, 40, 3000]) {
      const samples = Array.from({ length: count }, (_, id) =>
        sample(id, LABELS[id % 2] ?? "female", `${id % 2} ${id % 1000}`),
      );
      for (const seed of [0, 1, 99]) {
        const expected = LABELS.flatMap((label) => {
          const hashes = [...new Set(samples.filter((one) => one.label === label).map(({ hash }) => hash))];
          const lots = hashes.map((hash) => ({ hash, lot: createRandom(seed, `split ${hash}`).next() }));
          lots.sort((a, b) => a.lot - b.lot || (a.hash < b.hash ? -1 : 1));
          const kept = lots.length < 2 ? 0 : Math.max(1, Math.round(lots.length * 0.2));
          return lots.slice(0, kept).map(({ hash }) => hash);
        });
        const val = inVal(samples, splitSamples(samples, { validationShare: 0.2, seed }));
        expect(new Set(val.map(({ hash }) => hash))).toEqual(new Set(expected));
      }
    }
  });

  it("returns an empty split for no photos", () => {
    expect(splitSamples([], { validationShare: 0.2, seed: 1 }).size).toBe(0);
  });
});
