import { replaceWith } from "../../dataset/edits";
import type { OpenedProject, ProjectSize } from "../../engine/protocol/protocol";
import type { Project } from "../../project/project";
import { chooseBackbone, chosenBackbone, loadBackbones } from "./backbone-choice";
import { settledData } from "./derived";
import { download } from "./download";
import { edit, intake } from "./intake";
import { createJob } from "./job";
import { keepModels } from "./models";
import { countAsOpen } from "./only-page";
import { engine, useSession } from "./store";

/** The file name of a saved project. */
const FILE_NAME = "project.twofold";

/** Measures how large the project file will be. @throws AppError `no-backbone` */
export function measureProject(): Promise<ProjectSize> {
  return engine.measureProject(currentProject());
}

/** The job that saves the project. */
export const saving = createJob<undefined>({ begins: { stage: "save", done: 0, total: 0 } });

/** Downloads everything as one file: labels, split, settings, cached features, models and, if wanted, the photos. */
export function saveProject({ photos }: { readonly photos: boolean }): ReturnType<typeof saving.start> {
  return saving.start(undefined, async (hooks) => {
    const file = await engine.saveProject(currentProject(), photos, hooks);
    hooks.signal.throwIfAborted();
    download(file, FILE_NAME);
  });
}

/**
 * Opens a project file: its photos and settings replace the current ones (undo restores the photos), and its models
 * are added to the library. Progress and errors are shown as for dropped files.
 * @returns the project, or undefined if opening was stopped or failed
 */
export async function openProject(file: File): Promise<OpenedProject | undefined> {
  let opened: OpenedProject | undefined;
  await intake.start(undefined, async (hooks) => {
    await countAsOpen();
    const project = await engine.openProject(file, file.name, hooks);
    hooks.signal.throwIfAborted();
    await keepModels(project.models);
    await loadBackbones();
    // A project without photos must not remove the current ones.
    if (project.samples.length > 0) await edit(replaceWith(project, file.name), hooks.signal);
    useSession.setState({ settings: project.settings, positive: project.positive });
    await settledData();
    if (project.backbone !== undefined) chooseBackbone(project.backbone);
    opened = project;
    return undefined;
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
