import { LABELS, type Label, otherLabel } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import { are, count, photos } from "../common/words";
import type { Conflict, Copies } from "./copies";
import { isDrawn, type Sample, type Split } from "./sample";

/** A fact about the data, as a sentence. A blocker prevents training; warnings and notes do not. */
export interface Finding {
  readonly kind: "blocker" | "warning" | "note";
  readonly text: string;
}

export type Counts = Readonly<Record<Split, Readonly<Record<Label, number>>>>;

/** With fewer validation photos, a single one changes accuracy by more than 5 %. */
const FEW_TO_CHECK = 20;
/** A label with less than this fraction of the other's photos causes a warning. */
const IMBALANCE = 1 / 3;

/** The number of samples per split and label. */
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

/** Photos in more than one split, so that metrics include training photos: all samples of each. */
export function leaks(
  { duplicates }: Copies,
  splits: ReadonlyMap<number, Split>,
): readonly (readonly Sample[])[] {
  return duplicates.filter((group) => new Set(group.map((sample) => partOf(sample, splits))).size > 1);
}

/** The facts from which the findings are derived. */
export interface Facts {
  readonly samples: number;
  readonly usable: number;
  /** How many of the samples are drawn faces. */
  readonly drawn: number;
  /** Includes copies, as everywhere on the page. */
  readonly counts: Counts;
  /** Distinct training and validation photos, without copies: 0, 1, or 2 for more. */
  readonly different: Readonly<Record<Label, number>>;
  /** Photos in more than one split. */
  readonly shared: number;
}

/** Collects the facts about a data set. `splits` is the result of `splitSamples`. */
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

/** All findings about a data set, the most serious first. */
export function findingsOf(facts: Facts, copies: Copies): readonly Finding[] {
  const findings = [...blockers(facts)].map((text): Finding => ({ kind: "blocker", text }));
  // While training is blocked, doubts about the metrics would be noise.
  const doubts = findings.length === 0 ? [...warnings(facts), ...mixture(facts)] : [];
  const all = [...disputes(copies.conflicts), ...doubts];
  findings.push(...all.map((text): Finding => ({ kind: "warning", text })));

  const repeated = copies.duplicates.length;
  if (repeated > 0) {
    const text = `${photos(repeated)} ${are(repeated)} included more than once; the automatic split keeps all copies of a photo on one side.`;
    findings.push({ kind: "note", text });
  }
  return findings;
}

/**
 * The finding about photos that are known from a project but not loaded.
 * @param unseen how many of them have no cached features for the selected backbone
 */
export function absence(absent: number, unseen: number): Finding | undefined {
  if (unseen > 0) {
    const them = unseen === 1 ? "it" : "them";
    const text = `${photos(unseen)} ${are(unseen)} missing, and the selected backbone has no cached features for ${them}: before training, drop the folder or choose the backbone used before.`;
    return { kind: "warning", text };
  }
  if (absent === 0) return undefined;
  const [their, noun] = absent === 1 ? ["its", "photo"] : ["their", "photos"];
  const text = `${photos(absent)} ${are(absent)} missing, but ${their} cached features are enough for training. Drop the folder to see the ${noun} again.`;
  return { kind: "note", text };
}

function* blockers({ usable, counts, different }: Facts): Generator<string> {
  if (usable === 0) {
    yield "There are no usable photos yet: drop a folder named female and one named male.";
    return;
  }
  if (different.female + different.male === 0) {
    yield "All photos are test photos, so there are none to train on: add photos outside the folder named test.";
    return;
  }
  for (const label of LABELS) {
    if (different[label] === 0) {
      yield `There is no ${label} photo to train on, and training needs both labels: add photos in a folder named ${label}.`;
    } else if (different[label] === 1) {
      yield `There is only one ${label} photo, and training needs at least two of each label, one for training and one for validation: add photos in a folder named ${label}.`;
    }
  }
  if (LABELS.some((label) => different[label] < 2)) return;
  for (const [part, name] of [
    ["train", "training"],
    ["val", "validation"],
  ] as const) {
    for (const label of LABELS) {
      if (counts[part][label] > 0) continue;
      yield `There is no ${label} ${name} photo: add some to the ${name} photos, in a folder named ${label}.`;
    }
  }
}

function* disputes(conflicts: readonly Conflict[]): Generator<string> {
  const [first] = conflicts;
  if (!first) return;
  const example = `${first.female[0]?.path} and ${first.male[0]?.path}`;
  yield conflicts.length === 1
    ? `One photo has both labels (${example}): no copy of it is used until you choose the right one.`
    : `${photos(conflicts.length)} have both labels (for example ${example}): no copy of them is used until you choose the right one.`;
}

function* warnings({ counts: { train, val, test }, shared }: Facts): Generator<string> {
  const learnable = { female: train.female + val.female, male: train.male + val.male };
  const total = learnable.female + learnable.male;
  const [fewer, more]: [Label, Label] =
    learnable.female <= learnable.male ? ["female", "male"] : ["male", "female"];
  const both = `${count(learnable[more])} ${more}, ${count(learnable[fewer])} ${fewer}`;
  const toCheck = val.female + val.male;
  if (toCheck < FEW_TO_CHECK) {
    yield `${photos(total)} in total (${both}), ${count(toCheck)} of them for validation: too few for reliable metrics.`;
  }
  if (learnable[fewer] < learnable[more] * IMBALANCE) {
    yield `${both}: results for ${fewer} photos will be less certain.`;
  }

  if (shared > 0) {
    yield `${photos(shared)} ${are(shared)} in more than one of training, validation and test: the metrics will look better than they are.`;
  }

  for (const label of LABELS) {
    if (test[label] > 0 && test[otherLabel(label)] === 0) {
      yield `All test photos are ${label}: they cannot show how well the model separates the labels.`;
    }
  }
}

function* mixture({ samples, drawn }: Facts): Generator<string> {
  if (drawn === 0 || drawn === samples) return;
  const drawings = drawn === 1 ? "is a drawn face" : "are drawn faces";
  yield `${count(drawn)} of ${photos(samples)} ${drawings}: metrics on them say nothing about real faces.`;
}

function partOf(sample: Sample, splits: ReadonlyMap<number, Split>): Split {
  return splits.get(sample.id) ?? sample.split ?? "train";
}
