/** How a figure is read: of times and sizes less is better, of rates more. */
export type Unit = "ms" | "s" | "MB" | "KB" | "tasks" | "photos/s" | "frames/s" | "frames";

/** One line of the table: ours beside one other. */
export interface Row {
  readonly what: string;
  readonly unit: Unit;
  /** All measurements after the warm-up, in the order in which they were made. */
  readonly ours: readonly number[];
  /** Undefined where there is nobody to compare with. */
  readonly other?: Other;
  readonly target?: Target;
  /** What a reader has to know to read the figures rightly. */
  readonly note?: string;
}

export interface Other {
  readonly name: string;
  /** Empty where it could not be measured; then the row's note says why. */
  readonly values: readonly number[];
}

/**
 * What must hold: how many times better ours is than the other at least; how many times the other's time ours is at
 * the most, or the other's rate at the least; or what our figure itself is at the most.
 */
export type Target =
  | { readonly timesBetter: number }
  | { readonly timesTheirs: number }
  | { readonly atMost: number };

/** The measuring functions' answer: rows for the table, and whatever else a reader of the JSON may look for. */
export interface Section {
  readonly rows: readonly Row[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The middle value, or the mean of the middle two; NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const [below, above] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return below === undefined || above === undefined ? Number.NaN : (below + above) / 2;
}

/** How many times better ours is than the other, by the medians; undefined where there is no other. */
export function ratio({ ours, other, unit }: Row): number | undefined {
  if (other === undefined || other.values.length === 0) return undefined;
  const [mine, theirs] = [median(ours), median(other.values)];
  return isRate(unit) ? mine / theirs : theirs / mine;
}

/** Undefined where the row has no target. */
export function isMet(row: Row): boolean | undefined {
  const { target, ours, unit } = row;
  if (target === undefined) return undefined;
  if ("atMost" in target) return median(ours) <= target.atMost;
  const better = ratio(row);
  if (better === undefined) return undefined;
  if ("timesBetter" in target) return better >= target.timesBetter;
  return isRate(unit) ? better >= target.timesTheirs : better >= 1 / target.timesTheirs;
}

/** Whether more is better. */
export function isRate(unit: Unit): boolean {
  return unit === "photos/s" || unit === "frames/s";
}

/**
 * Measures contenders by turns, so that whatever else the machine does hits all of them alike.
 * @param rounds measurements that count, of each; one more before them warms up
 * @returns the measurements of each, in the order of `contenders`
 */
export async function alternate(
  contenders: readonly (() => Promise<number>)[],
  rounds: number,
): Promise<number[][]> {
  const values: number[][] = contenders.map(() => []);
  for (let round = 0; round <= rounds; round++) {
    for (const [index, measure] of contenders.entries()) {
      const value = await measure();
      if (round > 0) values[index]?.push(value);
    }
  }
  return values;
}
