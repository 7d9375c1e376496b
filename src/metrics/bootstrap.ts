import { keysOf } from "../common/keys";
import { pause } from "../common/pause";
import { createRandom } from "../common/random";
import { type DrawSums, sortedPhotos, sumsOfDraw } from "./draw";
import { type MacroFigures, macroFrom } from "./figures";
import type { Interval } from "./interval";
import { METRIC_NAMES, type MetricName, metricOf } from "./metrics";

/** The other values computed per draw: metrics of the negative label, and the means over both labels. */
const OF_LABELS = {
  negativeF1: ({ perClass }) => perClass.negative.f1,
  macroPrecision: ({ macro }) => macro.precision,
  macroRecall: ({ macro }) => macro.recall,
  macroF1: ({ macro }) => macro.f1,
} as const satisfies Readonly<Record<string, (figures: MacroFigures) => number | undefined>>;

export type Bootstrapped = MetricName | keyof typeof OF_LABELS;

type FigureOfDraw = (sums: DrawSums, ofLabels: MacroFigures) => number | undefined;

const FIGURES: readonly (readonly [Bootstrapped, FigureOfDraw])[] = [
  ...METRIC_NAMES.map((name): [Bootstrapped, FigureOfDraw] => {
    const metric = metricOf(name);
    return [name, metric.of === "answers" ? ({ confusion }) => metric.value(confusion) : metric.drawn];
  }),
  ...keysOf(OF_LABELS).map((name): [Bootstrapped, FigureOfDraw] => [
    name,
    (_sums, ofLabels) => OF_LABELS[name](ofLabels),
  ]),
];

/** The values that get intervals; one that is undefined in every draw has none. */
export const BOOTSTRAPPED: readonly Bootstrapped[] = FIGURES.map(([name]) => name);

/** 95 % intervals. */
export type BootstrapIntervals = Readonly<Partial<Record<Bootstrapped, Interval>>>;

export interface BootstrapOptions {
  /** Scores from this threshold up count as positive. */
  readonly threshold: number;
  readonly draws: number;
  readonly seed: number;
}

/** Enough that the ends of an interval move by less than a tenth of its width from seed to seed. */
export const DRAWS = 2_000;

/** Scores processed before yielding to the event loop: some 10 ms. */
const SCORES_PER_PAUSE = 500_000;

/**
 * 95 % percentile intervals by bootstrap (Efron and Tibshirani 1993, chapter 13): each draw resamples the photos of
 * each class with replacement (stratified, as pROC's `ci.auc`: Robin et al. 2011); the interval is from the 2.5th to
 * the 97.5th percentile over all draws (numpy.percentile). Undefined if a class has no photo.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above; AbortError when stopped
 */
export async function bootstrap(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  { threshold, draws, seed }: BootstrapOptions,
  signal: AbortSignal,
): Promise<BootstrapIntervals | undefined> {
  const photos = sortedPhotos(labels, scores);
  if (photos === undefined) return undefined;
  const random = createRandom(seed, "bootstrap");
  const drawn = FIGURES.map(([name, figureOf]) => ({ name, figureOf, values: [] as number[] }));
  const times = new Uint32Array(photos.scores.length);
  // Yields before the first draw, so that a call that is aborted at once draws nothing.
  let since = SCORES_PER_PAUSE;
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
    const sums = sumsOfDraw(photos, times, threshold);
    const ofLabels = macroFrom(sums.confusion);
    for (const { figureOf, values } of drawn) {
      const value = figureOf(sums, ofLabels);
      if (value !== undefined) values.push(value);
    }
  }
  const intervals = drawn.flatMap(({ name, values }) => {
    const rising = Float64Array.from(values).sort();
    return rising.length === 0
      ? []
      : [[name, { low: quantile(rising, 0.025), high: quantile(rising, 0.975) }]];
  });
  return Object.fromEntries(intervals);
}

/** By linear interpolation, as numpy.percentile. @param values in ascending order, at least one */
function quantile(values: Float64Array, share: number): number {
  const at = share * (values.length - 1);
  const below = values[Math.floor(at)] as number;
  const above = values[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
