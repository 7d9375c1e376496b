import { type Confusion, confusionAt } from "./confusion";
import { atThreshold, type ThresholdMetric } from "./metrics";
import { type PositiveProbability, positiveProbability } from "./probability";
import { type RankedPoint, type Ranking, rank } from "./ranking";

/** What a threshold can be chosen for. */
export type Aim =
  /** The highest F1. */
  | { readonly kind: "f1" }
  /** The highest recall − false positive rate (W. J. Youden, "Index for rating diagnostic tests", 1950). */
  | { readonly kind: "youden" }
  /** Equal shares of negatives predicted positive and of positives missed. */
  | { readonly kind: "equal-error" }
  /** The highest recall with at least this precision, in [0, 1]. */
  | { readonly kind: "precision"; readonly least: number };

/**
 * The best threshold for an aim on some photos, half way between the lowest positive score and the next one below, so
 * that scores that differ slightly on another machine stay on the same side. If several are equally good, the highest.
 * Undefined if a class has no photo, or no threshold has that precision.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function thresholdFor(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  aim: Aim,
): PositiveProbability | undefined {
  const ranking = rank(labels, scores);
  if (ranking === undefined) return undefined;
  let best: { readonly at: number; readonly worth: number } | undefined;
  for (const [at, point] of ranking.points.entries()) {
    const worth = worthOf(point, ranking, aim);
    if (worth !== undefined && (best === undefined || worth > best.worth)) best = { at, worth };
  }
  const lowest = best && ranking.points[best.at]?.threshold;
  return lowest === undefined ? undefined : thresholdUnder(scores, lowest);
}

/**
 * The threshold that separates scores of `lowest` and above from those below: half way to the next score below, or to
 * 0. @param lowest Infinity: no score is positive; the threshold is half way between the highest and 1
 */
export function thresholdUnder(scores: ArrayLike<number>, lowest: number): PositiveProbability {
  let below = 0;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number;
    if (score < lowest && score > below) below = score;
  }
  return positiveProbability((Math.min(1, lowest) + below) / 2);
}

/** The quality of a point, higher is better; undefined if it is not eligible. */
function worthOf(
  { truePositives, falsePositives }: RankedPoint,
  { positives, negatives }: Ranking,
  aim: Aim,
): number | undefined {
  const found = truePositives / positives;
  const mistaken = falsePositives / negatives;
  switch (aim.kind) {
    case "f1":
      return (2 * truePositives) / (positives + truePositives + falsePositives);
    case "youden":
      return found - mistaken;
    case "equal-error":
      return -Math.abs(1 - found - mistaken);
    case "precision":
      return truePositives / (truePositives + falsePositives) >= aim.least ? found : undefined;
  }
}

/** The metrics at one threshold. */
export interface ThresholdRow extends Readonly<Record<ThresholdMetric, number | undefined>> {
  readonly threshold: number;
  readonly confusion: Confusion;
}

/** 0.05, 0.1 … 0.95. */
const ROUND_THRESHOLDS = Array.from({ length: 19 }, (_none, index) => (index + 1) / 20);

/**
 * The metrics at round thresholds, one row each.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function thresholdTable(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): readonly ThresholdRow[] {
  return ROUND_THRESHOLDS.map((threshold) => {
    const confusion = confusionAt(labels, scores, threshold);
    return { threshold, confusion, ...atThreshold(confusion) };
  });
}
