/** The plots' data as CSV (RFC 4180), with a header row. All numbers have full precision. */
import { type Label, otherLabel } from "../common/label";
import type { LearningCurve } from "../crossvalidation/learning-curve-verdict";
import { THRESHOLD_METRICS } from "../metrics/metrics";
import type { PrecisionRecallCurve } from "../metrics/precision-recall";
import type { ReliabilityBin, ScoreHistogram } from "../metrics/reliability";
import type { RocCurve } from "../metrics/roc";
import type { ThresholdRow } from "../metrics/thresholds";
import type { TrainingRun } from "../models/model";

/** Empty if there is no value; an infinite threshold is `inf`, as NumPy writes it. */
type Cell = number | string | undefined;

function table(names: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return [names, ...rows.map((row) => row.map(cell))].map((row) => `${row.join(",")}\r\n`).join("");
}

function cell(value: Cell): string {
  if (value === undefined) return "";
  return value === Number.POSITIVE_INFINITY ? "inf" : String(value);
}

export function rocCsv({ fpr, tpr, thresholds }: RocCurve): string {
  const rows = thresholds.map((threshold, index) => [fpr[index], tpr[index], threshold]);
  return table(["fpr", "tpr", "threshold"], rows);
}

/** The last row, with recall 0, has no threshold. */
export function precisionRecallCsv({ precision, recall, thresholds }: PrecisionRecallCurve): string {
  const rows = precision.map((value, index) => [value, recall[index], thresholds[index]]);
  return table(["precision", "recall", "threshold"], rows);
}

/** `share` is the share of positive photos, with its 95 % interval. */
export function reliabilityCsv(bins: readonly ReliabilityBin[]): string {
  return table(
    ["low", "high", "photos", "mean_score", "positives", "share", "share_low", "share_high"],
    bins.map(({ low, high, count, meanScore, positives, share, interval }) => [
      low,
      high,
      count,
      meanScore,
      positives,
      share,
      interval.low,
      interval.high,
    ]),
  );
}

/** Photos of each label by the probability of `positive`. */
export function histogramCsv({ positives, negatives }: ScoreHistogram, positive: Label): string {
  const bars = positives.length;
  const rows = positives.map((own, bar) => [bar / bars, (bar + 1) / bars, own, negatives[bar]]);
  return table(["low", "high", positive, otherLabel(positive)], rows);
}

export function thresholdsCsv(rows: readonly ThresholdRow[]): string {
  return table(
    [
      "threshold",
      ...THRESHOLD_METRICS,
      "true_positives",
      "false_positives",
      "true_negatives",
      "false_negatives",
    ],
    rows.map(({ threshold, confusion, ...rates }) => [
      threshold,
      ...THRESHOLD_METRICS.map((name) => rates[name]),
      confusion.truePositives,
      confusion.falsePositives,
      confusion.trueNegatives,
      confusion.falseNegatives,
    ]),
  );
}

/** Means and sample standard deviations over the rounds. */
export function learningCurveCsv(curve: LearningCurve): string {
  return table(
    ["photos", "accuracy_mean", "accuracy_deviation", "roc_auc_mean", "roc_auc_deviation"],
    curve.map(({ photos, accuracy, rocAuc }) => [
      photos,
      accuracy.mean,
      accuracy.deviation,
      rocAuc.mean,
      rocAuc.deviation,
    ]),
  );
}

/** `phase` is `head` or `fine-tuning`. */
export function historyCsv({ history, tuning }: Pick<TrainingRun, "history" | "tuning">): string {
  return table(
    ["epoch", "phase", "loss", "accuracy", "val_loss", "val_accuracy"],
    history.map(({ epoch, loss, accuracy, valLoss, valAccuracy }) => [
      epoch,
      tuning !== undefined && epoch > tuning.after ? "fine-tuning" : "head",
      loss,
      accuracy,
      valLoss,
      valAccuracy,
    ]),
  );
}
