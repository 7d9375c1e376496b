import { INPUT_SIZE } from "../../../backbone/architecture";
import { concernsPhoto, toAppError } from "../../../common/error";
import type { DroppedFile, LeftOut } from "../../../dataset/sample";
import type { Classifier } from "../../../engine/page/engine";
import type { TrainedModel } from "../../../models/model";
import { createJob, type RunHooks } from "../../session/job";
import { engine, useSession } from "../../session/store";
import {
  addPhotos,
  changePhoto,
  isOpen,
  type Look,
  type TriedPhoto,
  useTriedPhotos,
  waiting,
  waitsFor,
} from "./tried-photos";

/** One photo is decoded while the worker classifies the other. */
const IN_FLIGHT = 2;

/**
 * The job that classifies the waiting photos with a model (the subject is its id). Its live value is the number of photos
 * done. It fails only for reasons that affect every photo, such as a missing backbone.
 */
export const looking = createJob<string, void, number>({ begins: { stage: "features", done: 0, total: 0 } });

/** The model that classifies the photos. */
let current: TrainedModel | undefined;
/** Its classifier, once loaded. */
let classifier: Classifier | undefined;

/** Switches to this model; also reclassifies photos that wait or have an answer from another model. */
export function turnTo(model: TrainedModel): void {
  // The user may have changed the compute device since the last visit.
  classifier = undefined;
  const isChanged = current?.decision !== model.decision || current?.temperature !== model.temperature;
  if (current?.id === model.id && isChanged) lookAgain(model);
  else lookAtPhotos(model);
}

/**
 * Adds photos at the top of the list. If the model is ready, the worker gets the first ones before the page draws their
 * cards, because drawing takes as long as a prediction.
 */
export function tryPhotos(files: readonly DroppedFile[], unreadable: readonly LeftOut[] = []): void {
  addPhotos(files, unreadable);
  if (current !== undefined && nextPhoto() !== undefined) lookAtPhotos(current);
}

/**
 * Classifies all photos that wait for this model, a few at a time, newest first. Photos with an answer from another
 * model count as waiting.
 */
export function lookAtPhotos(model: TrainedModel): void {
  if (current?.id !== model.id) {
    looking.dismiss();
    // Photos that the other model could not finish get another try.
    changeWhere(isStopped, waiting);
    classifier = undefined;
  }
  current = model;
  changeWhere((photo) => waitsFor(photo, model.id), waiting);
  void looking
    .start(model.id, (hooks) => answerAll(model, hooks))
    .then((ended) => {
      // Photos may have been added while it was finishing.
      if (ended?.status === "done" && nextPhoto() !== undefined) lookAtPhotos(model);
    });
}

/** Classifies all photos again, after a setting has changed. */
export function lookAgain(model: TrainedModel): void {
  looking.dismiss();
  classifier = undefined;
  changeWhere(({ look }) => look.status === "done", waiting);
  lookAtPhotos(model);
}

/** Stops. Photos not yet classified stay in the list. */
export function stopLooking(): void {
  looking.dismiss();
  stopOpen();
}

/** Continues after a stop or a failure. */
export function goOnLooking(model: TrainedModel): void {
  changeWhere(isStopped, waiting);
  lookAtPhotos(model);
}

async function answerAll(model: TrainedModel, { signal, show }: RunHooks<number>): Promise<void> {
  // Photos that a dismissed run had started wait again.
  changeWhere(isOpen, waiting);
  let done = 0;
  const onAnswer = () => show(++done);
  try {
    const classify = classifier ?? (await prepare(model, signal));
    while (nextPhoto() !== undefined && !signal.aborted) {
      const lanes = Array.from({ length: IN_FLIGHT }, () => lookOn(classify, model.id, signal, onAnswer));
      await Promise.all(lanes);
    }
  } catch (error) {
    if (!signal.aborted) stopOpen();
    throw error;
  }
}

async function prepare(model: TrainedModel, signal: AbortSignal): Promise<Classifier> {
  const classify = await engine.classifier(model, useSession.getState().looksTwice);
  // Loads the backbone before there is a photo: the first answer comes at once, and a missing backbone shows early.
  if (nextPhoto() === undefined)
    await classify(await createImageBitmap(new ImageData(INPUT_SIZE, INPUT_SIZE)));
  if (!signal.aborted) classifier = classify;
  return classify;
}

async function lookOn(
  classify: Classifier,
  modelId: string,
  signal: AbortSignal,
  onAnswer: () => void,
): Promise<void> {
  for (;;) {
    const photo = nextPhoto();
    if (signal.aborted || photo === undefined) return;
    changePhoto(photo.id, { look: { status: "looking" } });
    const look = await lookAt(photo, classify, modelId);
    if (signal.aborted) return;
    // Classifying it included checking its header.
    changePhoto(photo.id, { look, ...(look.status === "done" && { drawable: true }) });
    onAnswer();
  }
}

async function lookAt({ file }: TriedPhoto, classify: Classifier, modelId: string): Promise<Look> {
  try {
    return { status: "done", prediction: await classify(file), modelId };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!concernsPhoto(error)) throw error;
    return { status: "failed", error };
  }
}

function nextPhoto(): TriedPhoto | undefined {
  return useTriedPhotos.getState().photos.find(({ look }) => look.status === "waiting");
}

/** Marks photos that are not classified yet as stopped. */
function stopOpen(): void {
  changeWhere(isOpen, (photo) => ({ ...photo, look: { status: "stopped" } }));
}

function isStopped({ look }: TriedPhoto): boolean {
  return look.status === "stopped";
}

function changeWhere(which: (photo: TriedPhoto) => boolean, change: (photo: TriedPhoto) => TriedPhoto): void {
  useTriedPhotos.setState(({ photos }) => ({
    photos: photos.map((photo) => (which(photo) ? change(photo) : photo)),
  }));
}
