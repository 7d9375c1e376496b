import { pause } from "../common/pause";
import { createRandom } from "../common/random";
import { forEachPair } from "./binary-labels";
import { macroFrom } from "./figures";
import type { Interval } from "./interval";
import { costOf } from "./loss";
import { accuracy, balancedAccuracy, mcc } from "./rates";
import { BINS, reliabilityBin } from "./reliability";

/** The figures that intervals are drawn for; a figure that is undefined in every draw has none. */
export const BOOTSTRAPPED = [
  "accuracy",
  "precision",
  "recall",
  "f1",
  "negativeF1",
  "macroPrecision",
  "macroRecall",
  "macroF1",
  "balancedAccuracy",
  "mcc",
  "rocAuc",
  "averagePrecision",
  "logLoss",
  "brier",
  "calibrationError",
] as const;

export type Bootstrapped = (typeof BOOTSTRAPPED)[number];

/** 95 % intervals. */
export type BootstrapIntervals = Readonly<Partial<Record<Bootstrapped, Interval>>>;

export interface BootstrapOptions {
  /** A score of this or more was called positive. */
  readonly threshold: number;
  readonly draws: number;
  readonly seed: number;
}

/** Enough that the ends of an interval move by less than a tenth of its width from seed to seed. */
export const DRAWS = 2_000;

/** Scores that are gone through between two looks at the event loop; some 10 ms. */
const SCORES_PER_PAUSE = 500_000;

/**
 * 95 % percentile intervals by bootstrap (Efron and Tibshirani 1993, chapter 13): as many photos of each class as
 * there are, drawn with replacement, again and again (stratified, as pROC's `ci.auc`: Robin et al. 2011), and of the
 * figures of all draws the 2.5th and the 97.5th percentile (numpy.percentile). Undefined where a class has no photo.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError where the labels and scores are not as above; AbortError when stopped
 */
export async function bootstrap(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  { threshold, draws, seed }: BootstrapOptions,
  signal: AbortSignal,
): Promise<BootstrapIntervals | undefined> {
  const photos = sorted(labels, scores);
  if (photos === undefined) return undefined;
  const random = createRandom(seed, "bootstrap");
  const drawn = new Map<Bootstrapped, number[]>(BOOTSTRAPPED.map((name) => [name, []]));
  const times = new Uint32Array(photos.scores.length);
  let since = 0;
  for (let draw = 0; draw < draws; draw++) {
    since += times.length;
    if (since >= SCORES_PER_PAUSE) {
      since = 0;
      await pause();
    }
    signal.throwIfAborted();
    times.fill(0);
    for (const places of photos.places) {
      for (let count = 0; count < places.length; count++) {
        const place = places[random.integer(places.length)] as number;
        times[place] = (times[place] as number) + 1;
      }
    }
    const figures = figuresOfDraw(photos, times, threshold);
    for (const [name, values] of drawn) {
      const value = figures[name];
      if (value !== undefined) values.push(value);
    }
  }
  const intervals = Array.from(drawn).flatMap(([name, unsorted]) => {
    const values = Float64Array.from(unsorted).sort();
    return values.length === 0
      ? []
      : [[name, { low: quantile(values, 0.025), high: quantile(values, 0.975) }]];
  });
  return Object.fromEntries(intervals);
}

/** Photos by falling score. */
interface SortedPhotos {
  readonly labels: Uint8Array;
  readonly scores: Float64Array;
  /** Of each class, the places of its photos. */
  readonly places: readonly [Uint32Array, Uint32Array];
}

function sorted(labels: ArrayLike<number>, scores: ArrayLike<number>): SortedPhotos | undefined {
  const pairs: { label: 0 | 1; score: number }[] = [];
  forEachPair(labels, scores, (label, score) => void pairs.push({ label, score }));
  pairs.sort((a, b) => b.score - a.score);
  const inOrder = Uint8Array.from(pairs, ({ label }) => label);
  const placesOf = (wanted: 0 | 1) => Uint32Array.from(inOrder.keys()).filter((at) => inOrder[at] === wanted);
  const places = [placesOf(0), placesOf(1)] as const;
  if (places[0].length === 0 || places[1].length === 0) return undefined;
  return { labels: inOrder, scores: Float64Array.from(pairs, ({ score }) => score), places };
}

/**
 * All figures of one draw, in one go through the scores.
 * @param times how often each photo was drawn
 */
function figuresOfDraw(
  { labels, scores, places }: SortedPhotos,
  times: Uint32Array,
  threshold: number,
): Partial<Record<Bootstrapped, number | undefined>> {
  const [negatives, positives] = [places[0].length, places[1].length];
  const all = positives + negatives;
  const bins = Array.from({ length: BINS }, () => ({ count: 0, sum: 0, positives: 0 }));
  // Above the score that is looked at, all photos so far; of equal scores all come at once.
  let [truePositives, falsePositives] = [0, 0];
  let [found, mistaken] = [0, 0];
  let [doubleArea, precisions, squares, costs] = [0, 0, 0, 0];
  for (let at = 0; at < scores.length; ) {
    const score = scores[at] as number;
    let [right, wrong] = [0, 0];
    for (; at < scores.length && scores[at] === score; at++) {
      if (labels[at] === 1) right += times[at] as number;
      else wrong += times[at] as number;
    }
    doubleArea += wrong * (2 * truePositives + right);
    truePositives += right;
    falsePositives += wrong;
    if (right > 0) precisions += (right * truePositives) / (truePositives + falsePositives);
    squares += right * (1 - score) ** 2 + wrong * score ** 2;
    if (right > 0) costs += right * costOf(1, score);
    if (wrong > 0) costs += wrong * costOf(0, score);
    if (score >= threshold) [found, mistaken] = [truePositives, falsePositives];
    const bin = bins[reliabilityBin(score, BINS)];
    if (bin === undefined) continue;
    bin.count += right + wrong;
    bin.sum += (right + wrong) * score;
    bin.positives += right;
  }
  const confusion = {
    truePositives: found,
    falsePositives: mistaken,
    trueNegatives: negatives - mistaken,
    falseNegatives: positives - found,
  };
  const { perClass, macro } = macroFrom(confusion);
  return {
    accuracy: accuracy(confusion),
    precision: perClass.positive.precision,
    recall: perClass.positive.recall,
    f1: perClass.positive.f1,
    negativeF1: perClass.negative.f1,
    macroPrecision: macro.precision,
    macroRecall: macro.recall,
    macroF1: macro.f1,
    balancedAccuracy: balancedAccuracy(confusion),
    mcc: mcc(confusion),
    rocAuc: doubleArea / 2 / (positives * negatives),
    averagePrecision: precisions / positives,
    logLoss: costs / all,
    brier: squares / all,
    calibrationError: bins.reduce((sum, bin) => sum + Math.abs(bin.positives - bin.sum), 0) / all,
  };
}

/** By linear interpolation, as numpy.percentile. @param values rising, at least one */
function quantile(values: Float64Array, share: number): number {
  const at = share * (values.length - 1);
  const below = values[Math.floor(at)] as number;
  const above = values[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
