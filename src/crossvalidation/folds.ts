import { LABELS, type Label, labelIndex } from "../common/label";
import { createRandom, type Random } from "../common/random";
import { eachOf, type Steps } from "../common/steps";

/** Number of folds: the usual one (Kohavi 1995 finds 10 only slightly better). */
export const FOLDS = 5;

/** The part of a photo that folds depend on. Photos with the same hash are copies. */
export interface Photo {
  readonly hash: string;
  readonly label: Label;
}

/** Copies of one photo, by their indices. */
interface Group {
  readonly label: Label;
  readonly places: number[];
}

/**
 * Assigns photos to folds: stratified by label, all copies of a photo in one fold, as scikit-learn's
 * `StratifiedGroupKFold` does for groups of one label. Deterministic for the same seed and the same photos in the same
 * order. Remove photos with both labels first (see `copiesOf`).
 *
 * @returns the fold of each photo, from 0 to `folds - 1`
 */
export function* foldsOf(photos: readonly Photo[], folds: number, seed: number): Steps<Uint8Array> {
  const groups = createRandom(seed, "folds").shuffle([...(yield* byHash(photos)).values()]);
  // Large groups first, while they can still be balanced; the stable sort keeps the shuffled order otherwise.
  groups.sort((a, b) => b.places.length - a.places.length);
  const dealt = Array.from({ length: folds }, () => ({ female: 0, male: 0 }));
  const answer = new Uint8Array(photos.length);
  yield* eachOf(groups, ({ label, places }) => {
    const fold = emptiest(dealt, label);
    (dealt[fold] as (typeof dealt)[number])[label] += places.length;
    for (const place of places) answer[place] = fold;
  });
  return answer;
}

/** The fold with the fewest photos of a label; among ties, the one with the fewest photos in total. */
function emptiest(dealt: readonly Record<Label, number>[], label: Label): number {
  let best = 0;
  for (const [fold, counts] of dealt.entries()) {
    const other = dealt[best] as Record<Label, number>;
    const fewer = counts[label] - other[label] || total(counts) - total(other);
    if (fewer < 0) best = fold;
  }
  return best;
}

function total({ female, male }: Record<Label, number>): number {
  return female + male;
}

function* byHash(photos: readonly Photo[]): Steps<Map<string, Group>> {
  const groups = new Map<string, Group>();
  yield* eachOf(photos, ({ hash, label }, place) => {
    const known = groups.get(hash);
    if (known === undefined) groups.set(hash, { label, places: [place] });
    else known.places.push(place);
  });
  return groups;
}

/** The number of distinct photos per label. */
export function* countDifferent(photos: readonly Photo[]): Steps<Record<Label, number>> {
  const counts = { female: 0, male: 0 };
  yield* eachOf((yield* byHash(photos)).values(), ({ label }) => {
    counts[label]++;
  });
  return counts;
}

/** Indices of photos in a list, with the index of each label in `LABELS`. */
export interface Places {
  readonly rows: Uint32Array;
  readonly labels: Uint8Array;
}

/** The training and validation photos of one round of cross-validation. */
export interface Round {
  readonly train: Places;
  readonly test: Places;
}

/** The round in which a model trained on the other folds is validated on one fold. */
export function* roundOf(photos: readonly Photo[], folds: Uint8Array, fold: number): Steps<Round> {
  const train: number[] = [];
  const test: number[] = [];
  yield* eachOf(folds, (of, place) => {
    (of === fold ? test : train).push(place);
  });
  const placesOf = (rows: readonly number[]): Places => ({
    rows: Uint32Array.from(rows),
    labels: Uint8Array.from(rows, (row) => labelIndex((photos[row] as Photo).label)),
  });
  return { train: placesOf(train), test: placesOf(test) };
}

/**
 * A stratified subset of the photos of a round, at least one per label: the first ones in a random order, so that with
 * the same randomness a smaller subset is contained in a larger one, as in scikit-learn's `learning_curve`.
 * @param share above 0, up to 1
 */
export function shareOf({ rows, labels }: Places, share: number, random: Random): Places {
  const chosen: number[] = [];
  for (const label of LABELS) {
    const index = labelIndex(label);
    const own = random.shuffle([...rows.keys()].filter((place) => labels[place] === index));
    chosen.push(...own.slice(0, sizeOfShare(own.length, share)));
  }
  // In row order, so that the full share equals the input.
  chosen.sort((a, b) => a - b);
  return {
    rows: Uint32Array.from(chosen, (place) => rows[place] as number),
    labels: Uint8Array.from(chosen, (place) => labels[place] as number),
  };
}

/** The number of photos in a share. */
export function sizeOfShare(photos: number, share: number): number {
  return photos === 0 ? 0 : Math.max(1, Math.round(share * photos));
}
