import { isAbort, toAppError } from "../../common/error";
import type { JobHooks } from "../../common/progress";
import { goOn, inSlices, slice } from "../../common/steps";
import { add, applyEdit, clear, type Edit, redo, undo } from "../../dataset/edits";
import { type FolderChoice, interpretPaths, type UnknownFolder } from "../../dataset/labels";
import type { DroppedFile, FoundFiles, LeftOut, Split } from "../../dataset/sample";
import { readFiles } from "../../engine/jobs/read-files";
import { prepareEngine } from "./backbone-choice";
import { settledData } from "./derived";
import { createJob, type EndedJob, type JobState } from "./job";
import { engine, useSession } from "./store";

/** Drawn faces, for users without photos. */
const DRAWN_COUNT = 200;
const DRAWN_SEED = 1;

const NO_CHOICES: ReadonlyMap<string, FolderChoice> = new Map();

/** Files in folders whose names the page does not know. */
export interface FolderQuestion {
  readonly files: readonly DroppedFile[];
  readonly leftOut: readonly LeftOut[];
  readonly role: Split | undefined;
  readonly folders: readonly UnknownFolder[];
}

/** The outcome of reading files: undefined if all are added, or an open question. */
type Taken = FolderQuestion | undefined;

/** How reading files ended; undefined if it was cancelled. */
export type TakeEnd = EndedJob<undefined, Taken> | undefined;

/** The job that reads incoming files, one drop at a time: a second drop waits until the first is read. */
export const intake = createJob<undefined, Taken>({
  begins: { stage: "read", done: 0, total: 0 },
  queues: true,
});

/** The question that must be answered before reading can go on; undefined: none. */
export function openQuestion(state: JobState<undefined, Taken>): FolderQuestion | undefined {
  return state.status === "done" ? state.result : undefined;
}

/** Finds the dropped or chosen files; called synchronously, because the entries of a drop are gone after its event. */
export type FindFiles = (signal: AbortSignal) => Promise<FoundFiles> | FoundFiles;

/**
 * Adds dropped or chosen files: unpacks zips, reads labels from folder names, asks about names that it does not know,
 * and reads the photos.
 * @param role the part that all of them belong to; undefined: their folders decide
 */
export function takeIn(find: FindFiles, role?: Split): Promise<TakeEnd> {
  let found: Promise<FoundFiles>;
  return intake.start(
    undefined,
    async (hooks) => {
      const { files, leftOut } = await unpackZips(await found, hooks);
      return interpret(files, leftOut, role, NO_CHOICES, hooks);
    },
    (signal) => {
      found = Promise.resolve(find(signal));
      // Awaited when its turn comes; a rejection before that must not count as unhandled.
      found.catch(() => undefined);
    },
  );
}

/** Goes on with the files of the open question. */
export function answerFolders(answers: ReadonlyMap<string, FolderChoice>): Promise<TakeEnd> {
  const question = openQuestion(intake.now());
  if (question === undefined) return Promise.resolve(undefined);
  const { files, leftOut, role } = question;
  return intake.start(undefined, (hooks) => interpret(files, leftOut, role, answers, hooks));
}

/** Draws a sample data set and adds it. */
export function takeDrawnSample(): Promise<TakeEnd> {
  return intake.start(undefined, async (hooks) => {
    const files = await engine.worker.draw(DRAWN_COUNT, DRAWN_SEED, hooks);
    return interpret(files, [], undefined, NO_CHOICES, hooks);
  });
}

/**
 * Changes the data, with undo: at once, or in slices if there are very many photos.
 * @throws AbortError when stopped
 */
export async function edit(change: Edit, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const { data } = useSession.getState();
    const edited = applyEdit(data, change);
    const { done, value } = slice(edited);
    const next = done ? value : await goOn(edited, signal);
    // The data changed meanwhile, by another edit or an undo: start over from there.
    if (useSession.getState().data !== data) continue;
    useSession.setState({ data: next });
    return;
  }
}

export function undoEdit(): void {
  useSession.setState(({ data }) => ({ data: undo(data) }));
}

export function redoEdit(): void {
  useSession.setState(({ data }) => ({ data: redo(data) }));
}

/** Removes all photos; undo brings them back. */
export function clearData(): void {
  void edit(clear());
}

/** Replaces each zip by its photos; a zip that cannot be read is left out without stopping the rest. */
async function unpackZips(found: FoundFiles, hooks: JobHooks): Promise<FoundFiles> {
  let { files, leftOut } = found;
  for (const zip of found.files.filter(({ path }) => /\.zip$/i.test(path))) {
    const others = files.filter((file) => file !== zip);
    try {
      const unpacked = await engine.worker.unpack(zip.file, zip.path, hooks);
      files = others.concat(unpacked.files);
      leftOut = leftOut.concat(unpacked.leftOut);
    } catch (error) {
      if (isAbort(error)) throw error;
      const { message, next } = toAppError(error);
      files = others;
      leftOut = leftOut.concat({ path: zip.path, reason: [message, next].filter(Boolean).join(" ") });
    }
  }
  return { files, leftOut };
}

async function interpret(
  files: readonly DroppedFile[],
  leftOut: readonly LeftOut[],
  role: Split | undefined,
  choices: ReadonlyMap<string, FolderChoice>,
  hooks: JobHooks,
): Promise<Taken> {
  const understood = await inSlices(interpretPaths(files, { choices, ...(role && { role }) }), hooks.signal);
  if (understood.unknownFolders.length > 0) {
    return { files, leftOut, role, folders: understood.unknownFolders };
  }
  const started = performance.now();
  const read = await readFiles(engine, understood.labelled, hooks);
  hooks.signal.throwIfAborted();
  const seconds = (performance.now() - started) / 1000;
  await edit(add(read.samples, [...leftOut, ...understood.leftOut, ...read.leftOut], seconds), hooks.signal);
  await settledData();
  // Loads the backbone while the user checks the photos, so that training starts at once.
  void prepareEngine();
  return undefined;
}
