import { forEachPair } from "./binary-labels";

/** How many photos of each class got which prediction: four integers, 0 or more. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/**
 * Counts the predictions, where `score >= threshold` means positive: the convention of scikit-learn's curves
 * (`roc_curve`, `precision_recall_curve`), so a score that equals the threshold is positive. Otherwise as
 * sklearn.metrics.confusion_matrix.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @param threshold usually in [0, 1]; `Infinity`, with which a ROC curve starts, calls nothing positive
 * @throws RangeError if the labels and scores are not as above, or the threshold is NaN
 */
export function confusionAt(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  threshold: number,
): Confusion {
  if (Number.isNaN(threshold)) throw new RangeError("The threshold is not a number.");
  let [truePositives, falsePositives, trueNegatives, falseNegatives] = [0, 0, 0, 0];
  forEachPair(labels, scores, (label, score) => {
    if (score >= threshold) {
      if (label === 1) truePositives++;
      else falsePositives++;
    } else if (label === 1) falseNegatives++;
    else trueNegatives++;
  });
  return { truePositives, falsePositives, trueNegatives, falseNegatives };
}

/** The same predictions, with the negative class as the positive one. */
export function swapClasses(confusion: Confusion): Confusion {
  return {
    truePositives: confusion.trueNegatives,
    falsePositives: confusion.falseNegatives,
    trueNegatives: confusion.truePositives,
    falseNegatives: confusion.falsePositives,
  };
}
