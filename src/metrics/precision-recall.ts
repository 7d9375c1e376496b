import { rank } from "./ranking";

/** From the lowest threshold, with recall 1, to the point (recall 0, precision 1), which has no threshold. */
export interface PrecisionRecallCurve {
  /** In [0, 1]; one more than `thresholds`. */
  readonly precision: readonly number[];
  /** In [0, 1], non-increasing; one more than `thresholds`. */
  readonly recall: readonly number[];
  /** The distinct scores in ascending order. */
  readonly thresholds: readonly number[];
}

/**
 * Precision and recall at every distinct score, as sklearn.metrics.precision_recall_curve with
 * `drop_intermediate=False`. Undefined if a class has no photo (scikit-learn then draws a flat line).
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function precisionRecallCurve(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
): PrecisionRecallCurve | undefined {
  const ranking = rank(labels, scores);
  if (ranking === undefined) return undefined;
  const rising = ranking.points.toReversed();
  return {
    precision: [
      ...rising.map((point) => point.truePositives / (point.truePositives + point.falsePositives)),
      1,
    ],
    recall: [...rising.map((point) => point.truePositives / ranking.positives), 0],
    thresholds: rising.map((point) => point.threshold),
  };
}

/**
 * The sum over the thresholds of precision × gain in recall, in [0, 1] (average_precision_score; no interpolation
 * between the points). Undefined if a class has no photo (scikit-learn gives 1 without negatives and 0 without
 * positives).
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function averagePrecision(labels: ArrayLike<number>, scores: ArrayLike<number>): number | undefined {
  const ranking = rank(labels, scores);
  if (ranking === undefined) return undefined;
  let [sum, found] = [0, 0];
  for (const { truePositives, falsePositives } of ranking.points) {
    sum += ((truePositives - found) * truePositives) / (truePositives + falsePositives);
    found = truePositives;
  }
  return sum / ranking.positives;
}
