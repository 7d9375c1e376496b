import { describe, expect, it } from "vitest";
import { LABELS, type Label } from "../../src/common/label";
import { atOnce } from "../../src/common/steps";
import { copiesOf } from "../../src/dataset/copies";
import { absence, countSamples, type Finding, factsOf, findingsOf, leaks } from "../../src/dataset/findings";
import { DRAWN_FOLDER, type Sample, type Split } from "../../src/dataset/sample";
import { splitSamples } from "../../src/dataset/split";

const BLOB = new Blob(["x"]);
let nextId = 0;

function sample(label: Label, hash = `unique ${nextId}`, split?: Split): Sample {
  const id = nextId++;
  return { id, label, hash, split, path: `${label}/${hash}.jpg`, file: BLOB };
}

function many(counts: Record<Label, number>, split?: Split): Sample[] {
  return LABELS.flatMap((label) =>
    Array.from({ length: counts[label] }, () => sample(label, undefined, split)),
  );
}

function findings(samples: Sample[]): readonly Finding[] {
  const copies = atOnce(copiesOf(samples));
  const splits = atOnce(splitSamples(copies.usable, { validationShare: 0.2, seed: 1 }));
  return findingsOf(atOnce(factsOf(samples, copies, splits)), copies);
}

function texts(samples: Sample[], kind: Finding["kind"]): string[] {
  return findings(samples).flatMap((finding) => (finding.kind === kind ? [finding.text] : []));
}

describe("photos missing from a project", () => {
  it("are reported, with whether they can be trained on", () => {
    expect(absence(0, 0)).toBeUndefined();
    expect(absence(100, 0)).toEqual({
      kind: "note",
      text: "100 photos are missing, but their cached features are enough for training. Drop the folder to see the photos again.",
    });
    expect(absence(100, 1)).toEqual({
      kind: "warning",
      text: "1 photo is missing, and the selected backbone has no cached features for it: before training, drop the folder or choose the backbone used before.",
    });
  });
});

describe("a data set without problems", () => {
  it("has no findings", () => {
    expect(findings(many({ female: 100, male: 120 }))).toEqual([]);
    expect(findings([...many({ female: 90, male: 90 }), ...many({ female: 30, male: 30 }, "val")])).toEqual(
      [],
    );
  });

  it("is counted by split and label", () => {
    const samples = [...many({ female: 10, male: 20 }), ...many({ female: 3, male: 4 }, "test")];
    const splits = atOnce(splitSamples(samples, { validationShare: 0.2, seed: 1 }));
    expect(atOnce(countSamples(samples, splits))).toEqual({
      train: { female: 8, male: 16 },
      val: { female: 2, male: 4 },
      test: { female: 3, male: 4 },
    });
  });
});

describe("blockers", () => {
  it("no photos", () => {
    const text = "There are no usable photos yet: drop a folder named female and one named male.";
    expect(findings([])).toEqual([{ kind: "blocker", text }]);
  });

  it("one label only", () => {
    expect(texts(many({ female: 0, male: 50 }), "blocker")).toEqual([
      "There is no female photo to train on, and training needs both labels: add photos in a folder named female.",
    ]);
    expect(findings(many({ female: 0, male: 50 }))).toHaveLength(1);
  });

  it("one photo of a label, copies not counted", () => {
    const samples = [...many({ female: 0, male: 50 }), sample("female", "one"), sample("female", "one")];
    expect(texts(samples, "blocker")).toEqual([
      "There is only one female photo, and training needs at least two of each label, one for training and one for validation: add photos in a folder named female.",
    ]);
  });

  it("test photos only", () => {
    expect(texts(many({ female: 9, male: 9 }, "test"), "blocker")).toEqual([
      "All photos are test photos, so there are none to train on: add photos outside the folder named test.",
    ]);
  });

  it("a split without one of the labels", () => {
    const samples = [...many({ female: 5, male: 5 }), ...many({ female: 0, male: 5 }, "val")];
    expect(texts(samples, "blocker")).toEqual([
      "There is no female validation photo: add some to the validation photos, in a folder named female.",
    ]);
    const other = [...many({ female: 0, male: 5 }), ...many({ female: 5, male: 5 }, "val")];
    expect(texts(other, "blocker")).toEqual([
      "There is no female training photo: add some to the training photos, in a folder named female.",
    ]);
  });
});

describe("warnings", () => {
  it("five photos in total, enough to train on", () => {
    expect(findings(many({ female: 2, male: 3 }))).toEqual([
      {
        kind: "warning",
        text: "5 photos in total (3 male, 2 female), 2 of them for validation: too few for reliable metrics.",
      },
    ]);
  });

  it("few validation photos despite many training photos", () => {
    const samples = [...many({ female: 600, male: 600 }), ...many({ female: 3, male: 3 }, "val")];
    expect(texts(samples, "warning")).toEqual([
      "1,206 photos in total (603 male, 603 female), 6 of them for validation: too few for reliable metrics.",
    ]);
  });

  it("imbalance below one in three", () => {
    expect(texts(many({ female: 38, male: 412 }), "warning")).toEqual([
      "412 male, 38 female: results for female photos will be less certain.",
    ]);
    expect(texts(many({ female: 1234, male: 400 }), "warning")).toEqual([
      "1,234 female, 400 male: results for male photos will be less certain.",
    ]);
    expect(texts(many({ female: 100, male: 300 }), "warning")).toEqual([]);
  });

  it("a photo in both training and validation", () => {
    const shared = sample("male", "shared");
    const samples = [...many({ female: 60, male: 60 }), shared, sample("male", "shared", "test")];
    samples.push(...many({ female: 5, male: 5 }, "test"));
    expect(texts(samples, "warning")).toEqual([
      "1 photo is in more than one of training, validation and test: the metrics will look better than they are.",
    ]);
  });

  it("counts copies, as the rest of the page does", () => {
    const samples = [
      ...many({ female: 10, male: 100 }),
      sample("female", "twice"),
      sample("female", "twice"),
    ];
    expect(texts(samples, "warning")[0]).toBe(
      "100 male, 12 female: results for female photos will be less certain.",
    );
  });

  it("drawn faces among photos", () => {
    const drawings = many({ female: 100, male: 100 }).map((drawing) => ({
      ...drawing,
      path: `${DRAWN_FOLDER}/${drawing.path}`,
    }));
    expect(texts(drawings, "warning")).toEqual([]);
    expect(texts([...drawings, ...many({ female: 21, male: 21 })], "warning")).toEqual([
      "200 of 242 photos are drawn faces: metrics on them say nothing about real faces.",
    ]);
  });

  it("a test split with one label", () => {
    const samples = [...many({ female: 60, male: 60 }), ...many({ female: 0, male: 5 }, "test")];
    expect(texts(samples, "warning")).toEqual([
      "All test photos are male: they cannot show how well the model separates the labels.",
    ]);
  });

  it("a photo with both labels, which is not counted", () => {
    const samples = [...many({ female: 60, male: 60 }), sample("male", "both"), sample("female", "both")];
    expect(texts(samples, "warning")).toEqual([
      "One photo has both labels (female/both.jpg and male/both.jpg): no copy of it is used until you choose the right one.",
    ]);
    samples.push(sample("male", "more"), sample("female", "more"));
    expect(texts(samples, "warning")[0]).toMatch(/^2 photos have both labels \(for example female\/both.jpg/);
  });
});

describe("notes", () => {
  it("copies", () => {
    const samples = [...many({ female: 60, male: 60 }), sample("male", "twice"), sample("male", "twice")];
    expect(findings(samples)).toEqual([
      {
        kind: "note",
        text: "1 photo is included more than once; the automatic split keeps all copies of a photo on one side.",
      },
    ]);
  });
});

describe("groups of samples with the same bytes", () => {
  const samples = [
    sample("male", "a"),
    sample("female", "a"),
    sample("male", "a"),
    sample("male", "b", "train"),
    sample("male", "b", "val"),
    sample("female", "c"),
    sample("female", "c"),
    sample("female", "d"),
  ];

  it("distinguishes conflicts, copies and leaks", () => {
    const copies = atOnce(copiesOf(samples));
    expect(copies.conflicts.map(({ hash, female, male }) => [hash, female.length, male.length])).toEqual([
      ["a", 1, 2],
    ]);
    expect(copies.usable.map(({ hash }) => hash)).toEqual(["b", "b", "c", "c", "d"]);
    expect(copies.duplicates.map(([first]) => first?.hash)).toEqual(["b", "c"]);
    expect(leaks(copies, new Map()).map(([first]) => first?.hash)).toEqual(["b"]);
  });
});
