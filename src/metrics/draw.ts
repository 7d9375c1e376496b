import { forEachPair } from "./binary-labels";
import type { Confusion } from "./confusion";
import { costOf } from "./loss";
import { BINS, reliabilityBin } from "./reliability";

/** Photos in descending order of score. */
export interface SortedPhotos {
  readonly labels: Uint8Array;
  readonly scores: Float64Array;
  /** The indices of the photos of each class. */
  readonly places: readonly [Uint32Array, Uint32Array];
}

/**
 * Sorts photos by descending score; undefined if a class has none.
 * @throws RangeError if the labels and scores are not as in `forEachPair`
 */
export function sortedPhotos(labels: ArrayLike<number>, scores: ArrayLike<number>): SortedPhotos | undefined {
  const pairs: { label: 0 | 1; score: number }[] = [];
  forEachPair(labels, scores, (label, score) => void pairs.push({ label, score }));
  pairs.sort((a, b) => b.score - a.score);
  const inOrder = Uint8Array.from(pairs, ({ label }) => label);
  const placesOf = (wanted: 0 | 1) => Uint32Array.from(inOrder.keys()).filter((at) => inOrder[at] === wanted);
  const places = [placesOf(0), placesOf(1)] as const;
  if (places[0].length === 0 || places[1].length === 0) return undefined;
  return { labels: inOrder, scores: Float64Array.from(pairs, ({ score }) => score), places };
}

/** The sums over one draw that metrics are computed from. */
export interface DrawSums {
  readonly positives: number;
  readonly negatives: number;
  readonly confusion: Confusion;
  /** Twice the area under the ROC curve, in pairs of a positive and a negative photo. */
  readonly doubleArea: number;
  /** The sum of the precision at each positive photo. */
  readonly precisions: number;
  /** The sum of squared differences between score and label. */
  readonly squares: number;
  /** The sum of `costOf` over all photos. */
  readonly costs: number;
  /** Per bin of the reliability diagram: the number of photos, the sum of their scores, and how many are positive. */
  readonly bins: readonly { readonly count: number; readonly sum: number; readonly positives: number }[];
}

/**
 * All sums of one draw, in one pass over the scores.
 * @param times how often each photo was drawn
 */
export function sumsOfDraw(
  { labels, scores, places }: SortedPhotos,
  times: Uint32Array,
  threshold: number,
): DrawSums {
  const [negatives, positives] = [places[0].length, places[1].length];
  const bins = Array.from({ length: BINS }, () => ({ count: 0, sum: 0, positives: 0 }));
  // Counts of photos with scores above the current one; photos with equal scores are added together.
  let [truePositives, falsePositives] = [0, 0];
  let [found, mistaken] = [0, 0];
  let [doubleArea, precisions, squares, costs] = [0, 0, 0, 0];
  for (let at = 0; at < scores.length; ) {
    const score = scores[at] as number;
    let [right, wrong] = [0, 0];
    for (; at < scores.length && scores[at] === score; at++) {
      if (labels[at] === 1) right += times[at] as number;
      else wrong += times[at] as number;
    }
    doubleArea += wrong * (2 * truePositives + right);
    truePositives += right;
    falsePositives += wrong;
    if (right > 0) precisions += (right * truePositives) / (truePositives + falsePositives);
    squares += right * (1 - score) ** 2 + wrong * score ** 2;
    if (right > 0) costs += right * costOf(1, score);
    if (wrong > 0) costs += wrong * costOf(0, score);
    if (score >= threshold) [found, mistaken] = [truePositives, falsePositives];
    const bin = bins[reliabilityBin(score, BINS)];
    if (bin === undefined) continue;
    bin.count += right + wrong;
    bin.sum += (right + wrong) * score;
    bin.positives += right;
  }
  const confusion = {
    truePositives: found,
    falsePositives: mistaken,
    trueNegatives: negatives - mistaken,
    falseNegatives: positives - found,
  };
  return { positives, negatives, confusion, doubleArea, precisions, squares, costs, bins };
}
