import { describe, expect, it } from "vitest";
import {
  calibratedScores,
  calledAt,
  distance,
  femaleOf,
  femaleProbability,
  femaleScores,
  mixed,
  ofLabel,
  positiveProbability,
  positiveScores,
} from "../../src/metrics/probability";
import type { Evaluation } from "../../src/models/model";

const RAW: Evaluation<"uncalibrated"> = {
  paths: ["a", "b", "c"],
  labels: Uint8Array.of(0, 1, 1),
  scores: femaleScores<"uncalibrated">(Float32Array.of(0.75, 0.25, 0.625)),
};
const COOLED = calibratedScores(RAW, 2);
const FEMALE = femaleProbability(0.75);
const POSITIVE = positiveProbability(0.75);

describe("probabilities", () => {
  it("are of one label or of the other", () => {
    expect([ofLabel(FEMALE, "female"), ofLabel(FEMALE, "male")]).toEqual([0.75, 0.25]);
    expect([femaleOf(POSITIVE, "female"), femaleOf(POSITIVE, "male")]).toEqual([0.75, 0.25]);
    expect(positiveScores(RAW.scores, "male")).toEqual(Float64Array.of(0.25, 0.75, 0.375));
    expect([calledAt(FEMALE, FEMALE), calledAt(femaleOf(POSITIVE, "male"), FEMALE)]).toEqual([
      "female",
      "male",
    ]);
    expect(distance(FEMALE, femaleProbability(0.25))).toBe(0.5);
    expect(mixed(FEMALE, femaleProbability(0.25), 0.25)).toBe(0.375);
  });

  it("are as they were at temperature 1, and nearer to ½ at a higher one", () => {
    expect(calibratedScores(RAW, 1)).toBe(RAW);
    expect(ofLabel(COOLED.scores[0] ?? FEMALE, "female")).toBeCloseTo(3 ** 0.5 / (1 + 3 ** 0.5), 6);
    expect(COOLED.labels).toBe(RAW.labels);
  });
});
