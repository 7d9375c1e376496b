import { describe, expect, it } from "vitest";
import {
  curveInWords,
  partsSentence,
  percentSpread,
  verdictSentence,
} from "../../src/crossvalidation/crossvalidation-sentences";
import { doubtsOf } from "../../src/crossvalidation/doubts";
import { crossValidationToJson, labelCheckToJson, learningCurveToJson } from "../../src/crossvalidation/json";
import { type CurvePoint, epochsFor, verdictOf } from "../../src/crossvalidation/learning-curve-verdict";
import { spreadOf, summarise } from "../../src/crossvalidation/summary";
import { femaleScores } from "../../src/metrics/probability";

/** A point with these accuracies, one for each round. */
function point(share: number, photos: number, accuracies: readonly number[]): CurvePoint {
  return { share, photos, ...summarise(accuracies.map((accuracy) => ({ accuracy, rocAuc: 0.9 }))) };
}

const verdict = (before: readonly number[], after: readonly number[]) => {
  const found = verdictOf([point(0.5, 320, before), point(1, 640, after)]);
  if (found === undefined) throw new Error("There is no verdict.");
  return found;
};

describe("metrics of several rounds", () => {
  it("have a mean and a sample standard deviation", () => {
    // By hand: the squares of 0.02, 0, −0.01, −0.01 and 0 add up to 0.0006; a quarter of it is 0.00015.
    const { mean, deviation } = spreadOf([0.97, 0.95, 0.94, 0.94, 0.95]);
    expect(mean).toBeCloseTo(0.95, 12);
    expect(deviation).toBeCloseTo(Math.sqrt(0.00015), 12);
  });

  it("are summarised metric by metric", () => {
    const rounds = [
      { accuracy: 0.9, rocAuc: 0.95 },
      { accuracy: 1, rocAuc: 0.99 },
    ];
    const { accuracy, rocAuc } = summarise(rounds);
    expect(accuracy.mean).toBeCloseTo(0.95, 12);
    expect(accuracy.deviation).toBeCloseTo(Math.sqrt(2 * 0.05 ** 2), 12);
    expect(rocAuc.mean).toBeCloseTo(0.97, 12);
  });
});

describe("training on a fraction of the photos", () => {
  it("takes more epochs but not more time", () => {
    expect([1, 0.5, 0.25, 0.1].map((share) => epochsFor(share, 20))).toEqual([20, 28, 40, 63]);
  });
});

describe("whether more photos would help", () => {
  it("follows from the gain of the last doubling and its error", () => {
    // By hand: gains of 0.04, 0.02, 0.03, 0.02 and 0.04 have a mean of 0.03 and a variance of 0.0004 / 4. The error is
    // the root of that times 1/5 and the 1/4 of a fold to the others.
    const { gain, error, from, to } = verdict([0.9, 0.91, 0.9, 0.92, 0.9], [0.94, 0.93, 0.93, 0.94, 0.94]);
    expect(gain).toBeCloseTo(0.03, 12);
    expect(error).toBeCloseTo(Math.sqrt(0.0001 * (1 / 5 + 1 / 4)), 12);
    expect([from, to]).toEqual([320, 640]);
  });

  it.each([
    ["yes", [0.9, 0.91, 0.9, 0.92, 0.9], [0.94, 0.93, 0.93, 0.94, 0.94]],
    ["probably", [0.9, 0.91, 0.9, 0.92, 0.9], [0.94, 0.91, 0.92, 0.92, 0.92]],
    ["unclear", [0.9, 0.91, 0.9, 0.92, 0.9], [0.95, 0.88, 0.93, 0.9, 0.91]],
    ["no", [0.99, 0.99, 1, 1, 0.99], [0.99, 0.99, 1, 1, 0.995]],
    ["no", [0.95, 0.95, 0.95, 0.95, 0.95], [0.93, 0.93, 0.93, 0.93, 0.93]],
  ])("%s", (answer, before, after) => {
    expect(verdict(before, after).answer).toBe(answer);
  });

  it("is unknown with a single point", () => {
    expect(verdictOf([point(1, 640, [0.9, 0.9])])).toBeUndefined();
  });

  it("is stated with the evidence", () => {
    const base = { gain: 0.0125, error: 0.005, from: 320, to: 1640 };
    expect(verdictSentence({ ...base, answer: "yes" })).toBe(
      "More photos should help: with 1,640 training photos instead of 320, accuracy rose by 1.3 points, more than chance would explain. " +
        "Doubling them again may gain as much, or a little less.",
    );
    expect(verdictSentence({ ...base, answer: "probably" })).toMatch(
      /^More photos would probably help: .* chance alone changes it by about 0\.5 points\.$/,
    );
    expect(verdictSentence({ ...base, gain: -0.002, answer: "unclear" })).toMatch(
      /^It is unclear whether .*fell by 0\.2 points/,
    );
    expect(verdictSentence({ ...base, answer: "no" })).toMatch(/^More photos would hardly help/);
  });
});

describe("cross-validated metrics", () => {
  const once = point(1, 640, [0.97, 0.95, 0.94, 0.94, 0.95]);

  it("are shown with their spread", () => {
    expect(percentSpread(once.accuracy)).toBe("95.0\u00a0±\u00a01.2\u00a0%");
    expect(partsSentence(once)).toBe(
      "Five-fold cross-validation: accuracy 95.0\u00a0±\u00a01.2\u00a0%, ROC AUC 0.900\u00a0±\u00a00.000.",
    );
    const often = point(1, 640, new Array<number>(15).fill(0.95));
    expect(partsSentence(often)).toMatch(
      /^Five-fold cross-validation, run three times: accuracy 95\.0\s±\s0\.0/,
    );
    expect(curveInWords([once])).toMatch(/^With 640 photos: accuracy 95\.0\s±\s1\.2/);
  });

  it("are exported as JSON with all rounds", () => {
    const json = crossValidationToJson(once);
    expect(json).toMatchObject({ folds: 5, repeats: 1, accuracy: once.accuracy, rocAuc: once.rocAuc });
    expect(json.rounds).toHaveLength(5);
    expect(learningCurveToJson([once])).toEqual([{ share: 1, photos: 640, ...json }]);
  });
});

describe("the label check as JSON", () => {
  it("lists all photos, the most suspect label first", () => {
    const samples = (["female", "female", "male"] as const).map((label, index) => ({
      path: `${index}.jpg`,
      label,
    }));
    const doubts = doubtsOf(Uint8Array.of(0, 0, 1), femaleScores<never>(Float32Array.of(0.75, 0.125, 0.5)));
    expect(labelCheckToJson({ samples, doubts })).toEqual([
      { file: "1.jpg", label: "female", doubt: 0.875 },
      { file: "2.jpg", label: "male", doubt: 0.5 },
      { file: "0.jpg", label: "female", doubt: 0.25 },
    ]);
  });
});
