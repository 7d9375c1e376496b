import { toAppError } from "../../common/error";
import { MODEL_FORMATS, type ModelFormat } from "../../models/formats/formats";
import { deleteModel, listModels, renameModel, saveModel } from "../../models/library";
import type { Evaluation, TrainedModel } from "../../models/model";
import { download } from "./download";
import { engine, type Session, useSession } from "./store";

/** Where the browser remembers which model was used last. */
const CURRENT_KEY = "twofold-model";

/** The model that Results and Use are about: the chosen one, or the newest. */
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
    // Where site data is blocked, the next visit begins with the newest model.
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
  await saveModel(model);
}

/** Adds the models of a project that are not here yet and makes its newest the current one. @throws AppError `storage` */
export async function keepModels(models: readonly TrainedModel[]): Promise<void> {
  const { models: kept } = useSession.getState();
  const known = new Set(kept.status === "ready" ? kept.value.map(({ id }) => id) : []);
  const fresh = models.filter(({ id }) => !known.has(id));
  for (const model of fresh) await saveModel(model);
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

/** Keeps what a model said about photos that it was checked on. @throws AppError `storage`; it is shown all the same */
export function keepCheck(id: string, test: Evaluation<"uncalibrated">): Promise<void> {
  return changeWith(id, (model) => ({ ...model, evaluations: { ...model.evaluations, test } }));
}

/** Changes how a model decides, and keeps that. @throws AppError `storage`; it is in effect all the same */
export function changeModel(
  id: string,
  changed: Partial<Pick<TrainedModel, "decision" | "temperature">>,
): Promise<void> {
  return changeWith(id, (model) => ({ ...model, ...changed }));
}

async function changeWith(id: string, edit: (model: TrainedModel) => TrainedModel): Promise<void> {
  change((kept) => kept.map((model) => (model.id === id ? edit(model) : model)));
  const { models } = useSession.getState();
  // It may have been deleted meanwhile.
  const changed = models.status === "ready" && models.value.find((model) => model.id === id);
  if (changed) await saveModel(changed);
}

export async function rename(model: TrainedModel, name: string): Promise<void> {
  await renameModel(model.id, name);
  change((models) => models.map((each) => (each.id === model.id ? { ...each, name } : each)));
}

/** Deletes a model; the returned function brings it back. */
export async function remove(model: TrainedModel): Promise<() => Promise<void>> {
  await deleteModel(model.id);
  change((models) => models.filter(({ id }) => id !== model.id));
  return async () => {
    await saveModel(model);
    change((models) => [...models, model].sort((a, b) => b.created - a.created));
  };
}

/** Downloads a model for other programs. @throws AppError where its backbone is not here */
export async function downloadModel(model: TrainedModel, format: ModelFormat): Promise<void> {
  download(await engine.exportModel(model, format), MODEL_FORMATS[format].fileName);
}

function change(edit: (models: readonly TrainedModel[]) => readonly TrainedModel[]): void {
  // Where the library cannot be read, what is trained now can still be used.
  useSession.setState(({ models }) => ({
    models: { status: "ready", value: edit(models.status === "ready" ? models.value : []) },
  }));
}
