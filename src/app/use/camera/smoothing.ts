import type { Evidence } from "../../../head/evidence";
import { mixed } from "../../../metrics/probability";
import { type Prediction, predictionOf } from "../../../models/decision";
import type { Decision } from "../../../models/model";

/**
 * Blends a new prediction into the one shown `milliseconds` ago, so that the number over the video is readable. The
 * half-life is a fifth of a second at any frame rate.
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

/** The same for the evidence: if the parts add up to each prediction, the blended parts add up to the blend. */
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
