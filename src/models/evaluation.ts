import { recordOf } from "../common/keys";
import { type Label, labelIndex } from "../common/label";
import { areDrawn } from "../dataset/sample";
import type { Epoch } from "../head/fit-head";
import { confusionAt, swapClasses } from "../metrics/confusion";
import { type Figures, figuresFrom } from "../metrics/figures";
import { HEADLINE_METRICS } from "../metrics/metrics";
import {
  type Calibration,
  type FemaleProbability,
  ofLabel,
  type PositiveScores,
  positiveScores,
} from "../metrics/probability";
import { rocAuc } from "../metrics/roc";
import { calibrated, decisionOf, LIKELIER } from "./decision";
import type { Evaluation, HeldOut, TrainedModel, TrainingRun, TuningRun } from "./model";

/** The default threshold: a photo is predicted female from this probability of "female" up. */
export const THRESHOLD = LIKELIER.threshold;

/** An evaluation from the view of one label: 1 if a photo has it, and the model's probability of it. */
export interface BinaryView<C extends Calibration = "calibrated"> {
  readonly labels: Uint8Array;
  readonly scores: PositiveScores<C>;
}

export function viewFrom<C extends Calibration>(
  { labels, scores }: Evaluation<C>,
  positive: Label,
): BinaryView<C> {
  const wanted = labelIndex(positive);
  return {
    labels: labels.map((label) => (label === wanted ? 1 : 0)),
    scores: positiveScores(scores, positive),
  };
}

/** An evaluation from the view of "female", with everything that does not depend on the threshold. */
export interface ScoredPhotos extends BinaryView {
  /** From the view of each label. */
  readonly rocAuc: number | undefined;
}

export function scoredPhotos(evaluation: Evaluation): ScoredPhotos {
  const view = viewFrom(evaluation, "female");
  return { ...view, rocAuc: rocAuc(view.labels, view.scores) };
}

/**
 * Metrics at one threshold, in well under a millisecond for 20,000 photos.
 * @param threshold a photo is predicted female from this probability of "female" up, whichever label is positive
 */
export function figuresAt(
  { labels, scores, rocAuc: auc }: ScoredPhotos,
  positive: Label,
  threshold: FemaleProbability,
): Figures {
  const confusion = confusionAt(labels, scores, ofLabel(threshold, "female"));
  const called = positive === "female" ? confusion : swapClasses(confusion);
  return figuresFrom(called, ofLabel(threshold, positive), auc);
}

/** Metrics of an evaluation with `positive` as the positive label. @param threshold as in `figuresAt` */
export function figuresOf(evaluation: Evaluation, positive: Label, threshold = THRESHOLD): Figures {
  return figuresAt(scoredPhotos(evaluation), positive, threshold);
}

/**
 * The split whose metrics are shown for a model: the test photos if there are any, because they did not influence
 * training; undefined without an evaluation.
 */
export function mainPart({ evaluations }: Pick<TrainedModel, "evaluations">): HeldOut | undefined {
  if (evaluations.test !== undefined) return "test";
  return evaluations.val && "val";
}

/** Whether a model was certainly not trained on the photos of an evaluation, because they were held out. */
export function areKnownUnseen({ mayBeSeen = false }: Evaluation<Calibration>): boolean {
  return !mayBeSeen;
}

/** Whether a model was evaluated on the page's drawings, so that nothing is known about real faces. */
export function isOnDrawings({ evaluations }: TrainedModel): boolean {
  return Object.values(evaluations).some(({ paths }) => areDrawn(paths));
}

/**
 * A model and its metrics as `npm run headless -- --json` writes them and the page downloads them; without the training
 * if the model was opened from a file that does not describe it.
 */
export function runReport(model: TrainedModel, positive: Label) {
  const { backbone, run, evaluations } = calibrated(model);
  const { val, test } = evaluations;
  const { threshold, unsure } = decisionOf(model);
  return {
    backbone: { id: backbone.id, sha256: backbone.sha256, origin: backbone.origin },
    ...(run && runFacts(run)),
    positive,
    decision: { threshold: ofLabel(threshold, "female"), unsure, temperature: model.temperature ?? 1 },
    metrics: {
      ...(val && { val: runFigures(figuresOf(val, positive, threshold)) }),
      ...(test && { test: runFigures(figuresOf(test, positive, threshold)) }),
    },
    ...(run && { seconds: run.seconds, history: run.history.map(historyRow) }),
  };
}

function runFacts({ backend, settings, counts, skipped, tuning }: TrainingRun) {
  return {
    backend,
    seed: settings.seed,
    counts,
    skipped: skipped.map(({ path, reason }) => ({ file: path, reason })),
    ...(tuning && { tuning: tuningFacts(tuning) }),
  };
}

function tuningFacts({ settings, from, after, seconds }: TuningRun) {
  const { id, sha256, origin } = from;
  return { ...settings, from: { id, sha256, origin }, after, seconds };
}

function historyRow(epoch: Epoch) {
  return { ...epoch, valLoss: epoch.valLoss ?? null, valAccuracy: epoch.valAccuracy ?? null };
}

/** The metrics for programs; null if undefined. */
function runFigures(figures: Figures) {
  return recordOf(HEADLINE_METRICS, (name) => figures[name] ?? null);
}
