import { backboneTitle } from "../../backbone/weights";
import type { OpenedFile } from "../../engine/protocol/protocol";
import type { OpenedModel } from "../../models/opened";
import { notifyFailure } from "../notices/notify-failure";
import { showNotice } from "../notices/show-notice";
import { chosenBackbone, trainOn } from "../session/backbone-choice";
import { notifyNotKept } from "../session/browser";
import { createJob } from "../session/job";
import { currentModel, keepModel } from "../session/models";
import { countAsOpen, ifOnlyPage } from "../session/only-page";
import { engine, go, useSession } from "../session/store";
import { showOpening } from "./opening-notice";
import { withKnownOutputs } from "./outputs";

type OfKind<Kind> = Extract<OpenedFile, { kind: Kind }>;

/** Opening a file, by its name. */
const opening = createJob<string, OpenedFile>();

/** One job after the other, so that no backbone is thrown away while the model that needs it is being opened. */
let queue = Promise.resolve();

/**
 * Opens models and backbones, one after the other. What goes wrong is shown.
 * @returns the zips among them without a model, which are most likely of photos
 */
export function openFiles(files: readonly File[]): Promise<readonly File[]> {
  return new Promise((tellZips) => {
    queue = queue.then(() => openAll(files, tellZips)).catch(notifyFailure);
  });
}

/**
 * Throws away the backbones that came with models which are no longer here; another open page may still bring one of
 * those back. To be called once, when the models are loaded.
 */
export function forgetUnusedBackbones(): void {
  queue = queue.then(async () => {
    const { models } = useSession.getState();
    // Failing is no matter: they are found again at the next start.
    if (models.status === "ready")
      await ifOnlyPage(() => engine.forgetUnusedBackbones(models.value)).catch(() => undefined);
    await countAsOpen();
  });
}

async function openAll(files: readonly File[], tellZips: (zips: readonly File[]) => void): Promise<void> {
  const models: { readonly opened: OpenedModel; readonly file: string }[] = [];
  const zips: File[] = [];
  for (const file of files) {
    const opened = await openOne(file);
    switch (opened?.kind) {
      case "model":
        models.push({ opened, file: file.name });
        break;
      case "backbone":
        await changeBackbone(opened, file.name);
        break;
      case "photos":
        zips.push(file);
    }
  }
  // Photos do not wait until a person has said what the outputs of a model stand for.
  tellZips(zips);
  for (const { opened, file } of models) await keep(opened, file).catch(notifyFailure);
}

/** Undefined where it was cancelled or could not be opened. */
async function openOne(file: File): Promise<OpenedFile | undefined> {
  const hide = showOpening(file.name, opening.stop);
  const ended = await opening.start(file.name, ({ signal }) => engine.openFile(file, file.name, signal));
  hide();
  // Nobody else needs what was in the file.
  opening.dismiss();
  if (ended?.status === "failed") notifyFailure(ended.error);
  return ended?.status === "done" ? ended.result : undefined;
}

async function changeBackbone({ info }: OfKind<"backbone">, file: string): Promise<void> {
  await trainOn(info);
  // Its weights may be those of a backbone that the page has by another name.
  const title = backboneTitle(chosenBackbone(useSession.getState())?.info ?? info);
  showNotice({
    autoClose: 8000,
    title: "Backbone changed",
    message: `The next training run uses ${file}${title === file ? "" : `: ${title}`}.`,
  });
}

/** Takes an opened model into the library and shows it. */
async function keep(opened: OpenedModel, file: string): Promise<void> {
  const model = await withKnownOutputs(opened, file);
  if (model === undefined) return;
  const ready = await engine.keepBackboneOf({ ...opened, model });
  // A model that cannot be saved can still be used and downloaded.
  await keepModel(ready).catch(notifyNotKept);
  // Whoever is about to use a model goes on with this one.
  if (useSession.getState().place !== "use") go("results");
  showNotice({
    message: `Opened “${currentModel(useSession.getState())?.name}”`,
    autoClose: 8000,
    "data-testid": "model-opened",
  });
}
