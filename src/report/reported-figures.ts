/** Every figure of an evaluation, with its 95 % confidence interval, or why it cannot be computed. */
import { LABELS, type Label } from "../common/label";
import type { BootstrapIntervals } from "../metrics/bootstrap";
import type { Confusion } from "../metrics/confusion";
import { type Figures, macroFrom } from "../metrics/figures";
import { type Interval, wilsonInterval } from "../metrics/interval";
import { brier, logLoss } from "../metrics/loss";
import { balancedAccuracy, mcc } from "../metrics/rates";
import { figuresOf } from "../models/evaluation";
import { whyMissing } from "../models/figure-sentences";
import type { FigureName } from "../models/five-figures";
import type { Measured } from "./measured";

/** How an interval came about; null where none was computed. */
type IntervalMethod = "wilson" | "bootstrap" | null;

/** A figure with its 95 % interval, or why there is none. */
export type ReportedFigure =
  | {
      readonly value: number;
      readonly low: number | null;
      readonly high: number | null;
      readonly method: IntervalMethod;
    }
  | { readonly value: null; readonly reason: string };

export type ReportedName =
  | FigureName
  | "averagePrecision"
  | "balancedAccuracy"
  | "mcc"
  | "logLoss"
  | "brier"
  | "calibrationError";

/**
 * All figures of the photos: shares that were counted with Wilson's interval, the others with the one that was drawn.
 * @param intervals by bootstrap, of the same photos at the same threshold
 */
export function reportedFigures(
  measured: Measured,
  intervals: BootstrapIntervals = {},
): Readonly<Record<ReportedName, ReportedFigure>> {
  const { figures, positive, view } = measured;
  const { confusion, count } = figures;
  const drawn = (name: ReportedName, value: number | undefined, needs: FigureName): ReportedFigure =>
    value === undefined
      ? { value: null, reason: whyMissing(needs, figures, positive) ?? "" }
      : reported(value, intervals[name], "bootstrap");
  const right = confusion.truePositives + confusion.trueNegatives;
  return {
    accuracy: counted("accuracy", right, count, figures, positive),
    ...countedRates(figures, positive),
    f1: drawn("f1", figures.f1, "f1"),
    rocAuc: drawn("rocAuc", figures.rocAuc, "rocAuc"),
    averagePrecision: drawn("averagePrecision", measured.averagePrecision, "rocAuc"),
    balancedAccuracy: drawn("balancedAccuracy", balancedAccuracy(confusion), "rocAuc"),
    mcc: drawn("mcc", mcc(confusion), "accuracy"),
    logLoss: drawn("logLoss", logLoss(view.labels, view.scores), "accuracy"),
    brier: drawn("brier", brier(view.labels, view.scores), "accuracy"),
    calibrationError: drawn("calibrationError", measured.calibrationError, "accuracy"),
  };
}

/** The rates of one label. */
export interface LabelReport {
  readonly photos: number;
  readonly precision: ReportedFigure;
  readonly recall: ReportedFigure;
  readonly f1: ReportedFigure;
}

/** The rates of either label, each taken as the positive one. */
export function labelReports(
  { evaluation, decision, positive }: Measured,
  intervals: BootstrapIntervals = {},
): Readonly<Record<Label, LabelReport>> {
  const reports = LABELS.map((label): [Label, LabelReport] => {
    const figures = figuresOf(evaluation, label, decision.threshold);
    const { f1, positives } = figures;
    return [
      label,
      {
        photos: positives,
        ...countedRates(figures, label),
        f1:
          f1 === undefined
            ? { value: null, reason: whyMissing("f1", figures, label) ?? "" }
            : reported(f1, label === positive ? intervals.f1 : intervals.negativeF1, "bootstrap"),
      },
    ];
  });
  return Object.fromEntries(reports) as Record<Label, LabelReport>;
}

/** The mean of both labels' rates, as scikit-learn's macro average. */
export function macroReport(
  { figures, positive }: Measured,
  intervals: BootstrapIntervals = {},
): Readonly<Record<"precision" | "recall" | "f1", ReportedFigure>> {
  const { precision, recall, f1 } = macroFrom(figures.confusion).macro;
  const drawn = (value: number | undefined, interval: Interval | undefined): ReportedFigure =>
    value === undefined
      ? { value: null, reason: whyMissing("accuracy", figures, positive) ?? "" }
      : reported(value, interval, "bootstrap");
  return {
    precision: drawn(precision, intervals.macroPrecision),
    recall: drawn(recall, intervals.macroRecall),
    f1: drawn(f1, intervals.macroF1),
  };
}

/** Precision and recall are shares of counted photos. */
function countedRates(figures: Figures, label: Label): { precision: ReportedFigure; recall: ReportedFigure } {
  const { truePositives, falsePositives, falseNegatives }: Confusion = figures.confusion;
  return {
    precision: counted("precision", truePositives, truePositives + falsePositives, figures, label),
    recall: counted("recall", truePositives, truePositives + falseNegatives, figures, label),
  };
}

function counted(
  name: FigureName,
  successes: number,
  count: number,
  figures: Figures,
  label: Label,
): ReportedFigure {
  return shareOf(successes, count, whyMissing(name, figures, label));
}

/** So many of so many, with Wilson's interval. @param reason why it cannot be computed, where there are none */
export function shareOf(successes: number, count: number, reason = ""): ReportedFigure {
  const interval = wilsonInterval(successes, count);
  return interval === undefined ? { value: null, reason } : reported(successes / count, interval, "wilson");
}

function reported(value: number, interval: Interval | undefined, method: IntervalMethod): ReportedFigure {
  return interval === undefined
    ? { value, low: null, high: null, method: null }
    : { value, low: interval.low, high: interval.high, method };
}
