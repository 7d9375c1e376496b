import { LABELS, type Label, otherLabel } from "../common/label";
import { are, count, photos } from "../common/words";
import { isDrawn, type Sample, type Split } from "./sample";

/** A fact about the data, as a sentence. A blocker stops training, a warning does not, a note is only told. */
export interface Finding {
  readonly kind: "blocker" | "warning" | "note";
  readonly text: string;
}

/** One photo that lies under both labels. */
export interface Conflict {
  readonly hash: string;
  readonly female: readonly Sample[];
  readonly male: readonly Sample[];
}

export type Counts = Readonly<Record<Split, Readonly<Record<Label, number>>>>;

/** With fewer photos to check with, a single one moves accuracy by more than 5 %. */
const FEW_TO_CHECK = 20;
/** One label with less than this share of the other's photos is called out. */
const IMBALANCE = 1 / 3;

/** How many samples each split has of each label. */
export function countSamples(samples: readonly Sample[], splits: ReadonlyMap<number, Split>): Counts {
  const counts = {
    train: { female: 0, male: 0 },
    val: { female: 0, male: 0 },
    test: { female: 0, male: 0 },
  };
  for (const sample of samples) counts[partOf(sample, splits)][sample.label]++;
  return counts;
}

/** Photos (the same bytes) that lie under both labels; none of their samples is used until a person decides. */
export function conflicts(samples: readonly Sample[]): readonly Conflict[] {
  return byHash(samples)
    .map((group) => ({
      hash: group[0].hash,
      female: group.filter(({ label }) => label === "female"),
      male: group.filter(({ label }) => label === "male"),
    }))
    .filter(({ female, male }) => female.length > 0 && male.length > 0);
}

/** Why `sample`, one of the conflict's, is not used: names the file that contradicts it. */
export function conflictReason(conflict: Conflict, sample: Sample): string {
  const other = otherLabel(sample.label);
  return `The same photo is also labelled ${other} (${conflict[other][0]?.path}): say which is right.`;
}

/** The samples that no conflict keeps from being used. */
export function usableSamples(samples: readonly Sample[]): readonly Sample[] {
  const disputed = new Set(conflicts(samples).map(({ hash }) => hash));
  return disputed.size === 0 ? samples : samples.filter(({ hash }) => !disputed.has(hash));
}

/** Photos that are there more than once under one label: all samples of each. */
export function duplicates(samples: readonly Sample[]): readonly (readonly Sample[])[] {
  return byHash(usableSamples(samples)).filter((group) => group.length > 1);
}

/** Photos that lie in more than one part, so that figures rest on photos seen before: all samples of each. */
export function leaks(
  samples: readonly Sample[],
  splits: ReadonlyMap<number, Split>,
): readonly (readonly Sample[])[] {
  return duplicates(samples).filter(
    (group) => new Set(group.map((sample) => partOf(sample, splits))).size > 1,
  );
}

/** Everything worth saying about a data set, the most serious first. `splits` is what `splitSamples` gave. */
export function findingsOf(
  { samples }: { readonly samples: readonly Sample[] },
  splits: ReadonlyMap<number, Split>,
): readonly Finding[] {
  const usable = usableSamples(samples);
  const findings = [...blockers(usable, splits)].map((text): Finding => ({ kind: "blocker", text }));
  // Doubts about the figures are noise while there can be none.
  const doubts = findings.length === 0 ? [...warnings(usable, splits), ...mixture(samples)] : [];
  findings.push(...[...disputes(samples), ...doubts].map((text): Finding => ({ kind: "warning", text })));

  const copies = duplicates(samples).length;
  if (copies > 0) {
    const text = `${photos(copies)} ${are(copies)} there more than once; the automatic split keeps all copies of a photo on one side.`;
    findings.push({ kind: "note", text });
  }
  return findings;
}

/**
 * What there is to say about photos that are not here, since only a project tells of them.
 * @param unseen how many of them the backbone to train on never saw
 */
export function absence(absent: number, unseen: number): Finding | undefined {
  if (unseen > 0) {
    const them = unseen === 1 ? "it" : "them";
    const text = `${photos(unseen)} ${are(unseen)} not here, and the backbone to train on never saw ${them}: drop the folder, or choose the backbone that did, before you train.`;
    return { kind: "warning", text };
  }
  if (absent === 0) return undefined;
  const them = absent === 1 ? "it" : "them";
  const text = `${photos(absent)} ${are(absent)} not here, only what was seen in ${them}: that is enough to train on. Drop the folder to see ${them} again.`;
  return { kind: "note", text };
}

function* blockers(usable: readonly Sample[], splits: ReadonlyMap<number, Split>): Generator<string> {
  if (usable.length === 0) {
    yield "There are no photos to use yet: drop a folder named female and a folder named male with photos in them.";
    return;
  }
  const learnable = usable.filter((sample) => partOf(sample, splits) !== "test");
  if (learnable.length === 0) {
    yield "All photos are test photos, so there is nothing to learn from: add photos that lie in no folder named test.";
    return;
  }
  const all = distinct(learnable);
  for (const label of LABELS) {
    if (all[label] === 0) {
      yield `There is no ${label} photo to learn from, and training needs both labels: add photos in a folder named ${label}.`;
    } else if (all[label] === 1) {
      yield `There is only one ${label} photo, and training needs at least two of each label, one to learn from and one to check with: add photos in a folder named ${label}.`;
    }
  }
  if (LABELS.some((label) => all[label] < 2)) return;
  for (const [part, folder, use] of [
    ["train", "training", "learn from"],
    ["val", "validation", "check with"],
  ] as const) {
    const here = distinct(learnable.filter((sample) => partOf(sample, splits) === part));
    for (const label of LABELS) {
      if (here[label] > 0) continue;
      yield `There is no ${label} photo to ${use}: add some to the ${folder} photos, in a folder named ${label}.`;
    }
  }
}

function* disputes(samples: readonly Sample[]): Generator<string> {
  const found = conflicts(samples);
  const [first] = found;
  if (!first) return;
  const example = `${first.female[0]?.path} and ${first.male[0]?.path}`;
  yield found.length === 1
    ? `One photo lies under both labels (${example}): no copy of it is used until you say which is right.`
    : `${photos(found.length)} lie under both labels (for example ${example}): no copy of them is used until you say which is right.`;
}

function* warnings(usable: readonly Sample[], splits: ReadonlyMap<number, Split>): Generator<string> {
  // Copies are counted, as everywhere on the screen.
  const { train, val, test } = countSamples(usable, splits);
  const learnable = { female: train.female + val.female, male: train.male + val.male };
  const total = learnable.female + learnable.male;
  const [fewer, more]: [Label, Label] =
    learnable.female <= learnable.male ? ["female", "male"] : ["male", "female"];
  const both = `${count(learnable[more])} ${more}, ${count(learnable[fewer])} ${fewer}`;
  const toCheck = val.female + val.male;
  if (toCheck < FEW_TO_CHECK) {
    yield `${photos(total)} in all (${both}), ${count(toCheck)} of them to check with: with so few, the figures will say little.`;
  }
  if (learnable[fewer] < learnable[more] * IMBALANCE) {
    yield `${both}: results for ${fewer} photos will be less certain.`;
  }

  const shared = leaks(usable, splits).length;
  if (shared > 0) {
    yield `${photos(shared)} ${are(shared)} in more than one of training, validation and test: the figures will look better than they are.`;
  }

  for (const label of LABELS) {
    if (test[label] > 0 && test[otherLabel(label)] === 0) {
      yield `All test photos are ${label}: they cannot show how well the labels are told apart.`;
    }
  }
}

function* mixture(samples: readonly Sample[]): Generator<string> {
  const drawn = samples.filter(({ path }) => isDrawn(path)).length;
  if (drawn === 0 || drawn === samples.length) return;
  const drawings = drawn === 1 ? "is a drawing" : "are drawings";
  yield `${count(drawn)} of ${photos(samples.length)} ${drawings}: figures on them say nothing about real faces.`;
}

function partOf(sample: Sample, splits: ReadonlyMap<number, Split>): Split {
  return splits.get(sample.id) ?? sample.split ?? "train";
}

/** How many different photos there are of each label. */
function distinct(samples: readonly Sample[]): Record<Label, number> {
  const count = (wanted: Label) =>
    new Set(samples.filter(({ label }) => label === wanted).map(({ hash }) => hash)).size;
  return { female: count("female"), male: count("male") };
}

function byHash(samples: readonly Sample[]): [Sample, ...Sample[]][] {
  const groups = new Map<string, [Sample, ...Sample[]]>();
  for (const sample of samples) {
    const group = groups.get(sample.hash);
    if (group) group.push(sample);
    else groups.set(sample.hash, [sample]);
  }
  return [...groups.values()];
}
