import { isAbort, toAppError } from "../../common/error";
import { calmly, type JobHooks, type Progress, type Stage } from "../../common/progress";
import { goOn, inSlices, slice } from "../../common/steps";
import { add, applyEdit, clear, type Edit, redo, undo } from "../../dataset/edits";
import { type FolderChoice, interpretPaths } from "../../dataset/labels";
import type { DroppedFile, FoundFiles, LeftOut, Split } from "../../dataset/sample";
import { readFiles } from "../../engine/jobs/read-files";
import { prepareEngine } from "./backbone-choice";
import { settledData } from "./derived";
import { engine, useSession } from "./store";

/** Faces that the page draws for those who have no photos at hand. */
const DRAWN_COUNT = 200;
const DRAWN_SEED = 1;

const NO_CHOICES: ReadonlyMap<string, FolderChoice> = new Map();

/** Stops the jobs that are under way or wait for their turn. */
let controller = new AbortController();

/** One job after the other: a second drop waits until the first is read. */
let queue: Promise<void> = Promise.resolve();

/** Looks for the files of a drop or a choice; called at once, since a drop's entries are gone after its event. */
export type FindFiles = (signal: AbortSignal) => Promise<FoundFiles> | FoundFiles;

/**
 * Takes dropped or chosen files in: unpacks zips, reads labels from folder names, asks about names that it does
 * not know, and reads the photos.
 * @param role the part that all of them belong to; undefined: their folders say so
 */
export function takeIn(find: FindFiles, role?: Split): Promise<void> {
  const found = Promise.resolve(find(controller.signal));
  // Awaited when its turn comes; until then nobody would hear it fail.
  found.catch(() => undefined);
  return intakeJob(async (hooks) => {
    const { files, leftOut } = await unpackZips(await found, hooks);
    await interpret(files, leftOut, role, NO_CHOICES, hooks);
  });
}

/** Goes on with the files that were asked about. */
export function answerFolders(answers: ReadonlyMap<string, FolderChoice>): Promise<void> {
  const { intake } = useSession.getState();
  if (intake.status !== "asking") return Promise.resolve();
  const { files, leftOut, role } = intake.question;
  return intakeJob((hooks) => interpret(files, leftOut, role, answers, hooks));
}

/** Draws a sample data set. */
export function takeDrawnSample(): Promise<void> {
  return intakeJob(async (hooks) => {
    const files = await engine.worker.draw(DRAWN_COUNT, DRAWN_SEED, hooks);
    await interpret(files, [], undefined, NO_CHOICES, hooks);
  });
}

/** Stops whatever is being done with dropped files; what was there before stays. */
export function cancelIntake(): void {
  controller.abort();
  controller = new AbortController();
  useSession.setState({ intake: { status: "idle" } });
}

/**
 * Changes the data, undoably: at once, or in slices where there are very many photos.
 * @throws AbortError when stopped
 */
export async function edit(change: Edit, signal?: AbortSignal): Promise<void> {
  for (;;) {
    const { data } = useSession.getState();
    const edited = applyEdit(data, change);
    const { done, value } = slice(edited);
    const next = done ? value : await goOn(edited, signal);
    // What was changed meanwhile, by another edit or by undo, comes first.
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

/** Starts over with no photos; undo brings them back. */
export function clearData(): void {
  void edit(clear());
}

/** Does one thing after the other with files, each shown and stopped in the same way. Never rejects. */
export function intakeJob(job: (hooks: JobHooks) => Promise<void>): Promise<void> {
  const { signal } = controller;
  const { status } = useSession.getState().intake;
  if (status !== "busy") showProgress({ stage: "read", done: 0, total: 0 }, performance.now());
  queue = queue.then(() => runJob(job, signal));
  return queue;
}

/** Never rejects: what went wrong is shown. */
async function runJob(job: (hooks: JobHooks) => Promise<void>, signal: AbortSignal): Promise<void> {
  let since = performance.now();
  let stage: Stage | undefined;
  const onProgress = calmly((progress) => {
    if (signal.aborted) return;
    // Speed and time left are those of the stage, not of the whole job.
    if (progress.stage !== stage) since = performance.now();
    stage = progress.stage;
    showProgress(progress, since);
  });
  try {
    signal.throwIfAborted();
    await job({ signal, onProgress });
    if (!signal.aborted && useSession.getState().intake.status === "busy") {
      useSession.setState({ intake: { status: "idle" } });
    }
  } catch (error) {
    if (signal.aborted || isAbort(error)) return;
    useSession.setState({ intake: { status: "failed", error: toAppError(error) } });
  }
}

function showProgress(progress: Progress, since: number): void {
  useSession.setState({ intake: { status: "busy", progress, since } });
}

/** Puts the photos of each zip in its place; a zip that cannot be read is left out, and the rest goes on. */
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
): Promise<void> {
  const understood = await inSlices(interpretPaths(files, { choices, ...(role && { role }) }), hooks.signal);
  if (understood.unknownFolders.length > 0) {
    const question = { files, leftOut, role, folders: understood.unknownFolders };
    useSession.setState({ intake: { status: "asking", question } });
    return;
  }
  const started = performance.now();
  const read = await readFiles(engine, understood.labelled, hooks);
  hooks.signal.throwIfAborted();
  const seconds = (performance.now() - started) / 1000;
  await edit(add(read.samples, [...leftOut, ...understood.leftOut, ...read.leftOut], seconds), hooks.signal);
  await settledData();
  // Loads the backbone while the person looks at the photos, so that Train starts at once.
  void prepareEngine();
}
