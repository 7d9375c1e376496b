import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { confusionAt, swapClasses } from "../../src/metrics/confusion";
import { evaluate, macroFigures } from "../../src/metrics/figures";
import { brier, logLoss } from "../../src/metrics/loss";
import { averagePrecision, precisionRecallCurve } from "../../src/metrics/precision-recall";
import { accuracy, balancedAccuracy, f1, mcc, precision, recall } from "../../src/metrics/rates";
import { rocAuc, rocCurve } from "../../src/metrics/roc";

/** Results of scikit-learn 1.9; `null` is undefined, or Infinity as the first threshold of the ROC curve. */
interface Golden {
  readonly name: string;
  readonly labels: readonly number[];
  readonly scores: readonly number[];
  readonly threshold: number;
  readonly accuracy: number;
  readonly balanced_accuracy: number | null;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly mcc: number;
  readonly confusion_matrix: readonly [readonly [number, number], readonly [number, number]];
  readonly log_loss: number;
  readonly brier: number;
  readonly roc_auc: number | null;
  readonly average_precision: number | null;
  readonly roc: {
    readonly fpr: readonly number[];
    readonly tpr: readonly number[];
    readonly thresholds: readonly (number | null)[];
  } | null;
  readonly pr: {
    readonly precision: readonly number[];
    readonly recall: readonly number[];
    readonly thresholds: readonly number[];
  } | null;
}

const goldenFile = new URL("../fixtures/free/sklearn_metrics.json", import.meta.url);
const goldens: Golden[] = JSON.parse(readFileSync(goldenFile, "utf8"));

function expectClose(actual: number | undefined, expected: number | null | undefined): void {
  if (expected === null || expected === undefined || actual === undefined) {
    expect(actual).toBe(expected ?? undefined);
  } else if (Number.isFinite(expected)) {
    expect(Math.abs(actual - expected), `${actual} should be ${expected}`).toBeLessThanOrEqual(1e-9);
  } else {
    expect(actual).toBe(expected);
  }
}

function expectAllClose(
  actual: readonly number[] | undefined,
  expected: readonly number[] | undefined,
): void {
  expect(actual?.length).toBe(expected?.length);
  expected?.forEach((value, index) => {
    expectClose(actual?.[index], value);
  });
}

/** Every number anywhere inside `value`. */
function numbersIn(value: unknown): number[] {
  if (typeof value === "number") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

function everything(labels: ArrayLike<number>, scores: ArrayLike<number>, threshold: number): unknown[] {
  const confusion = confusionAt(labels, scores, threshold);
  const roc = rocCurve(labels, scores);
  return [
    evaluate(labels, scores, threshold),
    macroFigures(labels, scores, threshold),
    balancedAccuracy(confusion),
    mcc(confusion),
    logLoss(labels, scores),
    brier(labels, scores),
    roc && { ...roc, thresholds: roc.thresholds.slice(1) },
    precisionRecallCurve(labels, scores),
    averagePrecision(labels, scores),
  ];
}

describe("against scikit-learn", () => {
  it("has all 15 cases", () => {
    expect(goldens.length).toBe(15);
  });

  it.each(goldens)("$name: counts and rates", (golden) => {
    const confusion = confusionAt(golden.labels, golden.scores, golden.threshold);
    expect([
      [confusion.trueNegatives, confusion.falsePositives],
      [confusion.falseNegatives, confusion.truePositives],
    ]).toEqual(golden.confusion_matrix);
    expectClose(accuracy(confusion), golden.accuracy);
    expectClose(balancedAccuracy(confusion), golden.balanced_accuracy);
    expectClose(precision(confusion) ?? 0, golden.precision);
    expectClose(recall(confusion) ?? 0, golden.recall);
    expectClose(f1(confusion) ?? 0, golden.f1);
    expectClose(mcc(confusion), golden.mcc);
  });

  it.each(goldens)("$name: losses", ({ labels, scores, ...golden }) => {
    expectClose(logLoss(labels, scores), golden.log_loss);
    expectClose(brier(labels, scores), golden.brier);
  });

  it.each(goldens)("$name: curves and areas", ({ labels, scores, ...golden }) => {
    expectClose(rocAuc(labels, scores), golden.roc_auc);
    expectClose(averagePrecision(labels, scores), golden.average_precision);
    const roc = rocCurve(labels, scores);
    expectAllClose(roc?.fpr, golden.roc?.fpr);
    expectAllClose(roc?.tpr, golden.roc?.tpr);
    expectAllClose(
      roc?.thresholds,
      golden.roc?.thresholds.map((threshold) => threshold ?? Number.POSITIVE_INFINITY),
    );
    const curve = precisionRecallCurve(labels, scores);
    expectAllClose(curve?.precision, golden.pr?.precision);
    expectAllClose(curve?.recall, golden.pr?.recall);
    expectAllClose(curve?.thresholds, golden.pr?.thresholds);
  });

  it.each(goldens)("$name: the figures that the page shows", ({ labels, scores, ...golden }) => {
    const figures = evaluate(labels, scores, golden.threshold);
    const positives = labels.filter((label) => label === 1).length;
    expect(figures.count).toBe(labels.length);
    expect(figures.positives).toBe(positives);
    expect(figures.negatives).toBe(labels.length - positives);
    expect(figures.threshold).toBe(golden.threshold);
    expect(figures.confusion).toEqual(confusionAt(labels, scores, golden.threshold));
    expectClose(figures.accuracy, golden.accuracy);
    expectClose(figures.precision ?? 0, golden.precision);
    expectClose(figures.recall ?? 0, golden.recall);
    expectClose(figures.f1 ?? 0, golden.f1);
    expectClose(figures.rocAuc, golden.roc_auc);
  });
});

describe("predictions", () => {
  it("are positive if the score equals the threshold", () => {
    expect(confusionAt([1, 0], [0.5, 0.5], 0.5)).toEqual({
      truePositives: 1,
      falsePositives: 1,
      trueNegatives: 0,
      falseNegatives: 0,
    });
  });

  it("are all negative at Infinity", () => {
    const { truePositives, falsePositives } = confusionAt([1, 0], [1, 1], Number.POSITIVE_INFINITY);
    expect([truePositives, falsePositives]).toEqual([0, 0]);
  });

  it("accept typed arrays", () => {
    const figures = evaluate(Uint8Array.of(1, 0, 1), Float32Array.of(0.75, 0.5, 0.25), 0.5);
    expect(figures.confusion).toEqual({
      truePositives: 1,
      falsePositives: 1,
      trueNegatives: 0,
      falseNegatives: 1,
    });
    expect(figures.rocAuc).toBe(0.5);
  });
});

describe("without photos", () => {
  it("has counts of 0 and undefined metrics", () => {
    const confusion = { truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0 };
    expect(evaluate([], [], 0.5)).toStrictEqual({
      count: 0,
      positives: 0,
      negatives: 0,
      threshold: 0.5,
      confusion,
      accuracy: undefined,
      precision: undefined,
      recall: undefined,
      f1: undefined,
      rocAuc: undefined,
    });
    const rates = { precision: undefined, recall: undefined, f1: undefined };
    expect(macroFigures([], [], 0.5)).toStrictEqual({
      perClass: { positive: { ...rates, count: 0 }, negative: { ...rates, count: 0 } },
      macro: rates,
    });
    expect(balancedAccuracy(confusion)).toBeUndefined();
    expect(mcc(confusion)).toBeUndefined();
    expect(logLoss([], [])).toBeUndefined();
    expect(brier([], [])).toBeUndefined();
    expect(rocCurve([], [])).toBeUndefined();
    expect(precisionRecallCurve([], [])).toBeUndefined();
    expect(averagePrecision([], [])).toBeUndefined();
  });
});

describe("with one class only", () => {
  it("has a recall but no AUC if every photo is positive", () => {
    const figures = evaluate([1, 1, 1, 1], [0.9, 0.8, 0.7, 0.1], 0.5);
    expect(figures).toMatchObject({ positives: 4, negatives: 0, accuracy: 0.75, precision: 1, recall: 0.75 });
    expectClose(figures.f1, 6 / 7);
    expect(figures.rocAuc).toBeUndefined();
    expect(balancedAccuracy(figures.confusion)).toBeUndefined();
    expect(mcc(figures.confusion)).toBe(0);
  });

  it("has neither precision nor recall if no photo is positive or predicted positive", () => {
    const figures = evaluate([0, 0], [0.1, 0.2], 0.5);
    expect(figures.accuracy).toBe(1);
    expect([figures.precision, figures.recall, figures.f1]).toEqual([undefined, undefined, undefined]);
    expect(mcc(figures.confusion)).toBe(0);
  });

  it("excludes the other class from the macro average only if it was never predicted", () => {
    // precision_recall_fscore_support([1, 1], [1, 1], average="macro") is (1, 1, 1).
    expect(macroFigures([1, 1], [0.9, 0.8], 0.5).macro).toEqual({ precision: 1, recall: 1, f1: 1 });
    // precision_recall_fscore_support([1, 1], [1, 0], average="macro", zero_division=0) is (1/2, 1/4, 1/3).
    const { macro } = macroFigures([1, 1], [0.9, 0.1], 0.5);
    expectClose(macro.precision, 1 / 2);
    expectClose(macro.recall, 1 / 4);
    expectClose(macro.f1, 1 / 3);
  });
});

describe("with equal scores", () => {
  it("draws the diagonal if all scores are equal", () => {
    const labels = [1, 0, 1, 0, 0];
    const scores = labels.map(() => 0.7);
    expect(rocAuc(labels, scores)).toBe(0.5);
    expect(rocCurve(labels, scores)).toEqual({
      fpr: [0, 1],
      tpr: [0, 1],
      thresholds: [Number.POSITIVE_INFINITY, 0.7],
    });
    expect(precisionRecallCurve(labels, scores)).toEqual({
      precision: [0.4, 1],
      recall: [1, 0],
      thresholds: [0.7],
    });
    expectClose(averagePrecision(labels, scores), 0.4);
    expectClose(mcc(confusionAt(labels, scores, 0.5)), 0);
  });

  it("counts each tied pair half, in any order of the photos", () => {
    // Of the 4 pairs, 1 is right (0.8 over 0.3), 2 are tied (0.8 and 0.8, 0.3 and 0.3), 1 is wrong (0.3, 0.8).
    expect(rocAuc([1, 1, 0, 0], [0.8, 0.3, 0.8, 0.3])).toBe(0.5);
    // 2 of 4 right, 2 tied.
    expect(rocAuc([1, 1, 0, 0], [0.8, 0.8, 0.8, 0.3])).toBe(0.75);
    expect(rocAuc([0, 1, 0, 1], [0.3, 0.8, 0.8, 0.8])).toBe(0.75);
  });

  it("treats 0 and -0 as equal scores", () => {
    expect(rocCurve([1, 0], [0, -0])?.thresholds.length).toBe(2);
  });
});

describe("with the other class as the positive one", () => {
  // By threshold 0.5: 2 true positives, 1 false positive, 1 true negative, 1 false negative.
  const labels = [1, 1, 1, 0, 0];
  const scores = [0.9, 0.6, 0.4, 0.7, 0.2];
  const otherLabels = labels.map((label) => 1 - label);
  const otherScores = scores.map((score) => 1 - score);

  it("swaps the counts", () => {
    const confusion = { truePositives: 2, falsePositives: 1, trueNegatives: 1, falseNegatives: 1 };
    const swapped = { truePositives: 1, falsePositives: 1, trueNegatives: 2, falseNegatives: 1 };
    expect(confusionAt(labels, scores, 0.5)).toEqual(confusion);
    expect(confusionAt(otherLabels, otherScores, 0.5)).toEqual(swapped);
    expect(swapClasses(confusion)).toEqual(swapped);
    expect(swapClasses(swapped)).toEqual(confusion);
  });

  it("changes precision, recall and F1, but not accuracy and AUC", () => {
    const figures = evaluate(labels, scores, 0.5);
    const swapped = evaluate(otherLabels, otherScores, 0.5);
    expectClose(figures.precision, 2 / 3);
    expectClose(figures.recall, 2 / 3);
    expectClose(figures.f1, 2 / 3);
    expectClose(swapped.precision, 1 / 2);
    expectClose(swapped.recall, 1 / 2);
    expectClose(swapped.f1, 1 / 2);
    for (const { accuracy, rocAuc } of [figures, swapped]) {
      expectClose(accuracy, 3 / 5);
      expectClose(rocAuc, 4 / 6);
    }
  });

  it("gives both classes' metrics and their mean", () => {
    const { perClass, macro } = macroFigures(labels, scores, 0.5);
    expect(perClass.positive).toEqual({ precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, count: 3 });
    expect(perClass.negative).toEqual({ precision: 1 / 2, recall: 1 / 2, f1: 1 / 2, count: 2 });
    for (const figure of [macro.precision, macro.recall, macro.f1]) expectClose(figure, 7 / 12);
  });

  it("counts an undefined precision as 0 in the mean", () => {
    // precision_recall_fscore_support([1, 0], [1, 1], average="macro", zero_division=0) is (1/4, 1/2, 1/3).
    const { perClass, macro } = macroFigures([1, 0], [0.9, 0.8], 0.5);
    expect(perClass.negative).toEqual({ precision: undefined, recall: 0, f1: 0, count: 1 });
    expectClose(macro.precision, 1 / 4);
    expectClose(macro.recall, 1 / 2);
    expectClose(macro.f1, 1 / 3);
  });
});

describe("hand-computed metrics", () => {
  it("drops points inside a straight line, but not the first score", () => {
    const curve = rocCurve([1, 1, 1, 0, 0, 0], [0.9, 0.8, 0.7, 0.3, 0.2, 0.1]);
    expect(curve).toEqual({
      fpr: [0, 0, 0, 1],
      tpr: [0, 1 / 3, 1, 1],
      thresholds: [Number.POSITIVE_INFINITY, 0.9, 0.7, 0.1],
    });
  });

  it("has precision 1 at the threshold that only a positive photo reaches", () => {
    expect(precisionRecallCurve([1, 0, 1], [0.9, 0.5, 0.4])).toEqual({
      precision: [2 / 3, 1 / 2, 1, 1],
      recall: [1, 1 / 2, 1 / 2, 0],
      thresholds: [0.4, 0.5, 0.9],
    });
    expectClose(averagePrecision([1, 0, 1], [0.9, 0.5, 0.4]), (1 + 2 / 3) / 2);
  });

  it("charges 34.54 nats for a certain mistake, not infinity", () => {
    expectClose(logLoss([1], [0]), -Math.log(1e-15));
    expectClose(logLoss([1, 0], [0.5, 0.5]), Math.LN2);
    expectClose(brier([1, 0], [0.5, 1]), 0.625);
  });

  it("has a correlation of exactly 1 for perfect predictions, even with many photos", () => {
    const many = {
      truePositives: 99_999_989,
      falsePositives: 0,
      trueNegatives: 77_777_777,
      falseNegatives: 0,
    };
    expect(mcc(many)).toBe(1);
    expect(mcc({ truePositives: 0, falsePositives: 3, trueNegatives: 0, falseNegatives: 4 })).toBe(-1);
  });
});

describe("invalid arguments", () => {
  it.each([
    ["lengths that differ", [1, 0], [0.5]],
    ["a label that is neither 0 nor 1", [1, 2], [0.5, 0.5]],
    ["a label that is not a number", [1, Number.NaN], [0.5, 0.5]],
    ["a score that is not a number", [1, 0], [0.5, Number.NaN]],
    ["an infinite score", [1, 0], [0.5, Number.POSITIVE_INFINITY]],
  ])("are told: %s", (_, labels, scores) => {
    expect(() => evaluate(labels, scores, 0.5)).toThrow(RangeError);
    expect(() => macroFigures(labels, scores, 0.5)).toThrow(RangeError);
    for (const figure of [logLoss, brier, rocAuc, rocCurve, precisionRecallCurve, averagePrecision]) {
      expect(() => figure(labels, scores)).toThrow(RangeError);
    }
  });

  it("are rejected: a threshold that is not a number", () => {
    expect(() => confusionAt([1], [0.5], Number.NaN)).toThrow(RangeError);
  });
});

describe("for random photos", () => {
  const random = createRandom(7, "metrics");
  // Few photos and few distinct scores, so that missing classes, ties and saturated scores all occur.
  const cases = Array.from({ length: 2000 }, () => {
    const labels = Array.from({ length: random.integer(7) }, () => random.integer(2));
    return { labels, scores: labels.map(() => random.integer(5) / 4), threshold: random.integer(5) / 4 };
  });

  it("never gives NaN or Infinity", () => {
    for (const { labels, scores, threshold } of cases) {
      const numbers = numbersIn(everything(labels, scores, threshold));
      expect(numbers.every(Number.isFinite), JSON.stringify({ labels, scores, threshold })).toBe(true);
    }
  });

  it("has the AUC of a pairwise comparison", () => {
    for (const { labels, scores } of cases) {
      const ofClass = (wanted: number) => scores.filter((_, index) => labels[index] === wanted);
      const pairs = ofClass(1).flatMap((high) => ofClass(0).map((low) => (1 + Math.sign(high - low)) / 2));
      const share = pairs.reduce((sum: number, pair) => sum + pair, 0) / pairs.length;
      expectClose(rocAuc(labels, scores), pairs.length === 0 ? undefined : share);
    }
  });

  it("has curves that agree with the counts at each of their thresholds", () => {
    for (const { labels, scores } of cases) {
      const roc = rocCurve(labels, scores);
      roc?.thresholds.forEach((threshold, index) => {
        const confusion = confusionAt(labels, scores, threshold);
        expectClose(roc.tpr[index], recall(confusion));
        const specificity = recall(swapClasses(confusion));
        expectClose(roc.fpr[index], specificity === undefined ? undefined : 1 - specificity);
      });
      const curve = precisionRecallCurve(labels, scores);
      curve?.thresholds.forEach((threshold, index) => {
        const confusion = confusionAt(labels, scores, threshold);
        expectClose(curve.precision[index], precision(confusion));
        expectClose(curve.recall[index], recall(confusion));
      });
    }
  });

  it("takes 20,000 of them", () => {
    const labels = Array.from({ length: 20_000 }, () => random.integer(2));
    const scores = Float32Array.from(labels, (label) => Math.min(0.6 * random.next() + 0.4 * label, 1));
    const numbers = numbersIn(everything(labels, scores, 0.5));
    expect(numbers.every(Number.isFinite)).toBe(true);
  });
});
