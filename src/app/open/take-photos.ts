import { count, photos } from "../../common/words";
import type { FolderChoice } from "../../dataset/labels";
import type { Split } from "../../dataset/sample";
import { showNotice } from "../notices/show-notice";
import { answerFolders, cancelIntake, type FindFiles, takeDrawnSample, takeIn } from "../session/intake";
import { openProject } from "../session/project-file";
import { go, useSession } from "../session/store";

/** Whether the person stopped the files that are being taken in; then there is nothing to tell. */
let stopped = false;

/** Takes files in, and says so when they bring nothing new. @param role the part that all of them belong to */
export function take(find: FindFiles, role?: Split): Promise<void> {
  return isAsking() ? Promise.resolve() : tellIfNothingNew(() => takeIn(find, role));
}

/** Whether folders still wait for an answer; says so. */
function isAsking(): boolean {
  if (useSession.getState().intake.status !== "asking") return false;
  showNotice({
    title: "One thing at a time",
    message: "First say what these folders show, then drop more.",
  });
  return true;
}

/** Takes the page's own drawings in. */
export function takeDrawings(): Promise<void> {
  return tellIfNothingNew(takeDrawnSample);
}

/** Goes on with what the folders show. */
export function takeAnswers(answers: ReadonlyMap<string, FolderChoice>): Promise<void> {
  return tellIfNothingNew(() => answerFolders(answers));
}

/** Stops taking files in; what was there before stays. */
export function stopTaking(): void {
  stopped = true;
  cancelIntake();
}

/** Opens a project's file, and tells what came with it. */
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
  const warning =
    unseen > 0 ? ` Of ${photos(unseen)} it holds only the label: drop their folder before you train.` : "";
  showNotice({
    title: "Project opened",
    message: `${what || "Settings"} from ${file.name}.${warning}`,
    autoClose: 10_000,
  });
}

async function tellIfNothingNew(job: () => Promise<void>): Promise<void> {
  const before = useSession.getState().data;
  stopped = false;
  await job();
  const { intake, data } = useSession.getState();
  if (stopped || intake.status !== "idle" || data !== before) return;
  const message =
    before.present.samples.length > 0
      ? "All of these photos are here already."
      : "There was no file in what you dropped or chose.";
  showNotice({ title: "Nothing new", message, autoClose: 6000 });
}
