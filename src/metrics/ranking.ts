import { type BinaryLabel, forEachPair } from "./binary-labels";

/** Counts of photos with `score >= threshold`, at one threshold. */
export interface RankedPoint {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** The photos in descending order of score; the basis of every curve and area. */
export interface Ranking {
  /** One point per distinct score, the highest first; the last calls everything positive. */
  readonly points: readonly RankedPoint[];
  /** Positive photos, 1 or more. */
  readonly positives: number;
  /** Negative photos, 1 or more. */
  readonly negatives: number;
}

/**
 * Counts true and false positives at every distinct score (sklearn.metrics.confusion_matrix_at_thresholds). Photos with
 * equal scores are counted together, so their order never matters. Undefined if a class has no photo. O(n log n).
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function rank(labels: ArrayLike<number>, scores: ArrayLike<number>): Ranking | undefined {
  const byClass: Record<BinaryLabel, number[]> = { 0: [], 1: [] };
  forEachPair(labels, scores, (label, score) => {
    byClass[label].push(score);
  });
  // Sorting two typed arrays of numbers is several times faster than sorting a list of pairs with a comparator.
  const negative = Float64Array.from(byClass[0]).sort().reverse();
  const positive = Float64Array.from(byClass[1]).sort().reverse();
  if (negative.length === 0 || positive.length === 0) return undefined;

  const points: RankedPoint[] = [];
  let [truePositives, falsePositives] = [0, 0];
  while (truePositives < positive.length || falsePositives < negative.length) {
    const threshold = Math.max(positive[truePositives] ?? -Infinity, negative[falsePositives] ?? -Infinity);
    while (positive[truePositives] === threshold) truePositives++;
    while (negative[falsePositives] === threshold) falsePositives++;
    points.push({ threshold, truePositives, falsePositives });
  }
  return { points, positives: positive.length, negatives: negative.length };
}
