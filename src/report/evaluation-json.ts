/**
 * `evaluation.json`: a model and everything known about its quality, for programs. JSON has no undefined: what is
 * unknown is null.
 */

import { recordOf } from "../common/keys";
import type { Label } from "../common/label";
import { THRESHOLD_METRICS, type ThresholdMetric } from "../metrics/metrics";
import { ofLabel } from "../metrics/probability";
import { type Aim, type ThresholdRow, thresholdFor } from "../metrics/thresholds";
import { areKnownUnseen, figuresOf, runReport } from "../models/evaluation";
import { cautions, whyMissing, whyUnknown } from "../models/figure-sentences";
import type { HeldOut, TrainedModel } from "../models/model";
import { femaleThreshold } from "../models/presets";
import { surenessOf } from "../models/sureness";
import { ANALYSES, type AnalysisName, type Found, type GroupReport, namesOf } from "./analyses";
import type { ReportExtras } from "./input";
import { labelCounts, type Measured, measure } from "./measured";
import { labelReports, macroReport, reportedFigures, shareOf } from "./reported-figures";

/**
 * Everything that `runReport` has; for each evaluated split, every metric with its interval, the curves, thresholds and
 * calibration; and the results of the analyses, null if not computed.
 * @param positive the label that precision, recall, scores and thresholds are about
 */
export function evaluationReport(model: TrainedModel, positive: Label, extras: ReportExtras) {
  const parts = (["val", "test"] as const).flatMap((part) => {
    const measured = measure(model, part, positive);
    return measured === undefined ? [] : [[part, partReport(measured, extras)] as const];
  });
  const evaluations: Partial<Record<HeldOut, ReturnType<typeof partReport>>> = Object.fromEntries(parts);
  return {
    ...runReport(model, positive),
    model: { id: model.id, name: model.name, created: new Date(model.created).toISOString() },
    evaluations,
    /** Why there is no evaluation; null if there is one. */
    reason: parts.length === 0 ? whyUnknown(model) : null,
    ...analysesToJson(extras),
  };
}

/** The result of each analysis; only the groups have another form than in the report. */
function analysesToJson({ groups, ...others }: Partial<Found>) {
  const found = { ...others, ...(groups && { groups: groupsToJson(groups) }) };
  const all = namesOf(ANALYSES).map((name) => [name, found[name] ?? null] as const);
  type Json = { readonly [Name in AnalysisName]: Exclude<(typeof found)[Name], undefined> | null };
  return Object.fromEntries(all) as Json;
}

function partReport(measured: Measured, extras: ReportExtras) {
  const { model, part, figures, evaluation } = measured;
  const intervals = extras.intervals?.[part];
  const reported = reportedFigures(measured, intervals);
  return {
    basis: basisToJson(measured),
    cautions: [...(extras.cautions?.[part] ?? []), ...cautions(model, part, evaluation, figures)],
    figures: reported,
    confusion: figures.confusion,
    perLabel: { ...labelReports(measured, intervals), macro: macroReport(measured, intervals) },
    curves: curvesToJson(measured),
    thresholds: measured.thresholds.map(rowToJson),
    presets: presetsToJson(measured),
    calibration: {
      temperature: model.temperature ?? 1,
      expectedCalibrationError: reported.calibrationError,
      brier: reported.brier,
      bins: measured.bins.map(({ interval, ...bin }) => ({ ...bin, ...interval })),
    },
    histogram: histogramToJson(measured),
  };
}

/** Everything computed for one split. */
function basisToJson(measured: Measured) {
  const { model, part, positive, decision, evaluation, figures } = measured;
  const { all, sure, right } = surenessOf(evaluation, decision);
  const { id, sha256 } = model.backbone;
  return {
    part,
    photos: all,
    ...labelCounts(measured),
    areKnownUnseen: areKnownUnseen(evaluation),
    positive,
    /** For the probability of `positive`, like all scores and thresholds of this split. */
    threshold: figures.threshold,
    femaleFrom: ofLabel(decision.threshold, "female"),
    unsure: {
      within: decision.unsure,
      sure,
      accuracyAmongSure: shareOf(right, sure, "This cannot be computed, because it is sure of no photo."),
    },
    model: { id: model.id, name: model.name, backbone: { id, sha256 } },
  };
}

function curvesToJson({ roc, precisionRecall, figures, positive }: Measured) {
  const reason = whyMissing("rocAuc", figures, positive) ?? null;
  return {
    // The first threshold of a ROC curve is infinite, which JSON cannot express.
    roc: roc
      ? { ...roc, thresholds: roc.thresholds.map((each) => (Number.isFinite(each) ? each : null)) }
      : { reason },
    precisionRecall: precisionRecall ?? { reason },
  };
}

function rowToJson(row: ThresholdRow) {
  return { threshold: row.threshold, ...ratesToJson(row), ...row.confusion };
}

function ratesToJson(rates: Pick<ThresholdRow, ThresholdMetric>) {
  return recordOf(THRESHOLD_METRICS, (name) => rates[name] ?? null);
}

/** The aims of a threshold, by their names in this file. */
const AIMS = {
  bestF1: { kind: "f1" },
  youden: { kind: "youden" },
  equalError: { kind: "equal-error" },
  precision95: { kind: "precision", least: 0.95 },
} as const satisfies Readonly<Record<string, Aim>>;

type Preset =
  | ({ readonly threshold: number; readonly femaleFrom: number } & ReturnType<typeof ratesToJson>)
  | { readonly threshold: null; readonly reason: string };

function presetsToJson(measured: Measured): Readonly<Record<keyof typeof AIMS, Preset>> {
  const presets = Object.entries(AIMS).map(([name, aim]) => [name, presetToJson(measured, aim)]);
  return Object.fromEntries(presets);
}

function presetToJson({ evaluation, view, figures, positive }: Measured, aim: Aim): Preset {
  const threshold = thresholdFor(view.labels, view.scores, aim);
  if (threshold === undefined) {
    const reason =
      whyMissing("rocAuc", figures, positive) ??
      "This cannot be computed, because no threshold reaches that precision.";
    return { threshold: null, reason };
  }
  const femaleFrom = femaleThreshold(threshold, positive);
  const rates = ratesToJson(figuresOf(evaluation, positive, femaleFrom));
  return { threshold, femaleFrom: ofLabel(femaleFrom, "female"), ...rates };
}

/** Counts of each label between equidistant edges. */
function histogramToJson({ histogram: { positives, negatives }, positive }: Measured) {
  const edges = Array.from({ length: positives.length + 1 }, (_none, edge) => edge / positives.length);
  return positive === "female"
    ? { edges, female: positives, male: negatives }
    : { edges, female: negatives, male: positives };
}

function groupsToJson({ part, source, without, groups, gap }: GroupReport) {
  return {
    part,
    source,
    without,
    groups: groups.map(({ name, figures, interval, isSmall }) => ({
      name,
      photos: figures.count,
      isSmall,
      accuracy: { value: figures.accuracy ?? null, ...interval, method: "wilson" },
      rocAuc: figures.rocAuc ?? null,
    })),
    gap: gap ?? null,
  };
}
