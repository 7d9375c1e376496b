import { FEATURE_COUNT } from "../backbone/architecture";
import type { Random } from "../common/random";
import { softmaxOfFirst } from "../head/head";
import { BIAS } from "../head/parameters";

/** The settings of a step of the head. */
export interface HeadSettings {
  readonly dropout: number;
  readonly labelSmoothing: number;
  /** Weight of each label in the loss. */
  readonly weights: readonly [number, number];
}

/** Sums over photos. */
export interface HeadSums {
  loss: number;
  right: number;
}

/**
 * Forward and backward pass of the head for one photo, with cross-entropy against smoothed labels, −Σ t·log p where t
 * is 1 − ε/2 for the right label and ε/2 for the other: Keras's `CategoricalCrossentropy(label_smoothing=ε)`.
 * @param features [1280] of the photo; its dropout mask is drawn from `masks`
 * @param share the photo's weight in the batch's mean: 1 / photos in the batch
 * @param gradient with respect to the head's parameters; accumulated
 * @param dFeatures [1280]; receives the gradient with respect to the features
 */
export function passHead(
  head: Float32Array,
  features: Float32Array,
  label: 0 | 1,
  { dropout, labelSmoothing, weights }: HeadSettings,
  masks: Random,
  share: number,
  gradient: Float32Array,
  dFeatures: Float32Array,
): HeadSums {
  const keep = 1 - dropout;
  let first = head[BIAS] as number;
  let second = head[BIAS + 1] as number;
  // Stores each feature's dropout factor where its gradient will be written.
  for (let index = 0; index < FEATURE_COUNT; index++) {
    const factor = keep === 1 || masks.next() < keep ? 1 / keep : 0;
    dFeatures[index] = factor;
    const value = (features[index] as number) * factor;
    first += value * (head[2 * index] as number);
    second += value * (head[2 * index + 1] as number);
  }
  const probability = softmaxOfFirst(first, second);
  const target = label === 0 ? 1 - labelSmoothing / 2 : labelSmoothing / 2;
  const weight = weights[label];
  // The gradient with respect to the first logit; the second's is the negative.
  const slope = weight * (probability - target) * share;
  for (let index = 0; index < FEATURE_COUNT; index++) {
    const factor = dFeatures[index] as number;
    const change = slope * factor * (features[index] as number);
    gradient[2 * index] = (gradient[2 * index] as number) + change;
    gradient[2 * index + 1] = (gradient[2 * index + 1] as number) - change;
    dFeatures[index] = slope * factor * ((head[2 * index] as number) - (head[2 * index + 1] as number));
  }
  gradient[BIAS] = (gradient[BIAS] as number) + slope;
  gradient[BIAS + 1] = (gradient[BIAS + 1] as number) - slope;
  const right = probability >= 0.5 === (label === 0) ? 1 : 0;
  return { loss: weight * crossEntropy(first, second, target), right };
}

/** −t·log p₁ − (1 − t)·log p₂ from the logits; log p = logit − log Σ e^logit, which never takes the logarithm of 0. */
function crossEntropy(first: number, second: number, target: number): number {
  const most = Math.max(first, second);
  const logSum = most + Math.log(Math.exp(first - most) + Math.exp(second - most));
  return logSum - target * first - (1 - target) * second;
}
