/** Every metric of an evaluation, with its 95 % confidence interval, or why it cannot be computed. */

import { recordOf } from "../common/keys";
import { LABELS, type Label } from "../common/label";
import type { BootstrapIntervals } from "../metrics/bootstrap";
import { type Figures, macroFrom } from "../metrics/figures";
import { type Interval, wilsonInterval } from "../metrics/interval";
import { isHeadline, METRIC_NAMES, METRICS, type MetricName, metricOf } from "../metrics/metrics";
import { figuresOf } from "../models/evaluation";
import { whyMissing, whyUndefined } from "../models/figure-sentences";
import type { Measured } from "./measured";

/** How an interval was computed; null if none was. */
type IntervalMethod = "wilson" | "bootstrap" | null;

/** A metric with its 95 % interval, or why there is none. */
export type ReportedFigure =
  | {
      readonly value: number;
      readonly low: number | null;
      readonly high: number | null;
      readonly method: IntervalMethod;
    }
  | { readonly value: null; readonly reason: string };

/**
 * Every metric: counted shares with Wilson's interval, the others with the bootstrap interval.
 * @param intervals bootstrap intervals for the same photos and threshold
 */
export function reportedFigures(
  measured: Measured,
  intervals: BootstrapIntervals = {},
): Readonly<Record<MetricName, ReportedFigure>> {
  const { figures, positive } = measured;
  return recordOf(METRIC_NAMES, (name) => {
    const value = metricValue(name, measured);
    if (value === undefined) return { value: null, reason: whyUndefined(name, figures, positive) };
    const metric = metricOf(name);
    if (metric.of === "scores" || metric.counted === undefined)
      return reported(value, intervals[name], "bootstrap");
    const { successes, count } = metric.counted(figures.confusion);
    return reported(value, wilsonInterval(successes, count), "wilson");
  });
}

function metricValue(name: MetricName, { figures, view }: Measured): number | undefined {
  const metric = metricOf(name);
  if (isHeadline(name)) return figures[name];
  return metric.of === "answers" ? metric.value(figures.confusion) : metric.value(view.labels, view.scores);
}

/** The rates of one label. */
export interface LabelReport {
  readonly photos: number;
  readonly precision: ReportedFigure;
  readonly recall: ReportedFigure;
  readonly f1: ReportedFigure;
}

/** The rates of each label as the positive one. */
export function labelReports(
  { evaluation, decision, positive }: Measured,
  intervals: BootstrapIntervals = {},
): Readonly<Record<Label, LabelReport>> {
  return recordOf(LABELS, (label) => {
    const figures = figuresOf(evaluation, label, decision.threshold);
    const { f1, positives } = figures;
    return {
      photos: positives,
      ...countedRates(figures, label),
      f1:
        f1 === undefined
          ? { value: null, reason: whyUndefined("f1", figures, label) }
          : reported(f1, label === positive ? intervals.f1 : intervals.negativeF1, "bootstrap"),
    };
  });
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
  const rate = (name: "precision" | "recall") => {
    const { successes, count } = METRICS[name].counted(figures.confusion);
    return shareOf(successes, count, whyMissing(name, figures, label));
  };
  return { precision: rate("precision"), recall: rate("recall") };
}

/** A counted share, with Wilson's interval. @param reason why it cannot be computed, if there are none */
export function shareOf(successes: number, count: number, reason = ""): ReportedFigure {
  const interval = wilsonInterval(successes, count);
  return interval === undefined ? { value: null, reason } : reported(successes / count, interval, "wilson");
}

function reported(value: number, interval: Interval | undefined, method: IntervalMethod): ReportedFigure {
  return interval === undefined
    ? { value, low: null, high: null, method: null }
    : { value, low: interval.low, high: interval.high, method };
}
