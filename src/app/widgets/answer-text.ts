import { distance, ofLabel } from "../../metrics/probability";
import type { Prediction } from "../../models/decision";

/** Answers closer to the threshold than this are little more than a guess. */
const CLOSE = 0.1;

/** A confidence in whole per cent; never "100 %", because no model is certain. */
export function confidenceText(confidence: number): string {
  return confidence >= 0.995 ? "over 99 %" : `${Math.round(100 * confidence)} %`;
}

/** What a model says about a photo: "Looks female to this model, 93 %", "Not sure, 55 % female". */
export function answerText(prediction: Prediction): string {
  const { label, confidence, female, isSure } = prediction;
  if (!isSure) return `Not sure, ${confidenceText(ofLabel(female, "female"))} female`;
  return `Looks ${label} to this model, ${confidenceText(confidence)}${thresholdText(prediction)}`;
}

/** Explains why the less likely label is the answer: " (threshold for female: 70 %)". Otherwise empty. */
export function thresholdText({ confidence, threshold }: Prediction): string {
  return confidence >= 0.5
    ? ""
    : ` (threshold for female: ${Math.round(100 * ofLabel(threshold, "female"))} %)`;
}

/** Whether the answer could just as well have been the other one. */
export function isClose({ female, threshold, isSure }: Prediction): boolean {
  return isSure && distance(female, threshold) < CLOSE;
}
