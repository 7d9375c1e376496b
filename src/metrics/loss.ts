import { type BinaryLabel, forEachPair } from "./binary-labels";

/** The least distance of a score from 0 and 1: a score of exactly 0 for a positive photo would cost infinitely much. */
const CLIP = 1e-15;

/**
 * The mean of -ln of the probability given to the right class, in nats, from 0 to 34.54 (log_loss with
 * `eps=1e-15`, its default before scikit-learn 1.2; later versions clip at the machine epsilon of the scores' type).
 * Undefined without photos.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function logLoss(labels: ArrayLike<number>, scores: ArrayLike<number>): number | undefined {
  return mean(labels, scores, costOf);
}

/** -ln of the probability given to the right class of one photo. */
export function costOf(label: BinaryLabel, score: number): number {
  const clipped = Math.min(Math.max(score, CLIP), 1 - CLIP);
  return -Math.log(label === 1 ? clipped : 1 - clipped);
}

/**
 * The mean of (score - label)², in [0, 1] for scores in [0, 1] (brier_score_loss). Undefined without photos.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function brier(labels: ArrayLike<number>, scores: ArrayLike<number>): number | undefined {
  return mean(labels, scores, (label, score) => (score - label) ** 2);
}

function mean(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  cost: (label: BinaryLabel, score: number) => number,
): number | undefined {
  let sum = 0;
  forEachPair(labels, scores, (label, score) => {
    sum += cost(label, score);
  });
  return labels.length === 0 ? undefined : sum / labels.length;
}
