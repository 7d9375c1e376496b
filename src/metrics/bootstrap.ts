import { pause } from "../common/pause";
import { createRandom } from "../common/random";
import { type DrawSums, sortedPhotos, sumsOfDraw } from "./draw";
import { macroFrom } from "./figures";
import type { Interval } from "./interval";
import { METRIC_NAMES, metricOf } from "./metrics";

/** The figures that intervals are drawn for; a figure that is undefined in every draw has none. */
export const BOOTSTRAPPED = [
  ...METRIC_NAMES,
  "negativeF1",
  "macroPrecision",
  "macroRecall",
  "macroF1",
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
  const photos = sortedPhotos(labels, scores);
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
    const figureOf = figuresOfDraw(sumsOfDraw(photos, times, threshold));
    for (const [name, values] of drawn) {
      const value = figureOf(name);
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

/** The figures of one draw. */
function figuresOfDraw(sums: DrawSums): (name: Bootstrapped) => number | undefined {
  const { perClass, macro } = macroFrom(sums.confusion);
  return (name) => {
    switch (name) {
      case "negativeF1":
        return perClass.negative.f1;
      case "macroPrecision":
        return macro.precision;
      case "macroRecall":
        return macro.recall;
      case "macroF1":
        return macro.f1;
    }
    const metric = metricOf(name);
    return metric.of === "answers" ? metric.value(sums.confusion) : metric.drawn(sums);
  };
}

/** By linear interpolation, as numpy.percentile. @param values rising, at least one */
function quantile(values: Float64Array, share: number): number {
  const at = share * (values.length - 1);
  const below = values[Math.floor(at)] as number;
  const above = values[Math.ceil(at)] as number;
  return below + (above - below) * (at - Math.floor(at));
}
