import { forEachPair } from "./binary-labels";
import { type Interval, wilsonInterval } from "./interval";

/** The photos whose scores lie between two limits. */
export interface ReliabilityBin {
  /** Scores above `low`, up to `high`; the first bin includes its `low`, 0. */
  readonly low: number;
  readonly high: number;
  /** 1 or more: empty bins are left out. */
  readonly count: number;
  /** Their mean score, in [0, 1]. */
  readonly meanScore: number;
  /** How many of them are positive. */
  readonly positives: number;
  /** The share of them that is positive, with its 95 % confidence interval. */
  readonly share: number;
  readonly interval: Interval;
}

/** The number in Guo et al. 2017 and in the examples of scikit-learn's display. */
export const BINS = 10;

/**
 * How often photos are positive, by score: sklearn.calibration.calibration_curve with `strategy="uniform"`. Calibrated
 * scores lie on the diagonal.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label; those outside [0, 1] count in the outermost bins
 * @param bins the number of bins, of equal width
 * @returns the bins that have photos, in ascending order; none without photos
 * @throws RangeError if the labels and scores are not as above
 */
export function reliability(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  bins = BINS,
): readonly ReliabilityBin[] {
  const [counts, sums, positives] = [0, 1, 2].map(() => new Float64Array(bins)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  forEachPair(labels, scores, (label, score) => {
    const bin = reliabilityBin(score, bins);
    counts[bin] = (counts[bin] as number) + 1;
    sums[bin] = (sums[bin] as number) + score;
    positives[bin] = (positives[bin] as number) + label;
  });
  return Array.from({ length: bins }, (_none, bin) => bin).flatMap((bin) => {
    const [count, positive] = [counts[bin] as number, positives[bin] as number];
    const interval = wilsonInterval(positive, count);
    if (interval === undefined) return [];
    return [
      {
        low: bin / bins,
        high: (bin + 1) / bins,
        count,
        meanScore: (sums[bin] as number) / count,
        positives: positive,
        share: positive / count,
        interval,
      },
    ];
  });
}

/**
 * Expected calibration error, in [0, 1]: how far the scores are off as probabilities, on average over the photos, `Σ
 * count · |share − mean score| / all` (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017). Undefined without photos.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number | undefined {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return undefined;
  return (
    bins.reduce((sum, { count, share, meanScore }) => sum + count * Math.abs(share - meanScore), 0) / all
  );
}

/** The number of photos of each class per interval of scores; the intervals have equal width and cover [0, 1]. */
export interface ScoreHistogram {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** One bar is 5 %. */
export const BARS = 20;

/**
 * The scores of each class in bars of equal width over [0, 1] (numpy.histogram with `range=(0, 1)`).
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError if the labels and scores are not as above
 */
export function scoreHistogram(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  bars = BARS,
): ScoreHistogram {
  const counts = [new Array<number>(bars).fill(0), new Array<number>(bars).fill(0)] as const;
  forEachPair(labels, scores, (label, score) => {
    const bar = binOf(score, bars);
    counts[label][bar] = (counts[label][bar] ?? 0) + 1;
  });
  return { negatives: counts[0], positives: counts[1] };
}

/** The bin of a reliability diagram that a score lies in: an edge belongs to the bin below it, as in scikit-learn. */
export function reliabilityBin(score: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.ceil(score * bins) - 1));
}

/** Which of `bins` intervals of equal width between 0 and 1 a score lies in; 1 lies in the last. */
export function binOf(score: number, bins: number): number {
  return Math.min(bins - 1, Math.max(0, Math.floor(score * bins)));
}
