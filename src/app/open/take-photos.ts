import { count, photos } from "../../common/words";
import type { FolderChoice } from "../../dataset/labels";
import type { Split } from "../../dataset/sample";
import { showNotice } from "../notices/show-notice";
import {
  answerFolders,
  type FindFiles,
  intake,
  openQuestion,
  type TakeEnd,
  takeDrawnSample,
  takeIn,
} from "../session/intake";
import { openProject } from "../session/project-file";
import { go, useSession } from "../session/store";

/** Reads files, and says so if they bring nothing new. @param role the part that all of them belong to */
export function take(find: FindFiles, role?: Split): Promise<void> {
  return isAsking() ? Promise.resolve() : tellIfNothingNew(() => takeIn(find, role));
}

/** Whether the question about folders is still open; shows a notice if it is. */
function isAsking(): boolean {
  if (openQuestion(intake.now()) === undefined) return false;
  showNotice({
    title: "A question is still open",
    message: "First say what these folders show, then add more.",
  });
  return true;
}

/** Adds the drawn faces. */
export function takeDrawings(): Promise<void> {
  return tellIfNothingNew(takeDrawnSample);
}

/** Goes on with the answers to the question about folders. */
export function takeAnswers(answers: ReadonlyMap<string, FolderChoice>): Promise<void> {
  return tellIfNothingNew(() => answerFolders(answers));
}

/** Opens a project file, and shows what it contained. */
export async function takeProject(file: File): Promise<void> {
  if (isAsking()) return;
  go("data");
  const opened = await openProject(file);
  if (opened === undefined) return;
  const { samples, models, unseen } = opened;
  const what = [
    samples.length > 0 ? photos(samples.length) : undefined,
    models.length > 0 ? `${count(models.length)} ${models.length === 1 ? "model" : "models"}` : undefined,
  ]
    .filter(Boolean)
    .join(" and ");
  const labels = `${unseen === 1 ? "label" : "labels"} of ${photos(unseen)}`;
  const warning =
    unseen > 0 ? ` It holds only the ${labels}: add the folder of photos before you train.` : "";
  showNotice({
    title: "Project opened",
    message: `${what || "Settings"} from ${file.name}.${warning}`,
    autoClose: 10_000,
  });
}

async function tellIfNothingNew(work: () => Promise<TakeEnd>): Promise<void> {
  const before = useSession.getState().data;
  const ended = await work();
  if (ended?.status !== "done" || openQuestion(ended) !== undefined) return;
  if (useSession.getState().data !== before) return;
  const message =
    before.present.samples.length > 0
      ? "All of these photos were added before."
      : "There are no files in what you dropped or chose.";
  showNotice({ title: "Nothing new", message, autoClose: 6000 });
}
