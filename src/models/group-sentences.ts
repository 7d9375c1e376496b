import { count } from "../common/words";
import type { GroupComparison } from "../metrics/group-comparison";
import { percentRange, photos } from "./figure-sentences";

/** The comparison of groups in words: the gap, whether it may be chance, and what the groups do not cover. */
export function gapSentence({ groups, gap }: GroupComparison, without: number, source: string): string {
  if (groups.length === 0) return `${source} says nothing about the photos that this model was checked on.`;
  const rest =
    without > 0
      ? ` ${photos(without)} of those it was checked on ${without === 1 ? "is" : "are"} in no group.`
      : "";
  return `${verdict({ groups, gap })}${rest}`;
}

function verdict({ groups, gap }: GroupComparison): string {
  const small = groups.filter(({ isSmall }) => isSmall).length;
  if (gap === undefined) {
    return small === groups.length
      ? "Every group is too small to tell how well the model does on it."
      : "There is only one group that is large enough to tell, so there is nothing to compare it with.";
  }
  const { best, worst, size, interval } = gap;
  const points = `${(100 * size).toFixed(1)} percentage points`;
  const left =
    small > 0 ? ` ${count(small)} ${small === 1 ? "group is" : "groups are"} too small to tell.` : "";
  if (interval.low <= 0)
    return `It does best on ${best} and worst on ${worst}, ${points} apart; with so few photos, this may be chance.${left}`;
  return (
    `It does worse on ${worst} than on ${best}, by ${points} (95 % confidence interval: ${percentRange(interval)}). ` +
    `Do not rely on it for ${worst} as much as for ${best}.${left}`
  );
}
