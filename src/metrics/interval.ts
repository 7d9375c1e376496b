/** An interval of shares in [0, 1]. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** The standard normal distribution has 95 % of its mass within this distance of 0. */
const Z_95 = 1.959963984540054;

/**
 * The 95 % score interval of a counted share (E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", Journal of the American Statistical Association 22, 1927): the confidence interval of the share if
 * `successes` of `count` photos are right. Unlike the textbook's ±, it stays within [0, 1] and has a sensible width
 * near 0 and 1. Undefined without photos.
 *
 * @param successes an integer, 0 to `count`
 * @throws RangeError if it is not
 */
export function wilsonInterval(successes: number, count: number): Interval | undefined {
  if (!(successes >= 0 && successes <= count)) throw new RangeError(`${successes} of ${count} is no share.`);
  if (count === 0) return undefined;
  const share = successes / count;
  const shrink = 1 + Z_95 ** 2 / count;
  const center = (share + Z_95 ** 2 / (2 * count)) / shrink;
  const reach = (Z_95 / shrink) * Math.sqrt((share * (1 - share)) / count + (Z_95 / (2 * count)) ** 2);
  return {
    // An end at 0 or 1 is exact, without rounding error.
    low: successes === 0 ? 0 : center - reach,
    high: successes === count ? 1 : center + reach,
  };
}

/** A counted share: `successes` of `count`, which is 1 or more. */
export interface Counted {
  readonly successes: number;
  readonly count: number;
}

/**
 * The 95 % interval of the difference of two shares, from their score intervals, in [-1, 1] (R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17, 1998, method 10).
 */
export function differenceInterval(one: Counted, other: Counted): Interval {
  const [a, b] = [one, other].map(({ successes, count }) => successes / count) as [number, number];
  const [around, aroundOther] = [one, other].map(({ successes, count }) => wilsonInterval(successes, count));
  if (around === undefined || aroundOther === undefined) throw new RangeError("A share of no photos.");
  return {
    low: a - b - Math.hypot(a - around.low, aroundOther.high - b),
    high: a - b + Math.hypot(around.high - a, b - aroundOther.low),
  };
}
