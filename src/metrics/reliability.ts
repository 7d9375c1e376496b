import { forEachPair } from "./binary-labels";
import { type Interval, wilsonInterval } from "./interval";

/** The photos whose scores lie between two limits. */
export interface ReliabilityBin {
  /** Scores above `low` and up to `high`; the first bin's `low`, 0, belongs to it. */
  readonly low: number;
  readonly high: number;
  /** 1 or more: empty bins are left out. */
  readonly count: number;
  /** Their mean score, in [0, 1]. */
  readonly meanScore: number;
  /** How many of them are positive. */
  readonly positives: number;
  /** The share of them that is positive, and where it would lie for all photos with such scores (95 %). */
  readonly share: number;
  readonly interval: Interval;
}

/** As many as Guo et al. 2017 draw and scikit-learn's display is shown with. */
export const BINS = 10;

/**
 * How often photos are positive, by the score that they got: sklearn.calibration.calibration_curve with
 * `strategy="uniform"`. Scores that are probabilities lie on the diagonal.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label; beyond [0, 1] they count to the outermost bins
 * @param bins how many, of equal width
 * @returns the bins that have photos, by rising score; none without photos
 * @throws RangeError where the labels and scores are not as above
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
 * Expected calibration error, in [0, 1]: by how much the scores are off as probabilities, on average over the photos,
 * `Σ count · |share − mean score| / all` (Naeini, Cooper and Hauskrecht 2015; Guo et al. 2017). Undefined without photos.
 */
export function expectedCalibrationError(bins: readonly ReliabilityBin[]): number | undefined {
  const all = bins.reduce((sum, { count }) => sum + count, 0);
  if (all === 0) return undefined;
  return (
    bins.reduce((sum, { count, share, meanScore }) => sum + count * Math.abs(share - meanScore), 0) / all
  );
}

/** How many photos of each class have a score in each of some intervals of equal width between 0 and 1. */
export interface ScoreHistogram {
  readonly positives: readonly number[];
  readonly negatives: readonly number[];
}

/** One bar is 5 %. */
export const BARS = 20;

/**
 * The scores of either class in bars of equal width over [0, 1] (numpy.histogram with `range=(0, 1)`).
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @throws RangeError where the labels and scores are not as above
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
