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

/** The job that opens a file; its subject is the file's name. */
const opening = createJob<string, OpenedFile>();

/** One job at a time, so that no backbone is deleted while a model that needs it is being opened. */
let queue = Promise.resolve();

/**
 * Opens models and backbones, one after the other, and shows errors.
 * @returns the zips without a model, which most likely hold photos
 */
export function openFiles(files: readonly File[]): Promise<readonly File[]> {
  return new Promise((tellZips) => {
    queue = queue.then(() => openAll(files, tellZips)).catch(notifyFailure);
  });
}

/**
 * Deletes backbones that came with models which have since been deleted, unless another page is open: it could still
 * restore such a model. Call it once, after the models are loaded.
 */
export function forgetUnusedBackbones(): void {
  queue = queue.then(async () => {
    const { models } = useSession.getState();
    // An error does no harm: the next start tries again.
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
  // Photos need not wait until the user has said what the outputs of a model stand for.
  tellZips(zips);
  for (const { opened, file } of models) await keep(opened, file).catch(notifyFailure);
}

/** Undefined if it was cancelled or failed. */
async function openOne(file: File): Promise<OpenedFile | undefined> {
  const hide = showOpening(file.name, opening.stop);
  const ended = await opening.start(file.name, ({ signal }) => engine.openFile(file, file.name, signal));
  hide();
  // Releases the result, which nothing else needs.
  opening.dismiss();
  if (ended?.status === "failed") notifyFailure(ended.error);
  return ended?.status === "done" ? ended.result : undefined;
}

async function changeBackbone({ info }: OfKind<"backbone">, file: string): Promise<void> {
  await trainOn(info);
  // The page may already have the same weights under another name.
  const title = backboneTitle(chosenBackbone(useSession.getState())?.info ?? info);
  showNotice({
    autoClose: 8000,
    title: "Backbone changed",
    message: `The next training run uses ${file}${title === file ? "" : `: ${title}`}.`,
  });
}

/** Adds an opened model to the library and shows it. */
async function keep(opened: OpenedModel, file: string): Promise<void> {
  const model = await withKnownOutputs(opened, file);
  if (model === undefined) return;
  const ready = await engine.keepBackboneOf({ ...opened, model });
  // A model that cannot be saved can still be used and downloaded.
  await keepModel(ready).catch(notifyNotKept);
  // Under Use, the user stays and goes on with this model.
  if (useSession.getState().place !== "use") go("results");
  showNotice({
    message: `Opened “${currentModel(useSession.getState())?.name}”`,
    autoClose: 8000,
    "data-testid": "model-opened",
  });
}
