import { del, get, set, values } from "idb-keyval";
import { AppError } from "../common/error";
import { lazyStore } from "../common/store";
import type { Head } from "../head/head";
import type { TrainedModel, TrainingRun } from "../models/model";

const store = lazyStore("models");

/** A model as the first version of the page kept it: trained here, on Keras's preprocessing, with one layer. */
interface FirstModel
  extends Omit<TrainedModel, "run" | "preprocessing" | "openedFrom" | "head">,
    TrainingRun {
  readonly head: Omit<Head, "hidden">;
}

/**
 * All models that this browser keeps, newest first.
 * @throws AppError `storage`
 */
export async function listModels(): Promise<TrainedModel[]> {
  const stored = await guarded(
    () => values<TrainedModel | FirstModel>(store()),
    "The saved models could not be read.",
  );
  return stored.map(current).sort((a, b) => b.created - a.created);
}

/** Keeps a model, or replaces the one with its id. @throws AppError `storage` */
export async function saveModel(model: TrainedModel): Promise<void> {
  await guarded(() => set(model.id, model, store()), `“${model.name}” could not be saved in this browser.`);
}

/** Gives a model another name. @throws AppError `storage` */
export async function renameModel(id: string, name: string): Promise<void> {
  const model = await guarded(
    () => get<TrainedModel | FirstModel>(id, store()),
    "The model could not be read.",
  );
  if (model !== undefined) await saveModel({ ...current(model), name });
}

/** Deletes a model; `saveModel` brings it back. @throws AppError `storage` */
export async function deleteModel(id: string): Promise<void> {
  await guarded(() => del(id, store()), "The model could not be deleted.");
}

function current(stored: TrainedModel | FirstModel): TrainedModel {
  if ("preprocessing" in stored) return stored;
  const { settings, backend, counts, history, bestEpoch, skipped, seconds, head, ...others } = stored;
  return {
    ...others,
    head: { ...head, hidden: [] },
    preprocessing: "keras",
    run: { settings, backend, counts, history, bestEpoch, skipped, seconds },
    openedFrom: undefined,
  };
}

async function guarded<T>(work: () => Promise<T>, message: string): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const next = "Free some disk space or leave private browsing, then try again; downloads still work.";
    throw new AppError("storage", message, { next, cause });
  }
}
