import { LABELS, type Label } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import { count } from "../common/words";
import type { Sample, Split } from "../dataset/sample";
import type { NearContents } from "./pairs";

/** Photos that were set aside to check a model with, and that it learned from all the same. */
export interface Leakage {
  /** How many are among the training photos byte by byte. */
  readonly copies: number;
  /** How many others look nearly like a training photo. */
  readonly near: number;
  /** How many of `near` only look like training photos of the other label. */
  readonly otherLabel: number;
}

/** The data that a model learned from and was checked with. */
export interface LearnedData {
  readonly samples: readonly Sample[];
  /** The part of each sample, by its id. */
  readonly splits: ReadonlyMap<number, Split>;
}

/**
 * Looks for photos of a part among those that were learned from.
 * @param paths the photos of the part that count; all of them where it is empty
 * @param near contents that look alike, as far as they were compared
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

/** Hashes of contents, by the label that they are under. */
type Contents = Readonly<Record<Label, Set<string>>>;

function emptyContents(): Contents {
  return { female: new Set(), male: new Set() };
}

function isAmong(contents: Contents, hash: string): boolean {
  return LABELS.some((label) => contents[label].has(hash));
}

/** The contents that look like some, under the labels of those. */
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

/** What figures are worth that rest on photos that were learned from; undefined where they do not. */
export function leakSentence(leakage: Leakage): string | undefined {
  const { copies, near, otherLabel } = leakage;
  if (copies + near === 0) return undefined;
  const worth =
    otherLabel === 0
      ? ": the figures are too kind."
      : `, ${count(otherLabel)} of them under the other label: the figures say little about photos that it never saw.`;
  return `${whatLeaked(leakage)} also learned from${worth}`;
}

function whatLeaked({ copies, near }: Leakage): string {
  const all = copies + near;
  if (copies === 0)
    return all === 1
      ? "A photo nearly the same as one of these was"
      : `Photos nearly the same as ${count(all)} of these were`;
  const these = `${count(all)} of these photos`;
  if (near > 0) return `${these}, or nearly the same ones, were`;
  return `${these} ${all === 1 ? "was" : "were"}`;
}
