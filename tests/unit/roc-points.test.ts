import { expect, it } from "vitest";
import { pairsOf } from "../../src/app/widgets/roc-points";
import { pointsOf } from "../../src/models/operating-point";

/** Up to one half, right to one half, then straight to the end. */
const ONE = pointsOf({ fpr: [0, 0, 0.5, 1], tpr: [0, 0.5, 0.5, 1], thresholds: [Infinity, 0.8, 0.6, 0] });
const OTHER = pointsOf({ fpr: [0, 0.75, 1], tpr: [0, 1, 1], thresholds: [Infinity, 0.5, 0] });

it("merges two curves at all corners of either", () => {
  expect(pairsOf(ONE, OTHER)).toEqual([
    { fpr: 0, one: 0.5, other: 0 },
    { fpr: 0.5, one: 0.5, other: expect.closeTo(2 / 3, 12) },
    { fpr: 0.75, one: 0.75, other: 1 },
    { fpr: 1, one: 1, other: 1 },
  ]);
});

it("gives no height for a missing curve", () => {
  expect(pairsOf(ONE, [])[0]).toEqual({ fpr: 0, one: 0.5, other: undefined });
  expect(pairsOf([], [])).toEqual([]);
});

it("thins thousands of corners to at most one per hundredth", () => {
  const many = Array.from({ length: 5000 }, (_, index) => index / 4999);
  const points = pointsOf({ fpr: many, tpr: many, thresholds: many });
  expect(pairsOf(points, points).length).toBeLessThanOrEqual(101);
});
