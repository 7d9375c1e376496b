import { type Label, otherLabel } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import { count, photos } from "../common/words";
import { comeBack, newcomers, withFilesOf } from "./arrivals";
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
export type Edit = (dataset: Dataset, nextId: number) => Steps<Step>;

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
export function* applyEdit(history: History, edit: Edit): Steps<History> {
  const { dataset, description } = yield* edit(history.present, history.nextId);
  if (dataset === history.present) return history;
  let { nextId } = history;
  yield* eachOf(dataset.samples, ({ id }) => {
    nextId = Math.max(nextId, id + 1);
  });
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
  return function* (dataset, nextId) {
    const back = yield* comeBack(samples, dataset.samples);
    const known = yield* withFilesOf(samples, back);
    const { added, found, twice } = yield* newcomers(samples, dataset.samples, known, nextId);
    const reasons = unseenReasons(dataset.leftOut, leftOut);
    const description = wordsForAdded(added.length, found, twice, reasons.length);
    if (added.length === 0 && found === 0 && reasons.length === 0) return { dataset, description };
    // What was left out before and is used now is no longer left out.
    const used = new Set(dataset.leftOut.length === 0 ? [] : added.map(({ path }) => path));
    return {
      dataset: {
        samples: [...known, ...added],
        leftOut: [...dataset.leftOut.filter(({ path }) => !used.has(path)), ...reasons],
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
  return function* (dataset, nextId) {
    const samples: Sample[] = [];
    yield* eachOf(yield* withFilesOf(dataset.samples, project.samples), (sample, index) => {
      samples.push({ ...sample, id: nextId + index });
    });
    const { leftOut, readSeconds } = project;
    return { dataset: { samples, leftOut, readSeconds }, description: `${name} opened` };
  };
}

/** Gives photos another label. */
export function relabel(ids: Iterable<number>, label: Label): Edit {
  const chosen = new Set(ids);
  return function* (dataset) {
    const samples: Sample[] = [];
    let count = 0;
    yield* eachOf(dataset.samples, (sample) => {
      const isChanged = chosen.has(sample.id) && sample.label !== label;
      if (isChanged) count++;
      samples.push(isChanged ? { ...sample, label } : sample);
    });
    const description = `${photos(count)} marked ${label}`;
    return { dataset: count === 0 ? dataset : { ...dataset, samples }, description };
  };
}

/** Takes photos out; they appear among what was left out. */
export function remove(ids: Iterable<number>): Edit {
  const chosen = new Set(ids);
  return function* (dataset) {
    const reasonFor = ({ id }: Sample) => (chosen.has(id) ? "You removed it." : undefined);
    const { kept, dropped } = yield* without(dataset, reasonFor);
    return { dataset: kept, description: `${photos(dropped)} removed` };
  };
}

/** Decides about a photo under both labels: its samples with the other label are left out. */
export function keepConflictAs(hash: string, label: Label): Edit {
  return function* (dataset) {
    const right = dataset.samples.find((sample) => sample.hash === hash && sample.label === label);
    const reason = `The same photo is kept as ${label}: ${right?.path}`;
    const reasonFor = (sample: Sample) =>
      sample.hash === hash && sample.label === otherLabel(label) ? reason : undefined;
    const description = `One photo kept as ${label}`;
    return { dataset: right ? (yield* without(dataset, reasonFor)).kept : dataset, description };
  };
}

/** Takes everything out. */
export function clear(): Edit {
  // biome-ignore lint/correctness/useYield: an edit like the others, with nothing to go through
  return function* (dataset) {
    const description = `${photos(dataset.samples.length)} cleared away`;
    const isEmpty = dataset.samples.length === 0 && dataset.leftOut.length === 0;
    return { dataset: isEmpty ? dataset : EMPTY_HISTORY.present, description };
  };
}

/** Leaves photos out that turned out to be unusable: sample id → reason. */
export function leaveOut(reasons: ReadonlyMap<number, string>): Edit {
  return function* (dataset) {
    const { kept, dropped } = yield* without(dataset, ({ id }) => reasons.get(id));
    return { dataset: kept, description: `${photos(dropped)} left out` };
  };
}

/** Moves the samples that have a reason over to what was left out. */
function* without(
  dataset: Dataset,
  reasonFor: (sample: Sample) => string | undefined,
): Steps<{ kept: Dataset; dropped: number }> {
  const samples: Sample[] = [];
  const out: LeftOut[] = [];
  yield* eachOf(dataset.samples, (sample) => {
    const reason = reasonFor(sample);
    if (reason === undefined) samples.push(sample);
    else out.push({ path: sample.path, reason });
  });
  if (out.length === 0) return { kept: dataset, dropped: 0 };
  return { kept: { ...dataset, samples, leftOut: [...dataset.leftOut, ...out] }, dropped: out.length };
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

/** Those of `reasons` that are neither among `known` nor there twice. */
function unseenReasons(known: readonly LeftOut[], reasons: readonly LeftOut[]): readonly LeftOut[] {
  const key = ({ path, reason }: LeftOut) => `${path}\n${reason}`;
  const seen = new Set(known.map(key));
  return reasons.filter((reason) => !seen.has(key(reason)) && seen.add(key(reason)));
}
