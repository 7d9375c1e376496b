import { LABELS, type Label, otherLabel } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import { are, count, photos } from "../common/words";
import type { Conflict, Copies } from "./copies";
import { isDrawn, type Sample, type Split } from "./sample";

/** A fact about the data, as a sentence. A blocker stops training, a warning does not, a note is only told. */
export interface Finding {
  readonly kind: "blocker" | "warning" | "note";
  readonly text: string;
}

export type Counts = Readonly<Record<Split, Readonly<Record<Label, number>>>>;

/** With fewer photos to check with, a single one moves accuracy by more than 5 %. */
const FEW_TO_CHECK = 20;
/** One label with less than this share of the other's photos is called out. */
const IMBALANCE = 1 / 3;

/** How many samples each split has of each label. */
export function* countSamples(samples: readonly Sample[], splits: ReadonlyMap<number, Split>): Steps<Counts> {
  const counts = {
    train: { female: 0, male: 0 },
    val: { female: 0, male: 0 },
    test: { female: 0, male: 0 },
  };
  yield* eachOf(samples, (sample) => {
    counts[partOf(sample, splits)][sample.label]++;
  });
  return counts;
}

/** Photos that lie in more than one part, so that figures rest on photos seen before: all samples of each. */
export function leaks(
  { duplicates }: Copies,
  splits: ReadonlyMap<number, Split>,
): readonly (readonly Sample[])[] {
  return duplicates.filter((group) => new Set(group.map((sample) => partOf(sample, splits))).size > 1);
}

/** What the findings rest on. */
export interface Facts {
  readonly samples: number;
  readonly usable: number;
  /** How many of the samples are the page's own drawings. */
  readonly drawn: number;
  /** Copies are counted, as everywhere on the screen. */
  readonly counts: Counts;
  /** Photos to learn from and to check with, copies not counted: none, one, or two for more. */
  readonly different: Readonly<Record<Label, number>>;
  /** Photos in more than one part. */
  readonly shared: number;
}

/** Goes through a data set for what there may be to say. `splits` is what `splitSamples` gave. */
export function* factsOf(
  samples: readonly Sample[],
  copies: Copies,
  splits: ReadonlyMap<number, Split>,
): Steps<Facts> {
  let drawn = 0;
  yield* eachOf(samples, ({ path }) => {
    if (isDrawn(path)) drawn++;
  });
  const different = { female: 0, male: 0 };
  const first: Partial<Record<Label, string>> = {};
  yield* eachOf(copies.usable, (sample) => {
    const { label, hash } = sample;
    if (different[label] > 1 || hash === first[label] || partOf(sample, splits) === "test") return;
    first[label] ??= hash;
    different[label]++;
  });
  return {
    samples: samples.length,
    usable: copies.usable.length,
    drawn,
    counts: yield* countSamples(copies.usable, splits),
    different,
    shared: leaks(copies, splits).length,
  };
}

/** Everything worth saying about a data set, the most serious first. */
export function findingsOf(facts: Facts, copies: Copies): readonly Finding[] {
  const findings = [...blockers(facts)].map((text): Finding => ({ kind: "blocker", text }));
  // Doubts about the figures are noise while there can be none.
  const doubts = findings.length === 0 ? [...warnings(facts), ...mixture(facts)] : [];
  const all = [...disputes(copies.conflicts), ...doubts];
  findings.push(...all.map((text): Finding => ({ kind: "warning", text })));

  const repeated = copies.duplicates.length;
  if (repeated > 0) {
    const text = `${photos(repeated)} ${are(repeated)} there more than once; the automatic split keeps all copies of a photo on one side.`;
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

function* blockers({ usable, counts, different }: Facts): Generator<string> {
  if (usable === 0) {
    yield "There are no photos to use yet: drop a folder named female and a folder named male with photos in them.";
    return;
  }
  if (different.female + different.male === 0) {
    yield "All photos are test photos, so there is nothing to learn from: add photos that lie in no folder named test.";
    return;
  }
  for (const label of LABELS) {
    if (different[label] === 0) {
      yield `There is no ${label} photo to learn from, and training needs both labels: add photos in a folder named ${label}.`;
    } else if (different[label] === 1) {
      yield `There is only one ${label} photo, and training needs at least two of each label, one to learn from and one to check with: add photos in a folder named ${label}.`;
    }
  }
  if (LABELS.some((label) => different[label] < 2)) return;
  for (const [part, folder, use] of [
    ["train", "training", "learn from"],
    ["val", "validation", "check with"],
  ] as const) {
    for (const label of LABELS) {
      if (counts[part][label] > 0) continue;
      yield `There is no ${label} photo to ${use}: add some to the ${folder} photos, in a folder named ${label}.`;
    }
  }
}

function* disputes(conflicts: readonly Conflict[]): Generator<string> {
  const [first] = conflicts;
  if (!first) return;
  const example = `${first.female[0]?.path} and ${first.male[0]?.path}`;
  yield conflicts.length === 1
    ? `One photo lies under both labels (${example}): no copy of it is used until you say which is right.`
    : `${photos(conflicts.length)} lie under both labels (for example ${example}): no copy of them is used until you say which is right.`;
}

function* warnings({ counts: { train, val, test }, shared }: Facts): Generator<string> {
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

  if (shared > 0) {
    yield `${photos(shared)} ${are(shared)} in more than one of training, validation and test: the figures will look better than they are.`;
  }

  for (const label of LABELS) {
    if (test[label] > 0 && test[otherLabel(label)] === 0) {
      yield `All test photos are ${label}: they cannot show how well the labels are told apart.`;
    }
  }
}

function* mixture({ samples, drawn }: Facts): Generator<string> {
  if (drawn === 0 || drawn === samples) return;
  const drawings = drawn === 1 ? "is a drawing" : "are drawings";
  yield `${count(drawn)} of ${photos(samples)} ${drawings}: figures on them say nothing about real faces.`;
}

function partOf(sample: Sample, splits: ReadonlyMap<number, Split>): Split {
  return splits.get(sample.id) ?? sample.split ?? "train";
}
