import { forEachPair } from "./binary-labels";

/** The best temperature: with the logits divided by it, the photos' labels are most likely. */
export type Temperature =
  | { readonly status: "fitted"; readonly temperature: number }
  | {
      readonly status: "impossible";
      readonly reason: "no photos" | "one class" | "no mistakes" | "no better than chance";
    };

/** Scores are clipped to this distance from 0 and 1, which have infinite logits: float32 next to 1. */
const CLIP = 2 ** -24;

/** Beyond these limits, the photos do not determine a temperature. */
const LEAST = 0.05;
const MOST = 20;

/** Newton's method doubles the number of correct digits with every step. */
const STEPS = 50;
const ENOUGH = 1e-12;

/**
 * Temperature scaling (Guo et al. 2017, "On calibration of modern neural networks", section 4.2): the T that makes the
 * mean of −ln(1 / (1 + e^(∓logit / T))) least. As a function of 1 / T this is convex; Newton's method finds its
 * minimum, and halves a step that would not decrease it. Predictions at a threshold of ½ do not change.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function fitTemperature(labels: ArrayLike<number>, scores: ArrayLike<number>): Temperature {
  // Positive if the score favours the photo's label.
  const margins: number[] = [];
  let positives = 0;
  forEachPair(labels, scores, (label, score) => {
    const margin = logitOf(score);
    margins.push(label === 1 ? margin : -margin);
    positives += label;
  });
  if (margins.length === 0) return { status: "impossible", reason: "no photos" };
  if (positives === 0 || positives === margins.length) return { status: "impossible", reason: "one class" };
  // Without mistakes, no finite temperature is best; unless all scores are ½.
  if (margins.every((margin) => margin >= 0))
    return {
      status: "impossible",
      reason: margins.some((margin) => margin > 0) ? "no mistakes" : "no better than chance",
    };

  let sureness = 1;
  let loss = lossAt(margins, sureness);
  for (let step = 0; step < STEPS; step++) {
    let way = loss.slope / loss.bend;
    if (!Number.isFinite(way)) break;
    let next = lossAt(margins, sureness - way);
    while (next.value > loss.value && Math.abs(way) > ENOUGH) {
      way /= 2;
      next = lossAt(margins, sureness - way);
    }
    sureness -= way;
    loss = next;
    if (Math.abs(way) <= ENOUGH * Math.max(1, sureness)) break;
  }
  const temperature = 1 / sureness;
  if (!(temperature > 0 && temperature <= MOST))
    return { status: "impossible", reason: "no better than chance" };
  return { status: "fitted", temperature: Math.max(LEAST, temperature) };
}

/** What a probability becomes when its logit is divided by a temperature; 1 leaves it as it is. */
export function atTemperature(score: number, temperature: number): number {
  if (temperature === 1) return score;
  return 1 / (1 + Math.exp(-Math.log(score / (1 - score)) / temperature));
}

function logitOf(score: number): number {
  const clipped = Math.min(1 - CLIP, Math.max(CLIP, score));
  return Math.log(clipped / (1 - clipped));
}

/** Mean cross-entropy at 1 / T, with its first and second derivatives. */
function lossAt(
  margins: readonly number[],
  sureness: number,
): { value: number; slope: number; bend: number } {
  let [value, slope, bend] = [0, 0, 0];
  for (const margin of margins) {
    const wrong = 1 / (1 + Math.exp(sureness * margin));
    // ln(1 + e^−x), without overflow.
    const x = sureness * margin;
    value += Math.max(0, -x) + Math.log1p(Math.exp(-Math.abs(x)));
    slope -= margin * wrong;
    bend += margin ** 2 * wrong * (1 - wrong);
  }
  const count = margins.length;
  return { value: value / count, slope: slope / count, bend: bend / count };
}
