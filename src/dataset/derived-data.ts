import type { Label } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import { type Conflict, copiesOf } from "./copies";
import type { Dataset } from "./edits";
import { type Counts, type Finding, factsOf, findingsOf } from "./findings";
import type { Sample, Split } from "./sample";
import { type SplitOptions, splitSamples } from "./split";

/** Everything derived from a data set and the settings. */
export interface DerivedData {
  /** The data set. */
  readonly dataset: Dataset;
  /** Photos with both labels. */
  readonly conflicts: readonly Conflict[];
  /** Photos that occur more than once under one label. */
  readonly duplicates: readonly (readonly Sample[])[];
  /** All photos. */
  readonly byLabel: Readonly<Record<Label, readonly Sample[]>>;
  /** The photos without a label conflict. */
  readonly usable: readonly Sample[];
  /** The split of each usable photo, by its id. */
  readonly splits: ReadonlyMap<number, Split>;
  readonly counts: Counts;
  readonly findings: readonly Finding[];
  /** Why training cannot start; undefined when it can. */
  readonly blocker: string | undefined;
  /** Whether folders name the validation photos. */
  readonly hasOwnValidation: boolean;
  /** Whether all photos are drawn faces. */
  readonly areDrawn: boolean;
  /** The distinct hashes of the missing photos. */
  readonly absent: readonly string[];
}

/** Derives everything that the page shows about a data set. */
export function* deriveData(dataset: Dataset, options: SplitOptions): Steps<DerivedData> {
  const { samples } = dataset;
  const copies = yield* copiesOf(samples);
  const { conflicts, duplicates, usable } = copies;
  const splits = yield* splitSamples(usable, options);
  const facts = yield* factsOf(samples, copies, splits);
  const findings = findingsOf(facts, copies);
  const absent = new Set<string>();
  const byLabel: Record<Label, Sample[]> = { female: [], male: [] };
  yield* eachOf(samples, (sample) => {
    byLabel[sample.label].push(sample);
    if (sample.file === undefined) absent.add(sample.hash);
  });
  return {
    dataset,
    conflicts,
    duplicates,
    byLabel,
    usable,
    splits,
    counts: facts.counts,
    findings,
    blocker: findings.find(({ kind }) => kind === "blocker")?.text,
    hasOwnValidation: usable.some(({ split }) => split === "val"),
    areDrawn: facts.drawn > 0 && facts.drawn === facts.samples,
    absent: [...absent],
  };
}
