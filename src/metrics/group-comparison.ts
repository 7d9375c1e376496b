import { confusionAt } from "./confusion";
import { type Figures, figuresFrom } from "./figures";
import { type Counted, differenceInterval, type Interval, wilsonInterval } from "./interval";
import { rocAuc } from "./roc";

/** The metrics of a classifier on the photos of one group. */
export interface GroupFigures {
  readonly name: string;
  readonly figures: Figures;
  /** The 95 % confidence interval of the accuracy. */
  readonly interval: Interval;
  /** Whether there are so few photos that the accuracy may be off by more than 10 percentage points. */
  readonly isSmall: boolean;
}

/** The difference in accuracy between the best and the worst group. */
export interface Gap {
  readonly best: string;
  readonly worst: string;
  /** In [0, 1]. */
  readonly size: number;
  /** The 95 % confidence interval of the difference; below 0, the other group does better. */
  readonly interval: Interval;
}

export interface GroupComparison {
  /** In descending order of size. */
  readonly groups: readonly GroupFigures[];
  /** Among groups that are not small; undefined if there are fewer than two of them. */
  readonly gap: Gap | undefined;
}

/** The largest half-width of an interval. */
const WIDEST = 0.1;

/**
 * Metrics of each group of photos, and the gap between the best and the worst of those that are large enough.
 *
 * @param labels 0 or 1 each, 1 the positive class
 * @param scores the probability of the positive class, one per label
 * @param groupOf the group of each photo, by its index; undefined if it has none
 * @param threshold positive is `score >= threshold`
 * @throws RangeError if the labels and scores are not as above
 */
export function compareGroups(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  groupOf: (place: number) => string | undefined,
  threshold: number,
): GroupComparison {
  const members = new Map<string, number[]>();
  for (let place = 0; place < labels.length; place++) {
    const name = groupOf(place);
    if (name === undefined) continue;
    const places = members.get(name);
    if (places === undefined) members.set(name, [place]);
    else places.push(place);
  }
  const groups = Array.from(members, ([name, places]) =>
    figuresOfGroup(name, places, labels, scores, threshold),
  );
  groups.sort((a, b) => b.figures.count - a.figures.count || (a.name < b.name ? -1 : 1));
  return { groups, gap: gapOf(groups.filter(({ isSmall }) => !isSmall)) };
}

function figuresOfGroup(
  name: string,
  places: readonly number[],
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  threshold: number,
): GroupFigures {
  const [own, given] = [labels, scores].map((values) => places.map((place) => values[place] as number)) as [
    number[],
    number[],
  ];
  const confusion = confusionAt(own, given, threshold);
  const interval = wilsonInterval(confusion.truePositives + confusion.trueNegatives, own.length);
  if (interval === undefined) throw new RangeError(`Group ${name} has no photos.`);
  return {
    name,
    figures: figuresFrom(confusion, threshold, rocAuc(own, given)),
    interval,
    isSmall: interval.high - interval.low > 2 * WIDEST,
  };
}

function gapOf(groups: readonly GroupFigures[]): Gap | undefined {
  const byAccuracy = groups.toSorted((a, b) => accuracyOf(b) - accuracyOf(a));
  const [best, worst] = [byAccuracy[0], byAccuracy.at(-1)];
  if (best === undefined || worst === undefined || best === worst) return undefined;
  return {
    best: best.name,
    worst: worst.name,
    size: accuracyOf(best) - accuracyOf(worst),
    interval: differenceInterval(shareOf(best), shareOf(worst)),
  };
}

function accuracyOf({ figures: { accuracy = Number.NaN } }: GroupFigures): number {
  return accuracy;
}

function shareOf({ figures: { confusion, count } }: GroupFigures): Counted {
  return { successes: confusion.truePositives + confusion.trueNegatives, count };
}
