import { type RankedPoint, rank } from "./ranking";

/** Three lists of equal length, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** False positive rate, in [0, 1], non-decreasing. */
  readonly fpr: readonly number[];
  /** True positive rate (recall), in [0, 1], non-decreasing. */
  readonly tpr: readonly number[];
  /** The thresholds in descending order; the first is `Infinity`, with which no photo is predicted positive. */
  readonly thresholds: readonly number[];
}

/**
 * The ROC curve, as sklearn.metrics.roc_curve with `drop_intermediate=True`. Undefined if a class has no photo
 * (scikit-learn warns and gives NaN).
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function rocCurve(labels: ArrayLike<number>, scores: ArrayLike<number>): RocCurve | undefined {
  const ranking = rank(labels, scores);
  if (ranking === undefined) return undefined;
  const corners = ranking.points.filter((point, index, points) =>
    isCorner(points[index - 1], point, points[index + 1]),
  );
  return {
    fpr: [0, ...corners.map((corner) => corner.falsePositives / ranking.negatives)],
    tpr: [0, ...corners.map((corner) => corner.truePositives / ranking.positives)],
    thresholds: [Number.POSITIVE_INFINITY, ...corners.map((corner) => corner.threshold)],
  };
}

/**
 * The area under the ROC curve, in [0, 1] (roc_auc_score): the probability that a positive photo scores higher than a
 * negative one; ties count half. Uses the trapezoidal rule over every distinct score. Undefined if a class has no
 * photo.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function rocAuc(labels: ArrayLike<number>, scores: ArrayLike<number>): number | undefined {
  const ranking = rank(labels, scores);
  if (ranking === undefined) return undefined;
  let before = { truePositives: 0, falsePositives: 0 };
  // With counts instead of rates, every term is an integer, so the sum has no rounding error.
  let doubleArea = 0;
  for (const point of ranking.points) {
    doubleArea +=
      (point.falsePositives - before.falsePositives) * (point.truePositives + before.truePositives);
    before = point;
  }
  return doubleArea / 2 / (ranking.positives * ranking.negatives);
}

/**
 * False if the curve continues straight, by scikit-learn's second differences: these find a point on a straight line
 * only if its steps are equal. The first and the last point always stay.
 */
function isCorner(
  before: RankedPoint | undefined,
  point: RankedPoint,
  after: RankedPoint | undefined,
): boolean {
  if (before === undefined || after === undefined) return true;
  return (
    before.truePositives + after.truePositives !== 2 * point.truePositives ||
    before.falsePositives + after.falsePositives !== 2 * point.falsePositives
  );
}
