/** 1 is the positive class, 0 the negative one. */
export type BinaryLabel = 0 | 1;

/**
 * Calls `visit` with every label and its score, in order. All of `src/metrics` reads its input through this function,
 * so that a score of NaN throws instead of becoming a metric of NaN.
 *
 * @param labels 0 or 1 each
 * @param scores one per label, finite, meant to be probabilities in [0, 1]; the range is not enforced, because a
 *   softmax on a GPU may round to slightly more than 1
 * @throws RangeError if the lengths differ, a label is neither 0 nor 1, or a score is not finite
 */
export function forEachPair(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  visit: (label: BinaryLabel, score: number) => void,
): void {
  if (labels.length !== scores.length) {
    throw new RangeError(`${labels.length} labels cannot be compared with ${scores.length} scores.`);
  }
  for (let index = 0; index < labels.length; index++) {
    const label = labels[index];
    const score = scores[index];
    if (label !== 0 && label !== 1) throw new RangeError(`Label ${index} is ${label}, neither 0 nor 1.`);
    if (score === undefined || !Number.isFinite(score)) {
      throw new RangeError(`Score ${index} is ${score}, not a finite number.`);
    }
    visit(label, score);
  }
}
