import { AppError, toAppError } from "../../common/error";
import { MODEL_FORMATS, type ModelFormat } from "../../models/formats/formats";
import type { Evaluation, TrainedModel } from "../../models/model";
import { addModel, deleteModel, listModels, updateModel } from "../../storage/stored-models";
import { download } from "./download";
import { engine, type Session, useSession } from "./store";

/** The localStorage key of the model used last. */
const CURRENT_KEY = "twofold-model";

/** The model that Results and Use show: the chosen one, or else the newest. */
export function currentModel({ models, modelId }: Session): TrainedModel | undefined {
  if (models.status !== "ready") return undefined;
  return models.value.find(({ id }) => id === modelId) ?? models.value[0];
}

export async function loadModels(): Promise<void> {
  try {
    const value = await listModels();
    useSession.setState({
      models: { status: "ready", value },
      modelId: rememberedModel(),
    });
  } catch (error) {
    useSession.setState({ models: { status: "failed", error: toAppError(error) } });
  }
}

export function chooseModel(id: string): void {
  useSession.setState({ modelId: id });
  try {
    localStorage.setItem(CURRENT_KEY, id);
  } catch {
    // Site data is blocked; the next visit starts with the newest model.
  }
}

function rememberedModel(): string | undefined {
  try {
    return localStorage.getItem(CURRENT_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Saves a model and makes it the current one. @throws AppError `storage`; the model can still be used then */
export async function keepModel(trained: TrainedModel): Promise<void> {
  const { models } = useSession.getState();
  const names = models.status === "ready" ? models.value.map(({ name }) => name) : [];
  const model = { ...trained, name: unusedName(trained.name, names) };
  change((kept) => [model, ...kept]);
  chooseModel(model.id);
  await add(model);
}

/** Adds a project's models that the library lacks and makes its newest the current one. @throws AppError `storage` */
export async function keepModels(models: readonly TrainedModel[]): Promise<void> {
  const { models: kept } = useSession.getState();
  const known = new Set(kept.status === "ready" ? kept.value.map(({ id }) => id) : []);
  const fresh = models.filter(({ id }) => !known.has(id));
  for (const model of fresh) await addModel(model);
  change((here) => [...here, ...fresh].sort((a, b) => b.created - a.created));
  const newest = models.toSorted((a, b) => b.created - a.created)[0];
  if (newest !== undefined) chooseModel(newest.id);
}

/** "200 photos", "200 photos (2)" … */
function unusedName(name: string, used: readonly string[]): string {
  let number = 1;
  const numbered = () => (number === 1 ? name : `${name} (${number})`);
  while (used.includes(numbered())) number++;
  return numbered();
}

/** Stores the evaluation of a check with the model. @throws as `changeModel` does */
export function keepCheck(id: string, test: Evaluation<"uncalibrated">): Promise<void> {
  return changeModel(id, (model) => ({ ...model, evaluations: { ...model.evaluations, test } }));
}

/** Renames a model. @throws as `changeModel` does */
export function rename({ id }: TrainedModel, name: string): Promise<void> {
  return changeModel(id, (model) => ({ ...model, name }));
}

/** Models that could not be saved and exist on this visit only. */
const unsaved = new Set<string>();

async function add(model: TrainedModel): Promise<void> {
  try {
    await addModel(model);
    unsaved.delete(model.id);
  } catch (error) {
    unsaved.add(model.id);
    throw error;
  }
}

/** The last change of each model: what an earlier change reads back must not replace it on the page. */
const lastChanges = new Map<string, symbol>();

/**
 * Changes a model, first on the page, then in storage. Changes made in other tabs appear here too.
 * @throws AppError `storage` if the change cannot be stored (it still applies on the page), or if the model was
 *   deleted in another tab (it is removed here too)
 */
export async function changeModel(id: string, edit: (model: TrainedModel) => TrainedModel): Promise<void> {
  const model = modelOf(id);
  if (model === undefined) return;
  const edited = edit(model);
  replace(edited);
  if (unsaved.has(id)) return add(edited);
  const thisChange = Symbol();
  lastChanges.set(id, thisChange);
  const written = await updateModel(model, edit);
  // It may have been deleted on this page meanwhile.
  if (modelOf(id) === undefined) return;
  if (written === undefined) {
    drop(id);
    throw new AppError("storage", `“${model.name}” was deleted in another tab.`, {
      next: "Your change was not saved. If you downloaded the model, open its file to bring it back.",
    });
  }
  if (lastChanges.get(id) === thisChange) replace(written);
}

function modelOf(id: string): TrainedModel | undefined {
  const { models } = useSession.getState();
  return models.status === "ready" ? models.value.find((model) => model.id === id) : undefined;
}

function replace(model: TrainedModel): void {
  change((models) => models.map((each) => (each.id === model.id ? model : each)));
}

function drop(id: string): void {
  change((models) => models.filter((each) => each.id !== id));
}

/** Deletes a model; the returned function brings it back. */
export async function remove(model: TrainedModel): Promise<() => Promise<void>> {
  const deleted = await deleteModel(model);
  drop(model.id);
  return async () => {
    await addModel(deleted);
    change((models) => [...models, deleted].sort((a, b) => b.created - a.created));
  };
}

/** Downloads a model for other programs. @throws AppError if its backbone is missing */
export async function downloadModel(model: TrainedModel, format: ModelFormat): Promise<void> {
  download(await engine.exportModel(model, format), MODEL_FORMATS[format].fileName);
}

function change(edit: (models: readonly TrainedModel[]) => readonly TrainedModel[]): void {
  // If the library cannot be read, new models can still be used.
  useSession.setState(({ models }) => ({
    models: { status: "ready", value: edit(models.status === "ready" ? models.value : []) },
  }));
}
