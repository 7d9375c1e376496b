import { createRandom } from "../common/random";
import { Adam, type AdamState } from "../head/adam";
import type { Epoch } from "../head/fit-head";
import { logLoss } from "../metrics/loss";
import { type FemaleScores, ofLabel } from "../metrics/probability";
import { rocAuc } from "../metrics/roc";
import type { TuningSettings } from "./tuning-settings";

/** One replica's share of the photos of a step. */
export interface Share {
  readonly epoch: number;
  /** Photo numbers, which all replicas share. */
  readonly photos: Uint32Array;
  /** Index in `LABELS`, one per photo. */
  readonly labels: Uint8Array;
  /** Number of photos in the whole step. */
  readonly batchLength: number;
}

/** The result of a share. */
export interface ShareOutcome {
  /** The photos' contribution to the gradient of the batch's mean loss with respect to all parameters. */
  readonly gradient: Float32Array<ArrayBuffer>;
  /** Sums over the photos of the share. */
  readonly loss: number;
  readonly right: number;
}

/** A copy of the network in a worker. It identifies photos by their numbers. */
export interface Replica {
  /** Sets the parameters for all later calls. */
  setParameters(parameters: Float32Array<ArrayBuffer>): Promise<void>;
  step(share: Share): Promise<ShareOutcome>;
  /** Probabilities of "female" for photos without augmentation. */
  scores(photos: Uint32Array): Promise<FemaleScores<"uncalibrated">>;
}

/** Photos, by their numbers in the replicas, with labels. */
export interface NumberedPhotos {
  readonly photos: Uint32Array;
  readonly labels: Uint8Array;
}

/** The state of fine-tuning after an epoch: everything needed to resume. */
export interface TuningState {
  /** Completed epochs. */
  readonly epoch: number;
  /** The network's parameters, then the head's. */
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly optimizer: AdamState;
  readonly history: readonly Epoch[];
  readonly best: TunedBest;
}

/** The epoch with the largest validation ROC AUC; ties go to the lower loss. */
export interface TunedBest {
  readonly epoch: number;
  /** Undefined if it cannot be computed: without validation photos of both labels. */
  readonly auc: number | undefined;
  readonly loss: number | undefined;
  readonly parameters: Float32Array<ArrayBuffer>;
}

export interface TuningJob {
  readonly settings: TuningSettings;
  readonly seed: number;
  readonly train: NumberedPhotos;
  /** May be empty; then the last epoch is kept. */
  readonly val: NumberedPhotos;
}

export interface TuningHooks {
  readonly signal: AbortSignal;
  /** Resolves when the next step may begin: at once, unless paused. */
  readonly ready: () => Promise<void>;
  /** Called before the first step and after each step. */
  readonly onStep: (done: number, total: number) => void;
  /** Called after each epoch with the state to store; training waits until it resolves. */
  readonly onEpoch: (epoch: Epoch, state: TuningState) => Promise<void>;
}

/** The state before the first step. @param parameters the network's, then the head's; not copied */
export function initialState(parameters: Float32Array<ArrayBuffer>): TuningState {
  return {
    epoch: 0,
    parameters,
    optimizer: new Adam(parameters.length).state,
    history: [],
    best: { epoch: 0, auc: undefined, loss: undefined, parameters: parameters.slice() },
  };
}

/**
 * Fine-tunes on all replicas: each computes its share of a batch, the gradients are summed, and Adam updates the
 * parameters once. The result is therefore the same with any number of replicas, up to rounding. All randomness derives
 * from the seed, the epoch and the photo, so a resumed run is equal to an uninterrupted one.
 * @param state to resume from; its arrays are modified
 * @throws AbortError when stopped; whatever a replica throws
 */
export async function fineTune(
  { settings, seed, train, val }: TuningJob,
  state: TuningState,
  replicas: readonly Replica[],
  { signal, ready, onStep, onEpoch }: TuningHooks,
): Promise<TuningState> {
  const { epochs, batchSize, learningRate } = settings;
  const { parameters } = state;
  const optimizer = new Adam(parameters.length, state.optimizer);
  const stepsPerEpoch = Math.ceil(train.photos.length / batchSize);
  const total = epochs * stepsPerEpoch;
  let { history, best } = state;
  await setAll(replicas, parameters);
  onStep(state.epoch * stepsPerEpoch, total);
  for (let epoch = state.epoch + 1; epoch <= epochs; epoch++) {
    const order = createRandom(seed, `tuning order ${epoch}`).shuffle(Uint32Array.from(train.photos.keys()));
    let loss = 0;
    let right = 0;
    for (let step = 0; step < stepsPerEpoch; step++) {
      await ready();
      signal.throwIfAborted();
      const batch = order.subarray(step * batchSize, (step + 1) * batchSize);
      const outcome = await stepOnAll(replicas, train, batch, epoch);
      loss += outcome.loss;
      right += outcome.right;
      const done = (epoch - 1) * stepsPerEpoch + step;
      optimizer.step(parameters, outcome.gradient, cosineDecay(learningRate, done, total));
      await setAll(replicas, parameters);
      onStep(done + 1, total);
    }
    signal.throwIfAborted();
    const check = await evaluateOnAll(replicas, val);
    const count = train.photos.length;
    const row = {
      epoch,
      loss: loss / count,
      accuracy: right / count,
      valLoss: check?.loss,
      valAccuracy: check?.accuracy,
    };
    history = [...history, row];
    if (check === undefined || isBetter(check, best))
      best = { epoch, auc: check?.auc, loss: check?.loss, parameters: parameters.slice() };
    await onEpoch(row, { epoch, parameters, optimizer: optimizer.state, history, best });
  }
  return { epoch: Math.max(epochs, state.epoch), parameters, optimizer: optimizer.state, history, best };
}

/** Keras's `CosineDecay` to 0 (Loshchilov and Hutter 2017): ½·(1 + cos(π·step / total)) of the initial rate. */
export function cosineDecay(learningRate: number, step: number, total: number): number {
  return (learningRate * (1 + Math.cos((Math.PI * step) / total))) / 2;
}

/** A validation metric, if it exists, and the loss, which decides if it does not or is equal. */
interface Standing {
  readonly auc: number | undefined;
  readonly loss: number | undefined;
}

/** By ROC AUC, then by loss. */
export function isBetter(one: Standing, other: Standing): boolean {
  const [a, b] = [one.auc ?? Number.NEGATIVE_INFINITY, other.auc ?? Number.NEGATIVE_INFINITY];
  if (a !== b) return a > b;
  return (one.loss ?? Number.POSITIVE_INFINITY) < (other.loss ?? Number.POSITIVE_INFINITY);
}

async function setAll(replicas: readonly Replica[], parameters: Float32Array): Promise<void> {
  await Promise.all(replicas.map((replica) => replica.setParameters(parameters.slice())));
}

/** One batch, distributed evenly. @param batch positions in `train` */
async function stepOnAll(
  replicas: readonly Replica[],
  train: NumberedPhotos,
  batch: Uint32Array,
  epoch: number,
): Promise<ShareOutcome> {
  const outcomes = await Promise.all(
    replicas.map((replica, index) => {
      const positions = shareOf(batch, index, replicas.length);
      const photos = positions.map((position) => train.photos[position] as number);
      const labels = Uint8Array.from(positions, (position) => train.labels[position] as number);
      return replica.step({ epoch, photos, labels, batchLength: batch.length });
    }),
  );
  const [first, ...others] = outcomes;
  if (first === undefined) throw new RangeError("There are no replicas.");
  let { loss, right } = first;
  for (const other of others) {
    loss += other.loss;
    right += other.right;
    for (let index = 0; index < first.gradient.length; index++)
      first.gradient[index] = (first.gradient[index] as number) + (other.gradient[index] as number);
  }
  return { gradient: first.gradient, loss, right };
}

/** The part of a list for one of `count` replicas; sizes differ by at most one. */
function shareOf(list: Uint32Array, index: number, count: number): Uint32Array {
  const at = (part: number) => Math.round((part * list.length) / count);
  return list.subarray(at(index), at(index + 1));
}

/** Undefined without photos. */
async function evaluateOnAll(replicas: readonly Replica[], { photos, labels }: NumberedPhotos) {
  if (photos.length === 0) return undefined;
  const parts = await Promise.all(
    replicas.map((replica, index) => replica.scores(shareOf(photos, index, replicas.length).slice())),
  );
  const scores = parts.flatMap((part) => Array.from(part, (female) => ofLabel(female, "female")));
  // Metrics count 1 for the positive label, female, whose index is 0.
  const positive = labels.map((label) => 1 - label);
  const right = scores.filter((score, index) => score >= 0.5 === (positive[index] === 1)).length;
  return {
    loss: logLoss(positive, scores),
    auc: rocAuc(positive, scores),
    accuracy: right / photos.length,
  };
}
