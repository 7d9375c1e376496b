import { describe, expect, it } from "vitest";
import { type DoubtedPhotos, doubtedOf } from "../../src/app/results/labels/doubted";
import {
  backboneSentence,
  doubtAgain,
  doubtSentence,
  doubtWords,
  keptSentence,
  wrongSentence,
} from "../../src/app/results/labels/label-sentences";
import type { LabelCheck } from "../../src/app/session/label-check";
import { doubtsOf } from "../../src/crossvalidation/doubts";
import { summarise } from "../../src/crossvalidation/summary";
import type { Sample } from "../../src/dataset/sample";
import { femaleScores } from "../../src/metrics/probability";
import { aModel } from "../a-model";

const BACKBONE = { info: aModel().backbone, isFromBefore: false, mayHaveSeen: false };

/** A label check of photos with these probabilities of "female"; the last two have the label male. */
function checkOf(scores: readonly number[]): LabelCheck {
  const samples = scores.map((_score, id): Sample => {
    const label = id < scores.length - 2 ? "female" : "male";
    return { path: `${id}.jpg`, hash: `hash ${id}`, label, id, file: undefined, split: undefined };
  });
  const labels = Uint8Array.from(samples, ({ label }) => (label === "female" ? 0 : 1));
  return {
    ...summarise([{ accuracy: 0.9, rocAuc: 0.9 }]),
    samples,
    given: samples,
    labels,
    scores: femaleScores<never>(Float32Array.from(scores)),
    doubts: doubtsOf(labels, femaleScores<never>(Float32Array.from(scores))),
    backbone: BACKBONE,
  };
}

describe("photos with a suspect label", () => {
  // Females average 0.6 for female, males 0.9 for male: only the second photo clearly has the other label.
  const check = checkOf([0.9, 0.05, 0.4, 0.85, 0.8, 0.125, 0.075]);
  const paths = ({ open }: DoubtedPhotos) => open.map(({ sample }) => sample.path);

  it("are sorted by doubt, with the probably wrong ones marked", () => {
    const { open, confirmed } = doubtedOf(check, new Set());
    expect(open.map(({ sample, isIssue }) => [sample.path, isIssue])).toEqual([
      ["1.jpg", true],
      ["2.jpg", false],
    ]);
    expect(open[0]?.doubt).toBeCloseTo(0.95, 6);
    expect(confirmed).toEqual([]);
  });

  it("exclude confirmed ones, unless relabelled since", () => {
    const kept = new Set(["hash 1 female", "hash 2 male"]);
    const found = doubtedOf(check, kept);
    expect(paths(found)).toEqual(["2.jpg"]);
    expect(found.confirmed.map(({ path }) => path)).toEqual(["1.jpg"]);
  });
});

describe("sentences about suspect labels", () => {
  it("counts them, and says how many are probably wrong", () => {
    expect(doubtSentence(23, 1800)).toBe("The model disagrees with the label of 23 of 1,800 photos.");
    expect(doubtSentence(0, 800)).toBe("The model agrees with the labels of all 800 photos.");
    expect(wrongSentence({ wrong: { female: 7, male: 16 } }, 62)).toMatch(
      /^About 23 labels are probably wrong \(7 that say female, 16 that say male\)\. In the other cases the model is probably wrong/,
    );
    expect(wrongSentence({ wrong: { female: 0, male: 1 } }, 3)).toMatch(
      /^About 1 label is .*\(1 that says male\)/,
    );
    expect(wrongSentence({ wrong: { female: 0, male: 0 } }, 3)).toMatch(
      /^Probably none of these labels is wrong/,
    );
    expect(wrongSentence({ wrong: { female: 0, male: 0 } }, 0)).toBe(
      "To the model, every photo looks the way its label says.",
    );
  });

  it("names the other label and its probability", () => {
    expect(doubtWords("female", 0.968)).toBe("looks male, 97 %");
    expect(doubtWords("male", 0.999)).toBe("looks female, over 99 %");
    expect([keptSentence(1), doubtAgain(1)]).toEqual(["You kept 1 label.", "Show it again"]);
    expect([keptSentence(3), doubtAgain(3)]).toEqual(["You kept 3 labels.", "Show them again"]);
  });

  it("mentions another backbone or unknown training photos", () => {
    expect(backboneSentence(BACKBONE)).toBeUndefined();
    expect(backboneSentence({ ...BACKBONE, isFromBefore: true })).toMatch(/the original network/);
    expect(backboneSentence({ ...BACKBONE, mayHaveSeen: true })).toMatch(/does not know which photos/);
  });
});
