import type { JobHooks } from "../../common/progress";
import { replaceWith } from "../../dataset/edits";
import type { OpenedProject, ProjectSize } from "../../engine/protocol/protocol";
import type { Project } from "../../project/project";
import { chooseBackbone, chosenBackbone, loadBackbones } from "./backbone-choice";
import { settledData } from "./derived";
import { download } from "./download";
import { edit, intakeJob } from "./intake";
import { keepModels } from "./models";
import { countAsOpen } from "./only-page";
import { engine, useSession } from "./store";

/** The name by which a project is downloaded. */
const FILE_NAME = "project.twofold";

/** How large the file will be. @throws AppError `no-backbone` */
export function measureProject(): Promise<ProjectSize> {
  return engine.measureProject(currentProject());
}

/**
 * Downloads everything as one file: labels, split, settings, what was seen in the photos, and the models.
 * @throws AbortError when stopped; AppError `bad-project`, `no-backbone` or `unreadable-file`
 */
export async function saveProject({ photos }: { readonly photos: boolean }, hooks: JobHooks): Promise<void> {
  const file = await engine.saveProject(currentProject(), photos, hooks);
  hooks.signal.throwIfAborted();
  download(file, FILE_NAME);
}

/**
 * Opens a project's file: its photos replace those that are here (undo brings them back), its settings are the
 * settings, and its models join the library. Progress and failure are shown as those of dropped files are.
 * @returns what came, or undefined where it was stopped or refused
 */
export async function openProject(file: File): Promise<OpenedProject | undefined> {
  let opened: OpenedProject | undefined;
  await intakeJob(async (hooks) => {
    await countAsOpen();
    const project = await engine.openProject(file, file.name, hooks);
    hooks.signal.throwIfAborted();
    await keepModels(project.models);
    await loadBackbones();
    // A project of models alone has nothing to put in the photos' place.
    if (project.samples.length > 0) await edit(replaceWith(project, file.name), hooks.signal);
    useSession.setState({ settings: project.settings, positive: project.positive });
    await settledData();
    if (project.backbone !== undefined) chooseBackbone(project.backbone);
    opened = project;
  });
  return opened;
}

function currentProject(): Project {
  const session = useSession.getState();
  const { data, settings, positive, models } = session;
  return {
    ...data.present,
    settings,
    backbone: chosenBackbone(session)?.info.sha256,
    positive,
    models: models.status === "ready" ? models.value : [],
  };
}
