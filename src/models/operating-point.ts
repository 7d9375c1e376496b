import { type Label, otherLabel } from "../common/label";
import { percent, twoDigits } from "../common/words";
import type { Figures } from "../metrics/figures";
import type { RocCurve } from "../metrics/roc";

/** One corner of the curve: the threshold, the false positive rate and the true positive rate. */
export interface RocPoint {
  readonly fpr: number;
  readonly tpr: number;
  readonly threshold: number;
}

/** The corners of the curve; none if there is no curve. */
export function pointsOf(curve: RocCurve | undefined): RocPoint[] {
  if (curve === undefined) return [];
  return curve.thresholds.map((threshold, index) => ({
    threshold,
    fpr: curve.fpr[index] ?? 0,
    tpr: curve.tpr[index] ?? 0,
  }));
}

/** The point of the threshold that all other metrics use. */
export function operatingPoint({ confusion, positives, negatives, threshold }: Figures): RocPoint {
  return {
    threshold,
    fpr: confusion.falsePositives / negatives,
    tpr: confusion.truePositives / positives,
  };
}

/** The curve in words, for users who cannot see it. */
export function inWords(points: readonly RocPoint[], at: RocPoint, positive: Label): string {
  const negative = otherLabel(positive);
  const reached = [0.01, 0.05, 0.1, 0.2].map((share) => {
    const best = points.findLast(({ fpr }) => fpr <= share);
    return `${percent(best?.tpr)} with at most ${100 * share} %`;
  });
  return (
    `At threshold ${twoDigits(at.threshold)} it finds ${percent(at.tpr)} of the ${positive} photos and calls ` +
    `${percent(at.fpr)} of the ${negative} photos ${positive} by mistake. ` +
    `By other thresholds it finds ${reached.join(", ")} of such mistakes.`
  );
}
