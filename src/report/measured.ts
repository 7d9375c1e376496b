import { type Label, labelIndex } from "../common/label";
import { count, twoDigits } from "../common/words";
import type { Figures } from "../metrics/figures";
import {
  averagePrecision,
  type PrecisionRecallCurve,
  precisionRecallCurve,
} from "../metrics/precision-recall";
import { ofLabel } from "../metrics/probability";
import {
  expectedCalibrationError,
  type ReliabilityBin,
  reliability,
  type ScoreHistogram,
  scoreHistogram,
} from "../metrics/reliability";
import { type RocCurve, rocCurve } from "../metrics/roc";
import { type ThresholdRow, thresholdTable } from "../metrics/thresholds";
import { sideOf } from "../models/comparison";
import { type BinaryView, figuresOf, viewFrom } from "../models/evaluation";
import type { Decision, Evaluation, HeldOut, TrainedModel } from "../models/model";

/** A model on the photos of one split: everything computed from its scores. */
export interface Measured {
  readonly model: TrainedModel;
  readonly part: HeldOut;
  readonly positive: Label;
  readonly decision: Decision;
  /** With the model's temperature applied. */
  readonly evaluation: Evaluation;
  /** From the view of `positive`. */
  readonly view: BinaryView;
  /** At the model's threshold. */
  readonly figures: Figures;
  /** Undefined if a label has no photo. */
  readonly roc: RocCurve | undefined;
  readonly precisionRecall: PrecisionRecallCurve | undefined;
  readonly averagePrecision: number | undefined;
  /** None without photos. */
  readonly bins: readonly ReliabilityBin[];
  readonly calibrationError: number | undefined;
  readonly histogram: ScoreHistogram;
  readonly thresholds: readonly ThresholdRow[];
}

/** Measures a model on a split; undefined if it has no evaluation there. Takes some 50 ms for 20,000 photos. */
export function measure(model: TrainedModel, part: HeldOut, positive: Label): Measured | undefined {
  const side = sideOf(model, part);
  if (side === undefined) return undefined;
  const { evaluation, decision } = side;
  const view = viewFrom(evaluation, positive);
  const { labels, scores } = view;
  const bins = reliability(labels, scores);
  return {
    model,
    part,
    positive,
    decision,
    evaluation,
    view,
    figures: figuresOf(evaluation, positive, decision.threshold),
    roc: rocCurve(labels, scores),
    precisionRecall: precisionRecallCurve(labels, scores),
    averagePrecision: averagePrecision(labels, scores),
    bins,
    calibrationError: expectedCalibrationError(bins),
    histogram: scoreHistogram(labels, scores),
    thresholds: thresholdTable(labels, scores),
  };
}

/** The number of photos of each label in the split. */
export function labelCounts({ evaluation: { labels } }: Measured): Readonly<Record<Label, number>> {
  const female = labels.filter((label) => label === labelIndex("female")).length;
  return { female, male: labels.length - female };
}

/** The names of the splits in texts. */
export const PART_NAMES: Readonly<Record<HeldOut, string>> = { val: "validation", test: "test" };

/** "160 validation photos, 80 female and 80 male". */
export function photosInWords(measured: Measured): string {
  const { female, male } = labelCounts(measured);
  const all = female + male;
  const which = `${count(all)} ${PART_NAMES[measured.part]} ${all === 1 ? "photo" : "photos"}`;
  return `${which}, ${count(female)} female and ${count(male)} male`;
}

/**
 * What metrics and plots are based on, in one line: "800 photos · 160 validation photos, 80 female and 80 male ·
 * threshold for female 0.50".
 */
export function basisLine(measured: Measured): string {
  const { model, decision } = measured;
  const temperature = model.temperature ?? 1;
  return [
    model.name,
    photosInWords(measured),
    `threshold for female ${twoDigits(ofLabel(decision.threshold, "female"))}`,
    ...(temperature === 1 ? [] : [`temperature ${temperature.toFixed(2)}`]),
  ].join(" · ");
}
