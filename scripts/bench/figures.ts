/** Smaller is better for times and sizes, larger for rates. */
export type Unit = "ms" | "s" | "MB" | "KB" | "tasks" | "photos/s" | "frames/s" | "frames";

/** One row of the table: Twofold compared with one other. */
export interface Row {
  readonly what: string;
  readonly unit: Unit;
  /** All measurements after the warm-up, in the order in which they were made. */
  readonly ours: readonly number[];
  /** Undefined if there is nothing to compare with. */
  readonly other?: Other;
  readonly target?: Target;
  /** What a reader needs to know to interpret the figures. */
  readonly note?: string;
}

export interface Other {
  readonly name: string;
  /** Empty if it could not be measured; the row's note then says why. */
  readonly values: readonly number[];
}

/**
 * `timesBetter`: ours is at least this many times better. `timesTheirs`: our time is at most this multiple of theirs,
 * or our rate at least this multiple. `atMost`: an upper limit for our figure itself.
 */
export type Target =
  | { readonly timesBetter: number }
  | { readonly timesTheirs: number }
  | { readonly atMost: number };

/** The result of a measurement: rows for the table, and details for the JSON file. */
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

/** How many times better ours is, by the medians; undefined if there is nothing to compare with. */
export function ratio({ ours, other, unit }: Row): number | undefined {
  if (other === undefined || other.values.length === 0) return undefined;
  const [mine, theirs] = [median(ours), median(other.values)];
  return isRate(unit) ? mine / theirs : theirs / mine;
}

/** Undefined if the row has no target. */
export function isMet(row: Row): boolean | undefined {
  const { target, ours, unit } = row;
  if (target === undefined) return undefined;
  if ("atMost" in target) return median(ours) <= target.atMost;
  const better = ratio(row);
  if (better === undefined) return undefined;
  if ("timesBetter" in target) return better >= target.timesBetter;
  return isRate(unit) ? better >= target.timesTheirs : better >= 1 / target.timesTheirs;
}

/** Whether larger is better. */
export function isRate(unit: Unit): boolean {
  return unit === "photos/s" || unit === "frames/s";
}

/**
 * Measures contenders alternately, so that other load on the machine affects all of them equally.
 * @param rounds measurements of each that count; one more before them is the warm-up
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
