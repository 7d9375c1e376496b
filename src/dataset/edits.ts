import { type Label, otherLabel } from "../common/label";
import { count, photos } from "../common/words";
import type { LeftOut, NewSample, Sample } from "./sample";

/** The photos of a person's data set, and what was left out of it. */
export interface Dataset {
  readonly samples: readonly Sample[];
  readonly leftOut: readonly LeftOut[];
  /** Seconds that reading these photos took. */
  readonly readSeconds: number;
}

/** A data set from elsewhere, whose photos have no ids yet. */
export interface NewDataset extends Omit<Dataset, "samples"> {
  readonly samples: readonly NewSample[];
}

/** A data set before or after an edit, with the sentence that says what the edit did. */
export interface Step {
  readonly dataset: Dataset;
  readonly description: string;
}

/** A data set with its past and its future. Snapshots share all samples that an edit did not touch. */
export interface History {
  readonly present: Dataset;
  /** What was there before each edit, the latest last. */
  readonly past: readonly Step[];
  /** What was there before each undo, the next to redo last. */
  readonly future: readonly Step[];
  /** The id for the next sample. It only grows, so an id never means another photo, not even after an undo. */
  readonly nextId: number;
}

/** A change of a data set; the same `Dataset` back where there is nothing to change. */
export type Edit = (dataset: Dataset, nextId: number) => Step;

/** How many edits can be undone. */
const STEPS = 100;

/** A data set with nothing in it. */
export const EMPTY_HISTORY: History = {
  present: { samples: [], leftOut: [], readSeconds: 0 },
  past: [],
  future: [],
  nextId: 0,
};

/** Applies an edit; what could be redone is gone then. An edit that changes nothing leaves no trace. */
export function applyEdit(history: History, edit: Edit): History {
  const { dataset, description } = edit(history.present, history.nextId);
  if (dataset === history.present) return history;
  const nextId = dataset.samples.reduce((next, { id }) => Math.max(next, id + 1), history.nextId);
  const past = [...history.past, { dataset: history.present, description }].slice(-STEPS);
  return { present: dataset, past, future: [], nextId };
}

/** Takes the latest edit back. */
export function undo(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  const future = [...history.future, { dataset: history.present, description: step.description }];
  return { ...history, present: step.dataset, past: history.past.slice(0, -1), future };
}

/** Does again what was undone last. */
export function redo(history: History): History {
  const step = history.future.at(-1);
  if (!step) return history;
  const past = [...history.past, { dataset: history.present, description: step.description }];
  return { ...history, present: step.dataset, past, future: history.future.slice(0, -1) };
}

/**
 * Adds photos and gives them ids. A photo that is there already, under the same path in the same part, is not
 * added again: a folder dropped twice counts once, and what was relabelled stays relabelled. A sample whose photo
 * is not here gets it, with the path where it lies now.
 */
export function add(samples: readonly NewSample[], leftOut: readonly LeftOut[] = [], seconds = 0): Edit {
  return (dataset, nextId) => {
    const missed = new Set(dataset.samples.filter(({ file }) => file === undefined).map(photoInPart));
    const known = withFilesOf(samples, comeBack(samples, dataset.samples));
    const found = known.filter((sample, index) => sample !== dataset.samples[index]).length;
    const others = samples.filter((sample) => !missed.has(photoInPart(sample)));
    const added = unseen(dataset.samples, others, (sample) => `${photoInPart(sample)} ${sample.path}`).map(
      (sample, index) => ({ ...sample, id: nextId + index }),
    );
    const reasons = unseen(dataset.leftOut, leftOut, ({ path, reason }) => `${path}\n${reason}`);
    const description = wordsForAdded(added.length, found, others.length - added.length, reasons.length);
    if (added.length === 0 && found === 0 && reasons.length === 0) return { dataset, description };
    const paths = new Set(added.map(({ path }) => path));
    return {
      dataset: {
        samples: [...known, ...added],
        // What was left out before and is used now is no longer left out.
        leftOut: [...dataset.leftOut.filter(({ path }) => !paths.has(path)), ...reasons],
        readSeconds: dataset.readSeconds + seconds,
      },
      description,
    };
  };
}

/**
 * Puts the photos of an opened project in the place of all that is there. Photos that it did not bring along but
 * that are here stay here.
 */
export function replaceWith(project: NewDataset, name: string): Edit {
  return (dataset, nextId) => {
    const samples = withFilesOf(dataset.samples, project.samples);
    return {
      dataset: {
        samples: samples.map((sample, index) => ({ ...sample, id: nextId + index })),
        leftOut: project.leftOut,
        readSeconds: project.readSeconds,
      },
      description: `${name} opened`,
    };
  };
}

/** Gives photos another label. */
export function relabel(ids: Iterable<number>, label: Label): Edit {
  const chosen = new Set(ids);
  return (dataset) => {
    const isChanged = (sample: Sample) => chosen.has(sample.id) && sample.label !== label;
    const count = dataset.samples.filter(isChanged).length;
    const description = `${photos(count)} marked ${label}`;
    if (count === 0) return { dataset, description };
    const samples = dataset.samples.map((sample) => (isChanged(sample) ? { ...sample, label } : sample));
    return { dataset: { ...dataset, samples }, description };
  };
}

/** Takes photos out; they appear among what was left out. */
export function remove(ids: Iterable<number>): Edit {
  const chosen = new Set(ids);
  return (dataset) => {
    const { kept, dropped } = without(dataset, ({ id }) => (chosen.has(id) ? "You removed it." : undefined));
    return { dataset: kept, description: `${photos(dropped)} removed` };
  };
}

/** Decides about a photo under both labels: its samples with the other label are left out. */
export function keepConflictAs(hash: string, label: Label): Edit {
  return (dataset) => {
    const right = dataset.samples.find((sample) => sample.hash === hash && sample.label === label);
    const reason = `The same photo is kept as ${label}: ${right?.path}`;
    const reasonFor = (sample: Sample) =>
      sample.hash === hash && sample.label === otherLabel(label) ? reason : undefined;
    const description = `One photo kept as ${label}`;
    return { dataset: right ? without(dataset, reasonFor).kept : dataset, description };
  };
}

/** Takes everything out. */
export function clear(): Edit {
  return (dataset) => {
    const description = `${photos(dataset.samples.length)} cleared away`;
    const isEmpty = dataset.samples.length === 0 && dataset.leftOut.length === 0;
    return { dataset: isEmpty ? dataset : EMPTY_HISTORY.present, description };
  };
}

/** Leaves photos out that turned out to be unusable: sample id → reason. */
export function leaveOut(reasons: ReadonlyMap<number, string>): Edit {
  return (dataset) => {
    const { kept, dropped } = without(dataset, ({ id }) => reasons.get(id));
    return { dataset: kept, description: `${photos(dropped)} left out` };
  };
}

/** Moves the samples that have a reason over to what was left out. */
function without(
  dataset: Dataset,
  reasonFor: (sample: Sample) => string | undefined,
): { kept: Dataset; dropped: number } {
  const out = dataset.samples.flatMap((sample) => {
    const reason = reasonFor(sample);
    return reason === undefined ? [] : [{ path: sample.path, reason }];
  });
  if (out.length === 0) return { kept: dataset, dropped: 0 };
  const samples = dataset.samples.filter((sample) => reasonFor(sample) === undefined);
  return { kept: { ...dataset, samples, leftOut: [...dataset.leftOut, ...out] }, dropped: out.length };
}

/** A photo and the part that a folder put it in. */
function photoInPart({ hash, split }: NewSample): string {
  return `${hash} ${split}`;
}

/** `samples` with the photos of `others` where they have none of their own; the others stay the same objects. */
function withFilesOf<T extends NewSample>(others: readonly NewSample[], samples: readonly T[]): readonly T[] {
  if (samples.every(({ file }) => file !== undefined)) return samples;
  const files = new Map(
    others.flatMap(({ hash, file }) => (file === undefined ? [] : [[hash, file] as const])),
  );
  return samples.map((sample) => {
    const file = sample.file ?? files.get(sample.hash);
    return file === sample.file ? sample : { ...sample, file };
  });
}

/**
 * `samples` with those photos of `arrivals` that are in the same part, each of which comes back once. They take
 * the arrivals' paths, so that the same folder, dropped again, is known.
 */
function comeBack(arrivals: readonly NewSample[], samples: readonly Sample[]): readonly Sample[] {
  if (samples.every(({ file }) => file !== undefined)) return samples;
  const open = new Map<string, NewSample[]>();
  for (const arrival of arrivals) {
    const key = photoInPart(arrival);
    open.set(key, [...(open.get(key) ?? []), arrival]);
  }
  return samples.map((sample) => {
    const copies = sample.file === undefined ? open.get(photoInPart(sample)) : undefined;
    if (copies === undefined) return sample;
    const samePath = copies.findIndex(({ path }) => path === sample.path);
    const [arrival] = copies.splice(Math.max(0, samePath), 1);
    return arrival === undefined ? sample : { ...sample, path: arrival.path, file: arrival.file };
  });
}

function wordsForAdded(added: number, found: number, known: number, leftOut: number): string {
  if (added === 0 && found === 0 && leftOut > 0) {
    return `No photo added: ${leftOut === 1 ? "1 file was" : `${count(leftOut)} files were`} left out`;
  }
  const words = [
    added > 0 || found === 0 ? `${photos(added)} added` : undefined,
    found > 0 ? `${photos(found)} here again` : undefined,
    known > 0 ? `${count(known)} already here` : undefined,
  ];
  return words.filter(Boolean).join(", ");
}

/** Those of `items` whose key is neither among `known` nor earlier in `items`. */
function unseen<T>(known: readonly T[], items: readonly T[], key: (item: T) => string): T[] {
  const seen = new Set(known.map(key));
  return items.filter((item) => !seen.has(key(item)) && seen.add(key(item)));
}
