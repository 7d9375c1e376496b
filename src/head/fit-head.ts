import { FEATURE_COUNT } from "../backbone/architecture";
import { pause } from "../common/pause";
import { createRandom, type Random } from "../common/random";
import { Adam } from "./adam";
import { CLASS_COUNT, type Head, type LabelledRows, probabilities, softmaxOfFirst } from "./head";
import type { TrainingSettings } from "./head-settings";
import { headOf } from "./parameters";
import type { FeatureRows } from "./rows";

/** One row of the training history; the validation values are undefined without validation photos. */
export interface Epoch {
  readonly epoch: number;
  /** Mean cross-entropy over the epoch's batches, dropout included, as Keras reports it. */
  readonly loss: number;
  readonly accuracy: number;
  readonly valLoss: number | undefined;
  readonly valAccuracy: number | undefined;
}

export interface FitResult {
  readonly head: Head;
  readonly history: readonly Epoch[];
  /** The epoch whose weights `head` holds, from 1. */
  readonly bestEpoch: number;
}

/** The settings that fitting uses. */
export type FitSettings = Omit<TrainingSettings, "validationShare">;

export interface FitHooks {
  readonly signal: AbortSignal;
  readonly onEpoch: (epoch: Epoch) => void;
}

/** Probabilities are clipped to this before taking the logarithm: `epsilon()` of Keras's backend. */
const CLIP = 1e-7;

/** Batches between yields to the event loop; about 10 ms. */
const BATCHES_PER_PAUSE = 64;

/**
 * Trains the head on features: cross-entropy, Adam, dropout, shuffled batches, early stopping that restores the
 * best epoch. Uses plain arrays, because at 1,280 × 2 weights a tensor operation costs more than its arithmetic;
 * the same features, settings and seed therefore give the same bits on every backend.
 * @param val may be empty; then the last epoch is kept
 */
export async function fitHead(
  features: FeatureRows,
  train: LabelledRows,
  val: LabelledRows,
  settings: FitSettings,
  { signal, onEpoch }: FitHooks,
): Promise<FitResult> {
  const { epochs, seed, patience, dropout } = settings;
  const trainer = new HeadTrainer(features, train, settings);
  const order = createRandom(seed, "shuffle");
  const masks = createRandom(seed, "dropout");
  const history: Epoch[] = [];
  let best = { epoch: 0, loss: Number.POSITIVE_INFINITY, parameters: trainer.parameters.slice() };

  for (let epoch = 1; epoch <= epochs; epoch++) {
    const { loss, accuracy } = await trainer.epoch(order, masks, signal);
    const check = evaluateLoss(headOf(trainer.parameters, dropout), features, val);
    const row = { epoch, loss, accuracy, valLoss: check?.loss, valAccuracy: check?.accuracy };
    history.push(row);
    onEpoch(row);
    const better = check === undefined || patience === undefined || check.loss < best.loss;
    if (better) best = { epoch, loss: check?.loss ?? loss, parameters: trainer.parameters.slice() };
    else if (patience !== undefined && epoch - best.epoch >= patience) break;
  }
  return { head: headOf(best.parameters, dropout), history, bestEpoch: best.epoch };
}

/** The parameters of the head (kernel, then bias), their optimizer, and the steps of one epoch. */
class HeadTrainer {
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly #gradient: Float64Array;
  /** Gradients of the first logit's parameters, kernel and then bias; the second logit's are their negatives. */
  readonly #slopes = new Float64Array(FEATURE_COUNT + 1);
  readonly #dropped = new Float64Array(FEATURE_COUNT);
  readonly #chances = new Float64Array(FEATURE_COUNT);
  readonly #optimizer: Adam;
  readonly #weights: readonly [number, number];
  readonly #order: Uint32Array;
  /** Features of one batch. */
  readonly #batch: Float32Array;

  constructor(
    readonly features: FeatureRows,
    readonly train: LabelledRows,
    readonly settings: FitSettings,
  ) {
    this.parameters = initialParameters(settings.seed);
    this.#gradient = new Float64Array(this.parameters.length);
    this.#optimizer = new Adam(this.parameters.length);
    this.#weights = settings.classWeights ? balancedWeights(train.labels) : [1, 1];
    this.#order = Uint32Array.from(train.rows.keys());
    this.#batch = new Float32Array(settings.batchSize * FEATURE_COUNT);
  }

  async epoch(
    order: Random,
    masks: Random,
    signal: AbortSignal,
  ): Promise<{ loss: number; accuracy: number }> {
    const { batchSize } = this.settings;
    const count = this.#order.length;
    order.shuffle(this.#order);
    let loss = 0;
    let right = 0;
    for (let start = 0, batch = 0; start < count; start += batchSize, batch++) {
      if (batch % BATCHES_PER_PAUSE === 0) {
        await pause();
        signal.throwIfAborted();
      }
      const photos = this.#order.subarray(start, start + batchSize);
      const rows = photos.map((photo) => this.train.rows[photo] as number);
      this.features.copy(rows, this.#batch);
      this.#slopes.fill(0);
      for (let position = 0; position < photos.length; position++) {
        const label = this.train.labels[photos[position] as number] === 0 ? 0 : 1;
        const outcome = this.#sample(position, label, photos.length, masks);
        loss += outcome.loss;
        right += outcome.right;
      }
      for (const [input, slope] of this.#slopes.entries()) {
        this.#gradient[2 * input] = slope;
        this.#gradient[2 * input + 1] = -slope;
      }
      this.#optimizer.step(this.parameters, this.#gradient, this.settings.learningRate);
    }
    return { loss: loss / count, accuracy: right / count };
  }

  /** Forward and backward pass of one photo of the batch; adds its share to the batch's mean gradient. */
  #sample(
    position: number,
    label: 0 | 1,
    batchLength: number,
    masks: Random,
  ): { loss: number; right: number } {
    const { parameters } = this;
    const slopes = this.#slopes;
    const dropped = this.#dropped;
    const chances = this.#chances;
    const keep = 1 - this.settings.dropout;
    const batch = this.#batch;
    // Without dropout they stay 0, which keeps every feature.
    if (keep < 1) masks.fill(chances);
    const start = position * FEATURE_COUNT;
    let first = parameters[2 * FEATURE_COUNT] as number;
    let second = parameters[2 * FEATURE_COUNT + 1] as number;
    for (let feature = 0; feature < FEATURE_COUNT; feature++) {
      // Multiplication instead of a branch, which would be unpredictable.
      const kept = Number((chances[feature] as number) < keep);
      const value = (kept * (batch[start + feature] as number)) / keep;
      dropped[feature] = value;
      first += value * (parameters[2 * feature] as number);
      second += value * (parameters[2 * feature + 1] as number);
    }

    const weight = this.#weights[label];
    const probability = softmaxOfFirst(first, second);
    // Gradient of the weighted mean cross-entropy with respect to the first logit; the second's is the negative.
    const slope = (weight * (probability - (label === 0 ? 1 : 0))) / batchLength;
    for (let feature = 0; feature < FEATURE_COUNT; feature++) {
      slopes[feature] = (slopes[feature] as number) + slope * (dropped[feature] as number);
    }
    slopes[FEATURE_COUNT] = (slopes[FEATURE_COUNT] as number) + slope;
    return { loss: weight * crossEntropy(probability, label), right: right(probability, label) };
  }
}

/** Mean cross-entropy and accuracy without dropout; undefined for no photos. */
function evaluateLoss(
  head: Head,
  features: FeatureRows,
  { rows, labels }: LabelledRows,
): { loss: number; accuracy: number } | undefined {
  if (rows.length === 0) return undefined;
  const scores = probabilities(head, features, rows);
  let loss = 0;
  let hits = 0;
  for (const [index, label] of labels.entries()) {
    const probability = scores[CLASS_COUNT * index] as number;
    loss += crossEntropy(probability, label);
    hits += right(probability, label);
  }
  return { loss: loss / rows.length, accuracy: hits / rows.length };
}

/** −log of the probability of the true label, given the probability of the first. */
function crossEntropy(first: number, label: number): number {
  const probability = label === 0 ? first : 1 - first;
  return -Math.log(Math.min(1 - CLIP, Math.max(CLIP, probability)));
}

/** 1 if the likelier label is the true one. */
function right(first: number, label: number): number {
  return first >= 0.5 === (label === 0) ? 1 : 0;
}

/** Keras's `GlorotUniform` kernel and zero bias (Glorot and Bengio 2010): ±√(6 / (fan in + fan out)). */
function initialParameters(seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed, "initial weights");
  const limit = Math.sqrt(6 / (FEATURE_COUNT + CLASS_COUNT));
  const parameters = new Float32Array((FEATURE_COUNT + 1) * CLASS_COUNT);
  for (let index = 0; index < FEATURE_COUNT * CLASS_COUNT; index++) {
    parameters[index] = random.uniform(-limit, limit);
  }
  return parameters;
}

/** scikit-learn's `class_weight="balanced"`: n / (classes × n of the class). */
export function balancedWeights(labels: Uint8Array): [number, number] {
  const males = labels.reduce((sum, label) => sum + label, 0);
  const females = labels.length - males;
  return [labels.length / (2 * Math.max(1, females)), labels.length / (2 * Math.max(1, males))];
}
