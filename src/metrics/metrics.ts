import { keysOf, recordOf } from "../common/keys";
import { type Label, otherLabel } from "../common/label";
import { figure, percent } from "../common/words";
import type { Confusion } from "./confusion";
import type { DrawSums } from "./draw";
import type { Counted } from "./interval";
import { brier, logLoss } from "./loss";
import { averagePrecision } from "./precision-recall";
import { accuracy, balancedAccuracy, f1, mcc, precision, recall } from "./rates";
import { expectedCalibrationError, reliability } from "./reliability";
import { rocAuc } from "./roc";

/** What a metric needs; all need at least one photo. */
export type Need =
  | "photos"
  | "photos of both labels"
  | "positive photos"
  | "positive answers"
  | "positive photos or answers";

/** How a metric is shown. */
interface Words {
  readonly title: string;
  /** The title within a sentence. */
  readonly word: string;
  readonly format: (value: number | undefined) => string;
  /** `headline`: one of the large metrics. `more`: under More figures. `report`: also there, but only in the report. */
  readonly place: "headline" | "more" | "report";
  /** What it means, in one short line. */
  readonly meaning: (positive: Label) => string;
  readonly needs: Need;
}

/** A metric of the predictions at a threshold. */
interface OfAnswers extends Words {
  readonly of: "answers";
  readonly value: (confusion: Confusion) => number | undefined;
  /** If it is a counted share, its interval is Wilson's; if undefined, a bootstrap's. */
  readonly counted: ((confusion: Confusion) => Counted) | undefined;
}

/** A metric of the probabilities, independent of the threshold. */
interface OfScores extends Words {
  readonly of: "scores";
  /** @param scores the probability of the positive class, one per label */
  readonly value: (labels: ArrayLike<number>, scores: ArrayLike<number>) => number | undefined;
  /** The same for a bootstrap draw, from the sums that one pass over the scores computes for all metrics. */
  readonly drawn: (sums: DrawSums) => number;
}

export type Metric = OfAnswers | OfScores;

/**
 * Every metric, in the order of `evaluation.json`. The page, the report, `evaluation.json`, the table of thresholds and
 * the bootstrap follow from this table; "Add a metric" in CONTRIBUTING.md says how to add one.
 */
export const METRICS = {
  accuracy: {
    title: "Accuracy",
    word: "accuracy",
    format: percent,
    place: "headline",
    meaning: () => "of these photos were classified correctly.",
    needs: "photos",
    of: "answers",
    value: accuracy,
    counted: ({ truePositives, trueNegatives, falsePositives, falseNegatives }) => ({
      successes: truePositives + trueNegatives,
      count: truePositives + trueNegatives + falsePositives + falseNegatives,
    }),
  },
  precision: {
    title: "Precision",
    word: "precision",
    format: percent,
    place: "headline",
    meaning: (positive) => `of the photos it called ${positive} were ${positive}.`,
    needs: "positive answers",
    of: "answers",
    value: precision,
    counted: ({ truePositives, falsePositives }) => ({
      successes: truePositives,
      count: truePositives + falsePositives,
    }),
  },
  recall: {
    title: "Recall",
    word: "recall",
    format: percent,
    place: "headline",
    meaning: (positive) => `of the ${positive} photos were found.`,
    needs: "positive photos",
    of: "answers",
    value: recall,
    counted: ({ truePositives, falseNegatives }) => ({
      successes: truePositives,
      count: truePositives + falseNegatives,
    }),
  },
  f1: {
    title: "F1",
    word: "F1",
    format: percent,
    place: "headline",
    meaning: () => "Precision and recall combined: high only if both are.",
    needs: "positive photos or answers",
    of: "answers",
    value: f1,
    counted: undefined,
  },
  rocAuc: {
    title: "ROC AUC",
    word: "ROC AUC",
    format: figure,
    place: "headline",
    meaning: (positive) =>
      `The chance that a ${positive} photo gets a higher score for ${positive} than a ${otherLabel(positive)} one.`,
    needs: "photos of both labels",
    of: "scores",
    value: rocAuc,
    drawn: ({ doubleArea, positives, negatives }) => doubleArea / 2 / (positives * negatives),
  },
  averagePrecision: {
    title: "Average precision",
    word: "average precision",
    format: figure,
    place: "more",
    meaning: (positive) => `Precision over all thresholds, for ${positive}.`,
    needs: "photos of both labels",
    of: "scores",
    value: averagePrecision,
    drawn: ({ precisions, positives }) => precisions / positives,
  },
  balancedAccuracy: {
    title: "Balanced accuracy",
    word: "balanced accuracy",
    format: percent,
    place: "more",
    meaning: () => "The mean of the two labels’ recall; guessing gives 50 %.",
    needs: "photos of both labels",
    of: "answers",
    value: balancedAccuracy,
    counted: undefined,
  },
  mcc: {
    title: "Matthews correlation",
    word: "Matthews correlation",
    format: figure,
    place: "more",
    meaning: () => "Between predictions and labels: 1 is perfect, 0 is guessing.",
    needs: "photos",
    of: "answers",
    value: mcc,
    counted: undefined,
  },
  logLoss: {
    title: "Log loss",
    word: "log loss",
    format: figure,
    place: "more",
    meaning: () => "Penalises confident mistakes; 0 is perfect, 0.693 is guessing.",
    needs: "photos",
    of: "scores",
    value: logLoss,
    drawn: ({ costs, positives, negatives }) => costs / (positives + negatives),
  },
  brier: {
    title: "Brier score",
    word: "Brier score",
    format: figure,
    place: "more",
    meaning: () => "How far the probabilities are off, squared; 0 is perfect, 0.25 is guessing.",
    needs: "photos",
    of: "scores",
    value: brier,
    drawn: ({ squares, positives, negatives }) => squares / (positives + negatives),
  },
  calibrationError: {
    title: "Calibration error",
    word: "calibration error",
    format: percent,
    // The page shows it next to the reliability diagram.
    place: "report",
    meaning: () => "How far its probabilities are off, on average (expected calibration error, ten bins).",
    needs: "photos",
    of: "scores",
    value: (labels, scores) => expectedCalibrationError(reliability(labels, scores)),
    drawn: ({ bins, positives, negatives }) =>
      bins.reduce((sum, bin) => sum + Math.abs(bin.positives - bin.sum), 0) / (positives + negatives),
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricName = keyof typeof METRICS;

export const METRIC_NAMES = keysOf(METRICS);

type NamesOf<Wanted> = {
  [Name in MetricName]: (typeof METRICS)[Name] extends Wanted ? Name : never;
}[MetricName];

/** The headline metrics. */
export type HeadlineMetric = NamesOf<{ readonly place: "headline" }>;

export function isHeadline(name: MetricName): name is HeadlineMetric {
  return METRICS[name].place === "headline";
}

export const HEADLINE_METRICS = METRIC_NAMES.filter(isHeadline);

/** Those of them that depend on the threshold. */
export type ThresholdMetric = NamesOf<{ readonly place: "headline"; readonly of: "answers" }>;

export const THRESHOLD_METRICS = METRIC_NAMES.filter(
  (name): name is ThresholdMetric => isHeadline(name) && METRICS[name].of === "answers",
);

/** The definition of a metric. */
export function metricOf(name: MetricName): Metric {
  return METRICS[name];
}

/** The headline metrics of the predictions at a threshold, each undefined if it cannot be computed. */
export function atThreshold(confusion: Confusion): Readonly<Record<ThresholdMetric, number | undefined>> {
  return recordOf(THRESHOLD_METRICS, (name) => METRICS[name].value(confusion));
}
