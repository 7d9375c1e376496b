import type { Evidence } from "../../head/evidence";
import { distance, mixed, ofLabel } from "../../metrics/probability";
import { type Prediction, predictionOf } from "../../models/decision";
import type { Decision } from "../../models/model";

/** Answers nearer to the threshold than this are little more than a guess. */
const CLOSE = 0.1;

/** A confidence in whole per cent; never "100 %", which no model can promise. */
export function confidenceText(confidence: number): string {
  return confidence >= 0.995 ? "over 99 %" : `${Math.round(100 * confidence)} %`;
}

/** What a model says about a photo: "Looks female to this model, 93 %", "Not sure, 55 % female". */
export function answerText(prediction: Prediction): string {
  const { label, confidence, female, isSure } = prediction;
  if (!isSure) return `Not sure, ${confidenceText(ofLabel(female, "female"))} female`;
  return `Looks ${label} to this model, ${confidenceText(confidence)}${thresholdText(prediction)}`;
}

/** Said where the less likely label is the answer, which would be a riddle otherwise: " (female from 70 % on)". */
export function thresholdText({ confidence, threshold }: Prediction): string {
  return confidence >= 0.5 ? "" : ` (female from ${Math.round(100 * ofLabel(threshold, "female"))} % on)`;
}

/** Whether the answer could as well have been the other one. */
export function isClose({ female, threshold, isSure }: Prediction): boolean {
  return isSure && distance(female, threshold) < CLOSE;
}

/**
 * Mixes a new answer into what was shown `milliseconds` ago, so that a number over a moving picture can be read:
 * half of it is new after a fifth of a second, however fast the frames come.
 */
export function smoothed(
  shown: Prediction | undefined,
  next: Prediction,
  milliseconds: number,
  decision: Decision,
): Prediction {
  if (shown === undefined) return next;
  const kept = keptAfter(milliseconds);
  return predictionOf(mixed(shown.female, next.female, kept), decision);
}

/** The same for the evidence for it: what adds up to each answer adds up to their mixture. */
export function smoothedEvidence(
  shown: Evidence | undefined,
  next: Evidence | undefined,
  milliseconds: number,
): Evidence | undefined {
  if (shown === undefined || next === undefined) return next;
  const kept = keptAfter(milliseconds);
  const between = (before: number, now: number) => kept * before + (1 - kept) * now;
  return {
    map: next.map.map((value, place) => between(shown.map[place] as number, value)),
    bias: between(shown.bias, next.bias),
  };
}

function keptAfter(milliseconds: number): number {
  return 0.5 ** (milliseconds / 200);
}
