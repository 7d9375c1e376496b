import { LABELS, type Label } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import { count } from "../common/words";
import type { Sample, Split } from "../dataset/sample";
import type { NearContents } from "./pairs";

/** Validation or test photos that the model was also trained on. */
export interface Leakage {
  /** How many are byte-identical to a training photo. */
  readonly copies: number;
  /** How many others are near-duplicates of a training photo. */
  readonly near: number;
  /** How many of `near` match only training photos of the other label. */
  readonly otherLabel: number;
}

/** The data that a model was trained and evaluated on. */
export interface LearnedData {
  readonly samples: readonly Sample[];
  /** The split of each sample, by its id. */
  readonly splits: ReadonlyMap<number, Split>;
}

/**
 * Finds photos of a split among the training photos.
 * @param paths the photos of the split to consider; empty means all
 * @param near the known near-duplicates
 */
export function* leakageOf(
  { samples, splits }: LearnedData,
  part: "val" | "test",
  paths: readonly string[],
  near: readonly NearContents[],
): Steps<Leakage> {
  const learned = emptyContents();
  yield* eachOf(samples, ({ id, hash, label }) => {
    if (splits.get(id) === "train") learned[label].add(hash);
  });
  const similar = yield* similarTo(learned, near);
  const wanted = new Set(paths);
  const count = { copies: 0, near: 0, otherLabel: 0 };
  yield* eachOf(samples, ({ id, hash, label, path }) => {
    if (splits.get(id) !== part || (wanted.size > 0 && !wanted.has(path))) return;
    if (isAmong(learned, hash)) count.copies++;
    else if (isAmong(similar, hash)) {
      count.near++;
      if (!similar[label].has(hash)) count.otherLabel++;
    }
  });
  return count;
}

/** Hashes of contents, by label. */
type Contents = Readonly<Record<Label, Set<string>>>;

function emptyContents(): Contents {
  return { female: new Set(), male: new Set() };
}

function isAmong(contents: Contents, hash: string): boolean {
  return LABELS.some((label) => contents[label].has(hash));
}

/** The near-duplicates of the given contents, under the labels of the latter. */
function* similarTo(contents: Contents, near: readonly NearContents[]): Steps<Contents> {
  const similar = emptyContents();
  yield* eachOf(near, ({ a, b }) => {
    for (const label of LABELS) {
      if (contents[label].has(a)) similar[label].add(b);
      if (contents[label].has(b)) similar[label].add(a);
    }
  });
  return similar;
}

/** A warning about metrics that include training photos; undefined if there are none. */
export function leakSentence(leakage: Leakage): string | undefined {
  const { copies, near, otherLabel } = leakage;
  if (copies + near === 0) return undefined;
  const worth =
    otherLabel === 0
      ? ": the metrics look better than they are."
      : `, ${count(otherLabel)} of them with the other label: the metrics say little about new photos.`;
  return `${whatLeaked(leakage)} also used for training${worth}`;
}

function whatLeaked({ copies, near }: Leakage): string {
  const all = copies + near;
  if (copies === 0)
    return all === 1
      ? "A near-duplicate of one of these photos was"
      : `Near-duplicates of ${count(all)} of these photos were`;
  const these = `${count(all)} of these photos`;
  if (near > 0) return `${these}, or near-duplicates of them, were`;
  return `${these} ${all === 1 ? "was" : "were"}`;
}
