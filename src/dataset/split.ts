import { LABELS } from "../common/label";
import { createRandom } from "../common/random";
import { eachOf, type Steps } from "../common/steps";
import type { Sample, Split } from "./sample";

export interface SplitOptions {
  /** The fraction of the training photos held out for validation, between 0 and 1. */
  readonly validationShare: number;
  readonly seed: number;
}

/**
 * The split of each sample, by its id. Splits named by folders are kept. If no folder names a validation split, it is
 * drawn from the training photos, stratified by label, with all copies of a photo on one side. The result depends on
 * the photos, their labels and the seed, not on the order in which they were dropped. Remove samples with conflicting
 * labels first (see `copiesOf`).
 *
 * Every label with at least two different photos gets at least one on each side.
 */
export function* splitSamples(
  samples: readonly Sample[],
  { validationShare, seed }: SplitOptions,
): Steps<ReadonlyMap<number, Split>> {
  const splits = new Map<number, Split>();
  let hasValidation = false;
  yield* eachOf(samples, ({ id, split = "train" }) => {
    splits.set(id, split);
    hasValidation ||= split === "val";
  });
  if (hasValidation) return splits;

  for (const label of LABELS) {
    const pool = samples.filter((sample) => sample.label === label && splits.get(sample.id) === "train");
    yield;
    const hashes = new Set<string>();
    yield* eachOf(pool, ({ hash }) => {
      hashes.add(hash);
    });
    const count = validationCount(hashes.size, validationShare);
    const validation = yield* drawn(hashes, seed, count);
    yield* eachOf(pool, ({ id, hash }) => {
      if (validation.has(hash)) splits.set(id, "val");
    });
  }
  return splits;
}

/** The `count` photos with the lowest lots. Each photo draws its own lot, so changing one does not move the others. */
function* drawn(hashes: ReadonlySet<string>, seed: number, count: number): Steps<ReadonlySet<string>> {
  const lots = new Float64Array(hashes.size);
  yield* eachOf(hashes, (hash, index) => {
    lots[index] = createRandom(seed, `split ${hash}`).next();
  });
  const highest = lots.toSorted()[count - 1] ?? -1;
  yield;
  const chosen = new Set<string>();
  const even: string[] = [];
  yield* eachOf(hashes, (hash, index) => {
    const lot = lots[index] ?? 0;
    if (lot < highest) chosen.add(hash);
    else if (lot === highest) even.push(hash);
  });
  for (const hash of even.sort().slice(0, count - chosen.size)) chosen.add(hash);
  return chosen;
}

function validationCount(photos: number, share: number): number {
  return photos < 2 ? 0 : Math.min(photos - 1, Math.max(1, Math.round(photos * share)));
}
