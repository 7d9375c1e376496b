import { describe, expect, it } from "vitest";
import { femaleProbability, femaleScores } from "../../src/metrics/probability";
import { comparisonOf, rightAnswers } from "../../src/models/comparison";
import { LIKELIER } from "../../src/models/decision";
import type { Evaluation } from "../../src/models/model";
import { aModel } from "../a-model";

/** Photos by name, each with its label and the probability of "female". */
function evaluation(
  ...photos: readonly (readonly [path: string, label: 0 | 1, female: number])[]
): Evaluation<never> {
  return {
    paths: photos.map(([path]) => path),
    labels: Uint8Array.from(photos, ([, label]) => label),
    scores: femaleScores<never>(Float32Array.from(photos, ([, , female]) => female)),
  };
}

const AB = evaluation(["a", 0, 0.9], ["b", 1, 0.8]);
const BA = evaluation(["b", 1, 0.2], ["a", 0, 0.7]);
const CD = evaluation(["c", 0, 0.9], ["d", 1, 0.1]);
const sideOf = (of: Evaluation<never>, decision = LIKELIER) =>
  ({ part: "val", evaluation: of, decision }) as const;
const RELABELLED = evaluation(["a", 1, 0.9], ["b", 1, 0.8]);

/** An imported evaluation, without photos. */
const fromFile = (labels: readonly number[]): Evaluation<never> => ({
  paths: [],
  labels: Uint8Array.from(labels),
  scores: femaleScores<never>(new Float32Array(labels.length)),
});

describe("comparison of two models", () => {
  it("uses the same photos, in any order", () => {
    const comparison = comparisonOf(
      aModel({ evaluations: { val: AB } }),
      aModel({ evaluations: { val: BA } }),
    );
    expect(comparison.photos).toBe("same");
    expect(comparison.sides.map((side) => side?.part)).toEqual(["val", "val"]);
  });

  it("uses the split with the same photos, even if the test photos differ", () => {
    const comparison = comparisonOf(
      aModel({ evaluations: { val: AB, test: CD } }),
      aModel({ evaluations: { test: BA } }),
    );
    expect(comparison).toEqual({
      sides: [sideOf(AB), { ...sideOf(BA), part: "test" }],
      photos: "same",
    });
  });

  it("prefers test photos if no split has the same photos", () => {
    const comparison = comparisonOf(
      aModel({ evaluations: { val: AB, test: CD } }),
      aModel({ evaluations: { val: evaluation(["e", 0, 0.1], ["f", 1, 0.1]) } }),
    );
    expect(comparison.photos).toBe("different");
    expect(comparison.sides.map((side) => side?.part)).toEqual(["test", "val"]);
  });

  it("counts photos that had another label", () => {
    const comparison = comparisonOf(
      aModel({ evaluations: { val: AB } }),
      aModel({ evaluations: { val: RELABELLED } }),
    );
    expect(comparison.photos).toBe("relabelled");
  });

  it("requires equal labels if the photos are unknown", () => {
    const photosOf = (one: Evaluation<never>, other: Evaluation<never>) =>
      comparisonOf(aModel({ evaluations: { val: one } }), aModel({ evaluations: { val: other } })).photos;
    expect(photosOf(fromFile([0, 1]), fromFile([0, 1]))).toBe("same");
    expect(photosOf(fromFile([0, 1]), fromFile([1, 0]))).toBe("different");
    expect(photosOf(fromFile([0, 1]), fromFile([0, 1, 1]))).toBe("different");
    expect(photosOf(fromFile([0, 1]), AB)).toBe("different");
  });

  it("works if one or both models were never evaluated", () => {
    const [checked, unchecked] = [aModel({ evaluations: { val: AB } }), aModel()];
    expect(comparisonOf(checked, unchecked)).toEqual({
      sides: [sideOf(AB), undefined],
      photos: undefined,
    });
    expect(comparisonOf(unchecked, unchecked)).toEqual({ sides: [undefined, undefined], photos: undefined });
  });
});

it("counts correct predictions photo by photo", () => {
  // a: both right; b: only the second.
  expect(rightAnswers(sideOf(AB), sideOf(BA))).toEqual({ both: 1, onlyOne: 0, onlyOther: 1 });
  expect(rightAnswers(sideOf(BA), sideOf(AB))).toEqual({ both: 1, onlyOne: 1, onlyOther: 0 });
  // From 0.85 on, the first model also classifies b as male.
  const stricter = sideOf(AB, { threshold: femaleProbability(0.85), unsure: 0 });
  expect(rightAnswers(stricter, sideOf(BA))).toEqual({ both: 2, onlyOne: 0, onlyOther: 0 });
});
