/**
 * Mix-ups that the compiler must reject: P(female) with the probability of the positive label, and uncalibrated with
 * calibrated scores. `tsc` checks this file; it never runs. A mix-up that compiles is an error, because its
 * `@ts-expect-error` is unused.
 */

import { confusionAt } from "../../src/metrics/confusion";
import {
  calibratedScores,
  type FemaleProbability,
  type PositiveProbability,
} from "../../src/metrics/probability";
import { expectedCalibrationError, reliability } from "../../src/metrics/reliability";
import { rocAuc } from "../../src/metrics/roc";
import { thresholdFor } from "../../src/metrics/thresholds";
import { calibrated, calibratedEvaluations, LIKELIER, predictionOf } from "../../src/models/decision";
import { cellPhotos } from "../../src/models/evaluated";
import { type BinaryView, figuresOf, viewFrom } from "../../src/models/evaluation";
import { recordToJson } from "../../src/models/formats/record";
import type { Evaluation, TrainedModel } from "../../src/models/model";
import { femaleThreshold } from "../../src/models/presets";
import { type StressTest, stressFigures } from "../../src/models/stress-figures";
import { surenessOf } from "../../src/models/sureness";
import { aModel } from "../a-model";

export function refusedForTheirLabel(
  female: FemaleProbability,
  positive: PositiveProbability,
  cooled: Evaluation,
): unknown[] {
  const { labels, scores } = viewFrom(cooled, "male");
  return [
    // @ts-expect-error P(female) compared with a threshold for the positive label
    female >= positive,
    // @ts-expect-error P(female) compared with a number of no known label
    female >= 0.5,
    // @ts-expect-error 1 − P(female) outside `ofLabel`
    1 - female,
    // @ts-expect-error a threshold for female with scores of the positive label
    confusionAt(labels, scores, LIKELIER.threshold),
    // @ts-expect-error scores of female, with labels where 0 is female, as scores of the positive label
    rocAuc(cooled.labels, cooled.scores),
    // @ts-expect-error a threshold for the positive label in a decision, which needs one for female
    predictionOf(female, { threshold: positive, unsure: 0 }),
    // @ts-expect-error the best threshold for the positive label as a threshold for female
    figuresOf(cooled, "male", thresholdFor(labels, scores, { kind: "f1" })),
    // @ts-expect-error the threshold in the metrics of a label as a threshold for female
    cellPhotos(cooled, figuresOf(cooled, "male").threshold, "female", "male"),
    // @ts-expect-error a threshold for female converted as if it were for the positive label
    femaleThreshold(LIKELIER.threshold, "male"),
    // @ts-expect-error the width of the “not sure” band as a threshold
    femaleThreshold(LIKELIER.unsure, "male"),
  ];
}

export function refusedForTheirCalibration(
  model: TrainedModel,
  said: Evaluation<"uncalibrated">,
  cooled: Evaluation,
  stress: StressTest<"uncalibrated">,
): unknown[] {
  const view: BinaryView = viewFrom(cooled, "female");
  // @ts-expect-error a view of uncalibrated scores as one of calibrated scores
  const raw: BinaryView = viewFrom(said, "female");
  return [
    expectedCalibrationError(reliability(view.labels, view.scores)),
    raw,
    // @ts-expect-error thresholds apply to calibrated scores
    figuresOf(said, "female"),
    // @ts-expect-error so does the “not sure” band
    surenessOf(said, LIKELIER),
    // @ts-expect-error predictions need calibrated scores
    predictionOf(said.scores[0] ?? LIKELIER.threshold),
    // @ts-expect-error so do the metrics of a stress test
    stressFigures(stress),
    // @ts-expect-error calibrated scores must not be calibrated again
    calibratedScores(cooled, 2),
    // @ts-expect-error nor must a calibrated model
    calibrated(calibrated(model)),
    // @ts-expect-error a model stores uncalibrated evaluations
    aModel({ evaluations: calibratedEvaluations(model.evaluations, model.temperature) }),
    // @ts-expect-error a file stores a calibrated model, with the temperature in its head and its scores
    recordToJson(model),
  ];
}
