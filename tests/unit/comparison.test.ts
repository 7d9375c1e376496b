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

/** An evaluation that came in a file, which does not tell the photos. */
const fromFile = (labels: readonly number[]): Evaluation<never> => ({
  paths: [],
  labels: Uint8Array.from(labels),
  scores: femaleScores<never>(new Float32Array(labels.length)),
});

describe("two models are compared", () => {
  it("by the same photos, in whatever order", () => {
    const comparison = comparisonOf(
      aModel({ evaluations: { val: AB } }),
      aModel({ evaluations: { val: BA } }),
    );
    expect(comparison.photos).toBe("same");
    expect(comparison.sides.map((side) => side?.part)).toEqual(["val", "val"]);
  });

  it("by the part that has the same photos, though either has test photos of its own", () => {
    const comparison = comparisonOf(
      aModel({ evaluations: { val: AB, test: CD } }),
      aModel({ evaluations: { test: BA } }),
    );
    expect(comparison).toEqual({
      sides: [sideOf(AB), { ...sideOf(BA), part: "test" }],
      photos: "same",
    });
  });

  it("by test photos first, where no part has the same", () => {
    const comparison = comparisonOf(
      aModel({ evaluations: { val: AB, test: CD } }),
      aModel({ evaluations: { val: evaluation(["e", 0, 0.1], ["f", 1, 0.1]) } }),
    );
    expect(comparison.photos).toBe("different");
    expect(comparison.sides.map((side) => side?.part)).toEqual(["test", "val"]);
  });

  it("knowing of photos that had another label", () => {
    const comparison = comparisonOf(
      aModel({ evaluations: { val: AB } }),
      aModel({ evaluations: { val: RELABELLED } }),
    );
    expect(comparison.photos).toBe("relabelled");
  });

  it("without knowing the photos only by equal labels", () => {
    const photosOf = (one: Evaluation<never>, other: Evaluation<never>) =>
      comparisonOf(aModel({ evaluations: { val: one } }), aModel({ evaluations: { val: other } })).photos;
    expect(photosOf(fromFile([0, 1]), fromFile([0, 1]))).toBe("same");
    expect(photosOf(fromFile([0, 1]), fromFile([1, 0]))).toBe("different");
    expect(photosOf(fromFile([0, 1]), fromFile([0, 1, 1]))).toBe("different");
    expect(photosOf(fromFile([0, 1]), AB)).toBe("different");
  });

  it("though one or both were never checked", () => {
    const [checked, unchecked] = [aModel({ evaluations: { val: AB } }), aModel()];
    expect(comparisonOf(checked, unchecked)).toEqual({
      sides: [sideOf(AB), undefined],
      photos: undefined,
    });
    expect(comparisonOf(unchecked, unchecked)).toEqual({ sides: [undefined, undefined], photos: undefined });
  });
});

it("right answers are counted photo by photo", () => {
  // a: both right; b: only the second.
  expect(rightAnswers(sideOf(AB), sideOf(BA))).toEqual({ both: 1, onlyOne: 0, onlyOther: 1 });
  expect(rightAnswers(sideOf(BA), sideOf(AB))).toEqual({ both: 1, onlyOne: 1, onlyOther: 0 });
  // From 0.85 on, b is male to the first as well.
  const stricter = sideOf(AB, { threshold: femaleProbability(0.85), unsure: 0 });
  expect(rightAnswers(stricter, sideOf(BA))).toEqual({ both: 2, onlyOne: 0, onlyOther: 0 });
});
