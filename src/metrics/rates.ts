import type { Confusion } from "./confusion";

/** The share of correct predictions, in [0, 1] (accuracy_score); undefined without photos. */
export function accuracy(confusion: Confusion): number | undefined {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusion;
  const correct = truePositives + trueNegatives;
  return ratio(correct, correct + falsePositives + falseNegatives);
}

/**
 * The mean of the two classes' recalls, in [0, 1] (balanced_accuracy_score). Undefined if a class has no photo;
 * scikit-learn then warns and gives the recall of the other class.
 */
export function balancedAccuracy(confusion: Confusion): number | undefined {
  const sensitivity = recall(confusion);
  const specificity = ratio(confusion.trueNegatives, confusion.trueNegatives + confusion.falsePositives);
  if (sensitivity === undefined || specificity === undefined) return undefined;
  return (sensitivity + specificity) / 2;
}

/**
 * The share of predicted positives that are positive, in [0, 1] (precision_score). Undefined if nothing was predicted
 * positive; scikit-learn's `zero_division=0` then gives 0.
 */
export function precision(confusion: Confusion): number | undefined {
  return ratio(confusion.truePositives, confusion.truePositives + confusion.falsePositives);
}

/**
 * The share of positive photos that are predicted positive, in [0, 1] (recall_score). Undefined if there is no positive
 * photo; scikit-learn's `zero_division=0` then gives 0.
 */
export function recall(confusion: Confusion): number | undefined {
  return ratio(confusion.truePositives, confusion.truePositives + confusion.falseNegatives);
}

/**
 * 2 TP / (2 TP + FP + FN), in [0, 1] (f1_score): the harmonic mean of precision and recall, and 0 if only one of them
 * is defined. Undefined if nothing is positive and nothing was predicted positive; scikit-learn's `zero_division=0`
 * then gives 0.
 */
export function f1(confusion: Confusion): number | undefined {
  const { truePositives, falsePositives, falseNegatives } = confusion;
  return ratio(2 * truePositives, 2 * truePositives + falsePositives + falseNegatives);
}

/**
 * Matthews correlation coefficient, in [-1, 1] (matthews_corrcoef). As in scikit-learn, 0 if all photos have the same
 * class or the same prediction, because a constant correlates with nothing. Undefined without photos.
 */
export function mcc(confusion: Confusion): number | undefined {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = confusion;
  if (truePositives + falsePositives + trueNegatives + falseNegatives === 0) return undefined;
  const labelVariance = (truePositives + falseNegatives) * (trueNegatives + falsePositives);
  const callVariance = (truePositives + falsePositives) * (trueNegatives + falseNegatives);
  const covariance = truePositives * trueNegatives - falsePositives * falseNegatives;
  return ratio(covariance, Math.sqrt(labelVariance * callVariance)) ?? 0;
}

/** `part / whole`; undefined for 0 / 0. */
function ratio(part: number, whole: number): number | undefined {
  return whole === 0 ? undefined : part / whole;
}
