import { entries, promisifyRequest } from "idb-keyval";
import { AppError } from "../common/error";
import type { TrainedModel } from "../models/model";
import { checkAll } from "./damaged";
import { database } from "./database";

/**
 * All models that this browser stores, newest first. Damaged ones are set aside.
 * @throws AppError `storage`
 */
export async function listModels(): Promise<TrainedModel[]> {
  return guarded("The saved models could not be read.", async () => {
    const stored = await entries<IDBValidKey, unknown>(database.store("models"));
    const models = await checkAll("models", stored, "model");
    return models.filter((model) => model !== undefined).sort((a, b) => b.created - a.created);
  });
}

/** Stores a new model, or one that was deleted; does nothing if it is stored already. @throws AppError `storage` */
export async function addModel(model: TrainedModel): Promise<void> {
  await guarded(`“${model.name}” could not be saved in this browser.`, () =>
    change(model.id, (store, kept) => {
      if (kept === undefined) store.put(model, model.id);
    }),
  );
}

/**
 * Reads, changes and writes a model in one transaction, so that two tabs do not undo each other's changes. This is the
 * only way to change a stored model.
 * @param edit must be synchronous and free of side effects
 * @returns the model as it is stored now; undefined if it was deleted (it is not restored)
 * @throws AppError `storage`
 */
export async function updateModel(
  { id, name }: TrainedModel,
  edit: (model: TrainedModel) => TrainedModel,
): Promise<TrainedModel | undefined> {
  const { check } = await import("./records");
  return guarded(`“${name}” could not be changed in this browser.`, async () => {
    let changed: TrainedModel | undefined;
    await change(id, (store, kept) => {
      const checked = check("model", kept);
      if ("why" in checked) return;
      changed = edit(checked.record);
      store.put(changed, id);
    });
    return changed;
  });
}

/**
 * Deletes a model; `addModel` brings it back.
 * @returns the model as it was stored: another tab may have changed it
 * @throws AppError `storage`
 */
export async function deleteModel(model: TrainedModel): Promise<TrainedModel> {
  const { check } = await import("./records");
  return guarded(`“${model.name}” could not be deleted.`, async () => {
    let deleted = model;
    await change(model.id, (store, kept) => {
      const checked = check("model", kept);
      if ("record" in checked) deleted = checked.record;
      store.delete(model.id);
    });
    return deleted;
  });
}

/** Runs `act` with the stored value of a model, in one transaction. */
function change(id: string, act: (store: IDBObjectStore, kept: unknown) => void): Promise<void> {
  return database.transaction(["models"], { mode: "readwrite" }, async (transaction) => {
    const store = transaction.objectStore("models");
    const complete = promisifyRequest(transaction);
    // It also rejects if the request below does.
    complete.catch(() => undefined);
    try {
      act(store, await promisifyRequest<unknown>(store.get(id)));
    } catch (error) {
      abort(transaction);
      throw error;
    }
    await complete;
  });
}

function abort(transaction: IDBTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It has ended already.
  }
}

async function guarded<T>(message: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    const next = "Free some disk space or leave private browsing, then try again; downloads still work.";
    throw new AppError("storage", message, { next, cause });
  }
}
