import { eachOf, type Steps } from "../common/steps";
import type { NewSample, Sample } from "./sample";

/** The result of merging new photos into a data set. */
export interface Newcomers {
  readonly added: readonly Sample[];
  /** How many samples of the data set had no photo before and have one now. */
  readonly found: number;
  /** How many of the new photos were already loaded. */
  readonly twice: number;
}

/** What is new among `arrivals`; `known` are the existing samples `before`, with any photos that arrived for them. */
export function* newcomers(
  arrivals: readonly NewSample[],
  before: readonly Sample[],
  known: readonly Sample[],
  nextId: number,
): Steps<Newcomers> {
  const seen = new SeenPhotos();
  const missed = new Set<string>();
  let found = 0;
  yield* eachOf(before, (sample, index) => {
    seen.isNew(sample);
    if (sample.file === undefined) missed.add(photoInPart(sample));
    if (known[index] !== sample) found++;
  });
  const added: Sample[] = [];
  let twice = 0;
  yield* eachOf(arrivals, (arrival) => {
    if (missed.size > 0 && missed.has(photoInPart(arrival))) return;
    const { path, file, label, split, hash, pixels } = arrival;
    if (seen.isNew(arrival))
      added.push({ path, file, label, split, hash, pixels, id: nextId + added.length });
    else twice++;
  });
  return { added, found, twice };
}

/** `samples`, with missing photos filled in from `others`; all other samples stay the same objects. */
export function* withFilesOf<T extends NewSample>(
  others: readonly NewSample[],
  samples: readonly T[],
): Steps<readonly T[]> {
  if (samples.every(({ file }) => file !== undefined)) return samples;
  const files = new Map<string, Blob>();
  yield* eachOf(others, ({ hash, file }) => {
    if (file !== undefined) files.set(hash, file);
  });
  const filled: T[] = [];
  yield* eachOf(samples, (sample) => {
    const file = sample.file ?? files.get(sample.hash);
    filled.push(file === sample.file ? sample : { ...sample, file });
  });
  return filled;
}

/**
 * `samples`, with missing photos filled in from `arrivals` of the same split, each used once. They take the arrivals'
 * paths, so that the same folder is recognised when dropped again.
 */
export function* comeBack(
  arrivals: readonly NewSample[],
  samples: readonly Sample[],
): Steps<readonly Sample[]> {
  if (samples.every(({ file }) => file !== undefined)) return samples;
  const open = new Map<string, NewSample[]>();
  yield* eachOf(arrivals, (arrival) => {
    const key = photoInPart(arrival);
    const copies = open.get(key);
    if (copies === undefined) open.set(key, [arrival]);
    else copies.push(arrival);
  });
  const back: Sample[] = [];
  yield* eachOf(samples, (sample) => {
    const copies = sample.file === undefined ? open.get(photoInPart(sample)) : undefined;
    const samePath = copies?.findIndex(({ path }) => path === sample.path) ?? -1;
    const [arrival] = copies?.splice(Math.max(0, samePath), 1) ?? [];
    back.push(
      arrival === undefined
        ? sample
        : { ...sample, path: arrival.path, file: arrival.file, pixels: arrival.pixels },
    );
  });
  return back;
}

/** The photos seen so far, with their paths and splits; nearly all hashes occur once. */
class SeenPhotos {
  readonly #byHash = new Map<string, NewSample | readonly NewSample[]>();

  /** Whether this is the first photo with these bytes, path and split. */
  isNew(sample: NewSample): boolean {
    const met = this.#byHash.get(sample.hash);
    if (met === undefined) {
      this.#byHash.set(sample.hash, sample);
      return true;
    }
    const all = [met].flat();
    if (all.some(({ path, split }) => path === sample.path && split === sample.split)) return false;
    this.#byHash.set(sample.hash, [...all, sample]);
    return true;
  }
}

/** A key for a photo and the split that its folder names. */
function photoInPart({ hash, split }: NewSample): string {
  return `${hash} ${split}`;
}
