import { eachOf, type Steps } from "../common/steps";
import type { Conflict, Copies } from "../dataset/copies";
import type { Sample, Split } from "../dataset/sample";

/** Two different contents, by their SHA-256, that look nearly the same. */
export interface NearContents {
  readonly a: string;
  readonly b: string;
  /** Bits in which their perceptual hashes differ. */
  readonly distance: number;
  /** Whether one looks like the mirror image of the other. */
  readonly isMirrored: boolean;
}

/** One photo of a pair. `part` is undefined where no part has it, because it lies under both labels. */
export interface PairedPhoto {
  readonly sample: Sample;
  readonly part: Split | undefined;
}

/** Two photos that show the same: the same bytes (`copy`), or bytes that look nearly the same (`near`). */
export interface Pair {
  readonly a: PairedPhoto;
  readonly b: PairedPhoto;
  readonly kind: "copy" | "near";
  /** Bits in which their perceptual hashes differ; 0 for copies. */
  readonly distance: number;
  readonly isMirrored: boolean;
  readonly hasDifferentLabels: boolean;
  /** Whether they lie in two parts of the data. */
  readonly isAcrossSplit: boolean;
}

/** The data set of a moment, and what follows from it. */
export interface PairedData extends Pick<Copies, "conflicts" | "duplicates"> {
  readonly samples: readonly Sample[];
  /** The part of each photo that is used, by its id. */
  readonly splits: ReadonlyMap<number, Split>;
}

/** Where a photo is there more often, each of its copies is paired with so many only: else pairs grow as the square. */
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

/** The copies of a photo under both labels in an order in which each gets a partner under the other label. */
function bothLabelsFirst({ female, male }: Conflict): readonly Sample[] {
  return [...female.slice(0, 1), ...male.slice(0, 1), ...female.slice(1), ...male.slice(1)];
}

/** The first few samples of each content that looks like another one. */
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

/** What a pair does: a wrong label, figures that are too kind, or only a photo that counts double. */
export type Harm = "labels" | "split" | "none";

const WORST_FIRST: readonly Harm[] = ["labels", "split", "none"];

/** The worst that there is to say about a pair. */
export function harmOf({ hasDifferentLabels, isAcrossSplit }: Pair): Harm {
  if (hasDifferentLabels) return "labels";
  return isAcrossSplit ? "split" : "none";
}

/** Ties go by the ids, which are in the order in which the photos came. */
function worstFirst(one: Pair, other: Pair): number {
  return (
    WORST_FIRST.indexOf(harmOf(one)) - WORST_FIRST.indexOf(harmOf(other)) ||
    Number(one.kind === "near") - Number(other.kind === "near") ||
    one.distance - other.distance ||
    one.a.sample.id - other.a.sample.id ||
    one.b.sample.id - other.b.sample.id
  );
}

/** What tells a pair from all others of a visit, whichever of its photos comes first. */
export function keyOf({ a, b }: Pair): string {
  return [a.sample.id, b.sample.id].sort((one, other) => one - other).join(" ");
}

/**
 * Photos, by their ids, without which no pair is left whole: of each the one that is learned from, so that what is
 * checked with stays, or else the second. Pairs of different labels are for a person to decide.
 */
export function sparesOf(pairs: readonly Pair[]): ReadonlySet<number> {
  const spares = new Set<number>();
  for (const { a, b, hasDifferentLabels } of pairs) {
    if (hasDifferentLabels || spares.has(a.sample.id) || spares.has(b.sample.id)) continue;
    spares.add(a.part === "train" && b.part !== "train" ? a.sample.id : b.sample.id);
  }
  return spares;
}

/** The pairs for a report, by the paths of their photos. */
export function pairsToJson(
  pairs: readonly Pair[],
): readonly { readonly a: string; readonly b: string; readonly kind: Pair["kind"] }[] {
  return pairs.map(({ a, b, kind }) => ({ a: a.sample.path, b: b.sample.path, kind }));
}
