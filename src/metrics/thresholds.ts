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
  /** As large a share of the negatives called positive as of the positives missed. */
  | { readonly kind: "equal-error" }
  /** The highest recall with at least this precision, in [0, 1]. */
  | { readonly kind: "precision"; readonly least: number };

/**
 * The threshold that serves an aim best on some photos, half way between the lowest score that it calls positive and
 * the next one below, so that scores that come out a little different on another machine stay on their side.
 * Of equally good ones the highest. Undefined where a class has no photo, or no threshold has that precision.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError where the labels and scores are not as above
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
 * The threshold from which on scores of `lowest` and above are called positive, and none below: half way to the next
 * score below, or to 0. @param lowest Infinity: none is called positive, from half way between the highest and 1 on
 */
export function thresholdUnder(scores: ArrayLike<number>, lowest: number): PositiveProbability {
  let below = 0;
  for (let index = 0; index < scores.length; index++) {
    const score = scores[index] as number;
    if (score < lowest && score > below) below = score;
  }
  return positiveProbability((Math.min(1, lowest) + below) / 2);
}

/** The more the better; undefined for a point that does not count. */
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

/** What comes of one threshold. */
export interface ThresholdRow extends Readonly<Record<ThresholdMetric, number | undefined>> {
  readonly threshold: number;
  readonly confusion: Confusion;
}

/** 0.05, 0.1 … 0.95. */
const ROUND_THRESHOLDS = Array.from({ length: 19 }, (_none, index) => (index + 1) / 20);

/**
 * What comes of round thresholds, one row each.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError where the labels and scores are not as above
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
