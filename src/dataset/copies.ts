import type { Label } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import type { Sample } from "./sample";

/** A photo with both labels. */
export interface Conflict {
  readonly hash: string;
  readonly female: readonly Sample[];
  readonly male: readonly Sample[];
}

/** Photos that occur more than once (same bytes), and what follows from that. */
export interface Copies {
  /** Photos with both labels; none of their samples is used until the user decides. */
  readonly conflicts: readonly Conflict[];
  /** Photos that occur more than once under one label: all samples of each. */
  readonly duplicates: readonly (readonly Sample[])[];
  /** The samples without a label conflict. */
  readonly usable: readonly Sample[];
}

/** Finds the photos that occur more than once, in order of first occurrence. */
export function* copiesOf(samples: readonly Sample[]): Steps<Copies> {
  const conflicts: Conflict[] = [];
  const duplicates: (readonly Sample[])[] = [];
  yield* eachOf((yield* byHash(samples)).values(), (group) => {
    if (!Array.isArray(group)) return;
    const under = (wanted: Label) => group.filter(({ label }) => label === wanted);
    const [female, male] = [under("female"), under("male")];
    if (female.length > 0 && male.length > 0) conflicts.push({ hash: group[0].hash, female, male });
    else duplicates.push(group);
  });
  return { conflicts, duplicates, usable: yield* without(samples, conflicts) };
}

/** The sample of each photo, or a list if there are several: most are single and need no list. */
function* byHash(samples: readonly Sample[]): Steps<Map<string, Sample | [Sample, ...Sample[]]>> {
  const groups = new Map<string, Sample | [Sample, ...Sample[]]>();
  yield* eachOf(samples, (sample) => {
    const known = groups.get(sample.hash);
    if (known === undefined) groups.set(sample.hash, sample);
    else if (Array.isArray(known)) known.push(sample);
    else groups.set(sample.hash, [known, sample]);
  });
  return groups;
}

function* without(samples: readonly Sample[], conflicts: readonly Conflict[]): Steps<readonly Sample[]> {
  if (conflicts.length === 0) return samples;
  const disputed = new Set(conflicts.map(({ hash }) => hash));
  const usable: Sample[] = [];
  yield* eachOf(samples, (sample) => {
    if (!disputed.has(sample.hash)) usable.push(sample);
  });
  return usable;
}
