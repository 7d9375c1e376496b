import { describe, expect, it } from "vitest";
import { doubtsOf } from "../../src/crossvalidation/doubts";
import { femaleScores } from "../../src/metrics/probability";

/** Photos given as female, then those given as male, by their probabilities of "female". */
function doubts(female: readonly number[], male: readonly number[]) {
  const labels = Uint8Array.from([...female.map(() => 0), ...male.map(() => 1)]);
  return doubtsOf(labels, femaleScores<never>(Float32Array.from([...female, ...male])));
}

describe("suspect labels", () => {
  // By hand. Photos given as female are female with 0.6 on average, those given as male are male with 0.75. Of the six
  // female ones four reach 0.6 for female and two reach 0.75 for male: two labels are wrong. Of the male ones two reach
  // 0.75 for male and none reaches 0.6 for female.
  const found = doubts([0.9, 0.9, 0.8, 0.2, 0.1, 0.7], [0.05, 0.1, 0.3, 0.55]);

  it("have the probability of the other label as doubt", () => {
    const expected = [0.1, 0.1, 0.2, 0.8, 0.9, 0.3, 0.05, 0.1, 0.3, 0.55];
    expect(found.doubt).toHaveLength(expected.length);
    for (const [photo, doubt] of found.doubt.entries()) expect(doubt).toBeCloseTo(expected[photo] ?? -1, 6);
  });

  it("rank all photos, the most suspect label first", () => {
    expect([...found.ranking].slice(0, 3)).toEqual([4, 3, 9]);
    expect([...found.ranking].sort((a, b) => a - b)).toEqual([...found.doubt.keys()]);
  });

  it("estimate how many labels of each kind are wrong, and which", () => {
    expect(found.wrong).toEqual({ female: 2, male: 0 });
    expect([...found.issues]).toEqual([4, 3]);
  });

  it("scale counts to all photos of a label, including unassigned ones", () => {
    // Thresholds: 0.55 and 0.825. Three of four count, one of them as male: a third of eight is 2.67.
    const { wrong, issues } = doubts([0.95, 0.85, 0.1, 0.5, 0.5, 0.5, 0.5, 0.5], [0.05, 0.1, 0.2, 0.35]);
    expect(wrong).toEqual({ female: 3, male: 0 });
    // The others are not predicted as the other label, so they are not suspect.
    expect([...issues]).toEqual([2]);
  });

  it("use the likelier label if a photo counts for both", () => {
    // All given as female say male with 0.625, which the male ones reach with 0.5 on average.
    const { wrong, issues } = doubts([0.375, 0.375], [0.5, 0.5]);
    expect(wrong).toEqual({ female: 2, male: 0 });
    expect([...issues]).toEqual([0, 1]);
  });

  it("are empty with a single label or no photos", () => {
    expect(doubts([0.9, 0.1], []).wrong).toEqual({ female: 0, male: 0 });
    expect([...doubts([0.9, 0.1], []).issues]).toEqual([]);
    expect(doubts([], []).ranking).toHaveLength(0);
  });
});
