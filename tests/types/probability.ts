/**
 * Mix-ups that the compiler refuses: of P(female) with the probability of the positive label, and of what a head said
 * with what its model says at its temperature. `tsc` checks this file; it never runs. A line that compiles after all
 * is an error there (an unused `@ts-expect-error`).
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
    // @ts-expect-error P(female) against a threshold on the positive label's side
    female >= positive,
    // @ts-expect-error P(female) against a number that says nothing of its label
    female >= 0.5,
    // @ts-expect-error 1 − P(female) outside of `ofLabel`
    1 - female,
    // @ts-expect-error a threshold for female among scores of the positive label
    confusionAt(labels, scores, LIKELIER.threshold),
    // @ts-expect-error scores of "female" as those of the positive label: label 0 is female there
    rocAuc(cooled.labels, cooled.scores),
    // @ts-expect-error a threshold for the positive label as the one of a decision
    predictionOf(female, { threshold: positive, unsure: 0 }),
    // @ts-expect-error the best threshold for the positive label as one for female
    figuresOf(cooled, "male", thresholdFor(labels, scores, { kind: "f1" })),
    // @ts-expect-error the threshold that figures of a label have as one for female
    cellPhotos(cooled, figuresOf(cooled, "male").threshold, "female", "male"),
    // @ts-expect-error a threshold for female turned around as if it were for the positive label
    femaleThreshold(LIKELIER.threshold, "male"),
    // @ts-expect-error how near to the threshold there is no answer is no threshold
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
  // @ts-expect-error a view of what the head said where one of what the model says is shown
  const raw: BinaryView = viewFrom(said, "female");
  return [
    expectedCalibrationError(reliability(view.labels, view.scores)),
    raw,
    // @ts-expect-error a threshold is for calibrated probabilities
    figuresOf(said, "female"),
    // @ts-expect-error so is the band around it
    surenessOf(said, LIKELIER),
    // @ts-expect-error and an answer
    predictionOf(said.scores[0] ?? LIKELIER.threshold),
    // @ts-expect-error and a photo in bad conditions
    stressFigures(stress),
    // @ts-expect-error what has the temperature in it does not get it a second time
    calibratedScores(cooled, 2),
    // @ts-expect-error nor does a whole model
    calibrated(calibrated(model)),
    // @ts-expect-error a model keeps what its head said, not what its temperature makes of that
    aModel({ evaluations: calibratedEvaluations(model.evaluations, model.temperature) }),
    // @ts-expect-error a file has the temperature in its head and in its scores
    recordToJson(model),
  ];
}
