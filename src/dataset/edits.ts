import { type Label, otherLabel } from "../common/label";
import { eachOf, type Steps } from "../common/steps";
import { count, photos } from "../common/words";
import { comeBack, newcomers, withFilesOf } from "./arrivals";
import type { LeftOut, NewSample, Sample } from "./sample";

/** The photos of a data set, and the excluded files. */
export interface Dataset {
  readonly samples: readonly Sample[];
  readonly leftOut: readonly LeftOut[];
  /** Seconds it took to read these photos. */
  readonly readSeconds: number;
}

/** An opened data set whose photos have no ids yet. */
export interface NewDataset extends Omit<Dataset, "samples"> {
  readonly samples: readonly NewSample[];
}

/** A data set before or after an edit, with a description of the edit. */
export interface Step {
  readonly dataset: Dataset;
  readonly description: string;
}

/** A data set with its undo and redo history. Snapshots share all samples that an edit did not change. */
export interface History {
  readonly present: Dataset;
  /** The state before each edit, the latest last. */
  readonly past: readonly Step[];
  /** The state before each undo, the next to redo last. */
  readonly future: readonly Step[];
  /** The id for the next sample. It only grows, so ids are never reused, not even after an undo. */
  readonly nextId: number;
}

/** An edit of a data set; returns the same `Dataset` if nothing changes. */
export type Edit = (dataset: Dataset, nextId: number) => Steps<Step>;

/** How many edits can be undone. */
const STEPS = 100;

/** An empty data set. */
export const EMPTY_HISTORY: History = {
  present: { samples: [], leftOut: [], readSeconds: 0 },
  past: [],
  future: [],
  nextId: 0,
};

/** Applies an edit and clears the redo history. An edit that changes nothing is not recorded. */
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

/** Undoes the latest edit. */
export function undo(history: History): History {
  const step = history.past.at(-1);
  if (!step) return history;
  const future = [...history.future, { dataset: history.present, description: step.description }];
  return { ...history, present: step.dataset, past: history.past.slice(0, -1), future };
}

/** Redoes the latest undone edit. */
export function redo(history: History): History {
  const step = history.future.at(-1);
  if (!step) return history;
  const past = [...history.past, { dataset: history.present, description: step.description }];
  return { ...history, present: step.dataset, past, future: history.future.slice(0, -1) };
}

/**
 * Adds photos and gives them ids. A photo already present with the same path and split is not added again: a folder
 * dropped twice counts once, and relabelled photos stay relabelled. A sample whose photo is missing gets it, with its
 * current path.
 */
export function add(samples: readonly NewSample[], leftOut: readonly LeftOut[] = [], seconds = 0): Edit {
  return function* (dataset, nextId) {
    const back = yield* comeBack(samples, dataset.samples);
    const known = yield* withFilesOf(samples, back);
    const { added, found, twice } = yield* newcomers(samples, dataset.samples, known, nextId);
    const reasons = unseenReasons(dataset.leftOut, leftOut);
    const description = wordsForAdded(added.length, found, twice, reasons.length);
    if (added.length === 0 && found === 0 && reasons.length === 0) return { dataset, description };
    // Files that were excluded before and are used now are no longer excluded.
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
 * Replaces the data set by the photos of an opened project. Photos that the project does not contain but that are
 * already loaded stay available.
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

/** Relabels photos. */
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

/** Removes photos; they are listed as excluded. */
export function remove(ids: Iterable<number>): Edit {
  const chosen = new Set(ids);
  return function* (dataset) {
    const reasonFor = ({ id }: Sample) => (chosen.has(id) ? "You removed it." : undefined);
    const { kept, dropped } = yield* without(dataset, reasonFor);
    return { dataset: kept, description: `${photos(dropped)} removed` };
  };
}

/** Resolves the label of a photo with both labels: its samples with the other label are excluded. */
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

/** Removes everything. */
export function clear(): Edit {
  // biome-ignore lint/correctness/useYield: same signature as the other edits, but no loop
  return function* (dataset) {
    const description = `${photos(dataset.samples.length)} cleared`;
    const isEmpty = dataset.samples.length === 0 && dataset.leftOut.length === 0;
    return { dataset: isEmpty ? dataset : EMPTY_HISTORY.present, description };
  };
}

/** Excludes photos that turned out to be unusable: sample id → reason. */
export function leaveOut(reasons: ReadonlyMap<number, string>): Edit {
  return function* (dataset) {
    const { kept, dropped } = yield* without(dataset, ({ id }) => reasons.get(id));
    return { dataset: kept, description: `${photos(dropped)} left out` };
  };
}

/** Moves the samples that have a reason to the excluded files. */
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
    found > 0 ? `${photos(found)} found again` : undefined,
    known > 0 ? `${count(known)} already loaded` : undefined,
  ];
  return words.filter(Boolean).join(", ");
}

/** The `reasons` not yet among `known`, without duplicates. */
function unseenReasons(known: readonly LeftOut[], reasons: readonly LeftOut[]): readonly LeftOut[] {
  const key = ({ path, reason }: LeftOut) => `${path}\n${reason}`;
  const seen = new Set(known.map(key));
  return reasons.filter((reason) => !seen.has(key(reason)) && seen.add(key(reason)));
}
