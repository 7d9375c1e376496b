import { createRandom } from "../common/random";
import { Adam, type AdamState } from "../head/adam";
import type { Epoch } from "../head/fit-head";
import { logLoss } from "../metrics/loss";
import { rocAuc } from "../metrics/roc";
import type { TuningSettings } from "./tuning-settings";

/** Photos of one step for one replica. */
export interface Share {
  readonly epoch: number;
  /** Numbers of photos, as all replicas know them. */
  readonly photos: Uint32Array;
  /** Index in `LABELS`, one per photo. */
  readonly labels: Uint8Array;
  /** Photos of the whole step, of which these are some. */
  readonly batchLength: number;
}

/** What a share came to. */
export interface ShareOutcome {
  /** The photos' part of the derivative of the batch's mean loss by all parameters. */
  readonly gradient: Float32Array<ArrayBuffer>;
  /** Sums over the photos. */
  readonly loss: number;
  readonly right: number;
}

/** A copy of the network on a worker of its own. It knows all photos by their numbers. */
export interface Replica {
  /** What follows is computed with these. */
  setParameters(parameters: Float32Array<ArrayBuffer>): Promise<void>;
  step(share: Share): Promise<ShareOutcome>;
  /** Probabilities of "female" of photos as they are. */
  scores(photos: Uint32Array): Promise<Float32Array<ArrayBuffer>>;
}

/** Photos with their labels, by the numbers that replicas know them by. */
export interface NumberedPhotos {
  readonly photos: Uint32Array;
  readonly labels: Uint8Array;
}

/** Where fine-tuning stands after an epoch: all that is needed to go on from there. */
export interface TuningState {
  /** Finished epochs. */
  readonly epoch: number;
  /** The network's parameters, then the head's. */
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly optimizer: AdamState;
  readonly history: readonly Epoch[];
  readonly best: TunedBest;
}

/** The epoch with the largest area under the ROC curve on validation; of equal ones that with the lower loss. */
export interface TunedBest {
  readonly epoch: number;
  /** Undefined where it cannot be computed: without validation photos of both labels. */
  readonly auc: number | undefined;
  readonly loss: number | undefined;
  readonly parameters: Float32Array<ArrayBuffer>;
}

export interface TuningJob {
  readonly settings: TuningSettings;
  readonly seed: number;
  readonly train: NumberedPhotos;
  /** May be empty: then the last epoch is kept. */
  readonly val: NumberedPhotos;
}

export interface TuningHooks {
  readonly signal: AbortSignal;
  /** Answers when the next step may begin: at once, unless somebody paused. */
  readonly ready: () => Promise<void>;
  /** Once before the first step, and after each. */
  readonly onStep: (done: number, total: number) => void;
  /** After an epoch, with the state to keep; training waits until it is kept. */
  readonly onEpoch: (epoch: Epoch, state: TuningState) => Promise<void>;
}

/** The state before the first step. @param parameters the network's, then the head's; taken over */
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
 * Fine-tunes on all replicas: each takes its share of a batch, the gradients are summed, Adam changes the parameters
 * once. So it comes to the same with any number of replicas, up to rounding; and since all that is random follows
 * from the seed, the epoch and the photo, a resumed run goes the way of one that was never interrupted.
 * @param state where it left off; its arrays are changed
 * @throws AbortError when stopped; what a replica throws
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

/** Keras's `CosineDecay` down to 0 (Loshchilov and Hutter 2017): ½·(1 + cos(π·step / total)) of the first rate. */
export function cosineDecay(learningRate: number, step: number, total: number): number {
  return (learningRate * (1 + Math.cos((Math.PI * step) / total))) / 2;
}

/** A figure on validation that may not exist, and the loss that decides where it does not or is the same. */
interface Standing {
  readonly auc: number | undefined;
  readonly loss: number | undefined;
}

/** By the area under the ROC curve, then by the loss. */
export function isBetter(one: Standing, other: Standing): boolean {
  const [a, b] = [one.auc ?? Number.NEGATIVE_INFINITY, other.auc ?? Number.NEGATIVE_INFINITY];
  if (a !== b) return a > b;
  return (one.loss ?? Number.POSITIVE_INFINITY) < (other.loss ?? Number.POSITIVE_INFINITY);
}

async function setAll(replicas: readonly Replica[], parameters: Float32Array): Promise<void> {
  await Promise.all(replicas.map((replica) => replica.setParameters(parameters.slice())));
}

/** One batch, shared out evenly. @param batch positions in `train` */
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
  if (first === undefined) throw new RangeError("There is no replica to train on.");
  let { loss, right } = first;
  for (const other of others) {
    loss += other.loss;
    right += other.right;
    for (let index = 0; index < first.gradient.length; index++)
      first.gradient[index] = (first.gradient[index] as number) + (other.gradient[index] as number);
  }
  return { gradient: first.gradient, loss, right };
}

/** The part of a list that one of `count` replicas takes; the parts differ by at most one. */
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
  const scores = parts.flatMap((part) => [...part]);
  // Metrics count 1 for the positive label, female, whose index is 0.
  const positive = labels.map((label) => 1 - label);
  const right = scores.filter((score, index) => score >= 0.5 === (positive[index] === 1)).length;
  return {
    loss: logLoss(positive, scores),
    auc: rocAuc(positive, scores),
    accuracy: right / photos.length,
  };
}
