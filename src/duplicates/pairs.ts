import { eachOf, type Steps } from "../common/steps";
import type { Conflict, Copies } from "../dataset/copies";
import type { Sample, Split } from "../dataset/sample";

/** Two different contents, by SHA-256, that are near-duplicates. */
export interface NearContents {
  readonly a: string;
  readonly b: string;
  /** Bits in which their perceptual hashes differ. */
  readonly distance: number;
  /** Whether one is the mirror image of the other. */
  readonly isMirrored: boolean;
}

/** One photo of a pair. `part` is undefined if the photo is in no split because it has both labels. */
export interface PairedPhoto {
  readonly sample: Sample;
  readonly part: Split | undefined;
}

/** Two duplicate photos: equal bytes (`copy`), or near-duplicates (`near`). */
export interface Pair {
  readonly a: PairedPhoto;
  readonly b: PairedPhoto;
  readonly kind: "copy" | "near";
  /** Bits in which their perceptual hashes differ; 0 for copies. */
  readonly distance: number;
  readonly isMirrored: boolean;
  readonly hasDifferentLabels: boolean;
  /** Whether they are in different splits. */
  readonly isAcrossSplit: boolean;
}

/** A snapshot of the data set, with derived data. */
export interface PairedData extends Pick<Copies, "conflicts" | "duplicates"> {
  readonly samples: readonly Sample[];
  /** The split of each usable photo, by its id. */
  readonly splits: ReadonlyMap<number, Split>;
}

/** Each copy of a photo is paired with at most this many others: otherwise pairs would grow quadratically. */
const MOST_PARTNERS = 4;

/** All pairs of a data set, the worst first: different labels, then two sides of the split, then the others. */
export function* pairsOf(data: PairedData, near: readonly NearContents[]): Steps<Pair[]> {
  const pairs: Pair[] = [];
  const photo = (sample: Sample): PairedPhoto => ({
    sample,
    part: data.splits.get(sample.id) ?? sample.split,
  });
  yield* eachOf([...data.conflicts.map(bothLabelsFirst), ...data.duplicates], (group) => {
    for (const [index, a] of group.slice(0, MOST_PARTNERS).entries())
      for (const b of group.slice(index + 1)) pairs.push(pairOf(photo(a), photo(b)));
  });
  const samplesOf = yield* byContent(data.samples, near);
  yield* eachOf(near, (found) => {
    for (const a of samplesOf.get(found.a) ?? [])
      for (const b of samplesOf.get(found.b) ?? []) pairs.push(pairOf(photo(a), photo(b), found));
  });
  return pairs.sort(worstFirst);
}

/** The copies of a photo with both labels, ordered so that each gets a partner with the other label. */
function bothLabelsFirst({ female, male }: Conflict): readonly Sample[] {
  return [...female.slice(0, 1), ...male.slice(0, 1), ...female.slice(1), ...male.slice(1)];
}

/** The first few samples of each content that has a near-duplicate. */
function* byContent(
  samples: readonly Sample[],
  near: readonly NearContents[],
): Steps<ReadonlyMap<string, readonly Sample[]>> {
  const groups = new Map<string, Sample[]>(near.flatMap(({ a, b }) => [a, b]).map((hash) => [hash, []]));
  yield* eachOf(samples, (sample) => {
    const group = groups.get(sample.hash);
    if (group !== undefined && group.length < MOST_PARTNERS) group.push(sample);
  });
  return groups;
}

function pairOf(a: PairedPhoto, b: PairedPhoto, near?: NearContents): Pair {
  return {
    a,
    b,
    kind: near === undefined ? "copy" : "near",
    distance: near?.distance ?? 0,
    isMirrored: near?.isMirrored ?? false,
    hasDifferentLabels: a.sample.label !== b.sample.label,
    isAcrossSplit: a.part !== undefined && b.part !== undefined && a.part !== b.part,
  };
}

/** The effect of a pair: a wrong label, metrics that look too good, or only a photo counted twice. */
export type Harm = "labels" | "split" | "none";

const WORST_FIRST: readonly Harm[] = ["labels", "split", "none"];

/** The worst effect of a pair. */
export function harmOf({ hasDifferentLabels, isAcrossSplit }: Pair): Harm {
  if (hasDifferentLabels) return "labels";
  return isAcrossSplit ? "split" : "none";
}

/** Ties are broken by id, that is, in the order in which the photos were added. */
function worstFirst(one: Pair, other: Pair): number {
  return (
    WORST_FIRST.indexOf(harmOf(one)) - WORST_FIRST.indexOf(harmOf(other)) ||
    Number(one.kind === "near") - Number(other.kind === "near") ||
    one.distance - other.distance ||
    one.a.sample.id - other.a.sample.id ||
    one.b.sample.id - other.b.sample.id
  );
}

/** A key for a pair that does not depend on the order of its photos. */
export function keyOf({ a, b }: Pair): string {
  return [a.sample.id, b.sample.id].sort((one, other) => one - other).join(" ");
}

/**
 * The ids of photos whose removal breaks up every pair: of each pair the training photo, so that the validation or test
 * photo stays, or else the second. Pairs with different labels are left to the user.
 */
export function sparesOf(pairs: readonly Pair[]): ReadonlySet<number> {
  const spares = new Set<number>();
  for (const { a, b, hasDifferentLabels } of pairs) {
    if (hasDifferentLabels || spares.has(a.sample.id) || spares.has(b.sample.id)) continue;
    spares.add(a.part === "train" && b.part !== "train" ? a.sample.id : b.sample.id);
  }
  return spares;
}

/** The pairs as reported, by the paths of their photos. */
export function pairsToJson(
  pairs: readonly Pair[],
): readonly { readonly a: string; readonly b: string; readonly kind: Pair["kind"] }[] {
  return pairs.map(({ a, b, kind }) => ({ a: a.sample.path, b: b.sample.path, kind }));
}
