import { INPUT_SIZE } from "../../../backbone/architecture";
import { concernsPhoto, toAppError } from "../../../common/error";
import type { DroppedFile, LeftOut } from "../../../dataset/sample";
import type { Classifier } from "../../../engine/page/engine";
import type { TrainedModel } from "../../../models/model";
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

/** One photo is decoded while the worker looks at the other. */
const IN_FLIGHT = 2;

let controller = new AbortController();
/** The model that photos are shown to. */
let current: TrainedModel | undefined;
/** How it answers, once that is known. */
let classifier: Classifier | undefined;

/** Shows photos to this model from now on, also those that wait or that another one answered. */
export function turnTo(model: TrainedModel): void {
  // Whoever comes back to this place may have chosen another way to compute.
  classifier = undefined;
  const isChanged = current?.decision !== model.decision || current?.temperature !== model.temperature;
  if (current?.id === model.id && isChanged) lookAgain(model);
  else lookAtPhotos(model);
}

/**
 * Puts photos on top of the list. Where the model is ready, the first of them is with the worker before the page
 * draws their cards: drawing takes as long as an answer.
 */
export function tryPhotos(files: readonly DroppedFile[], unreadable: readonly LeftOut[] = []): void {
  addPhotos(files, unreadable);
  if (current !== undefined && nextPhoto() !== undefined) lookAtPhotos(current);
}

/**
 * Answers all photos that wait for this model, a few at a time, newest first: also those that another model
 * answered before.
 */
export function lookAtPhotos(model: TrainedModel): void {
  if (current?.id !== model.id) {
    controller.abort();
    // What could not be done with the other model may be possible now.
    changeWhere(isStopped, waiting);
    classifier = undefined;
  }
  current = model;
  changeWhere((photo) => waitsFor(photo, model.id), waiting);
  if (useTriedPhotos.getState().run.status === "running" && !controller.signal.aborted) return;
  controller = new AbortController();
  void run(model, controller.signal);
}

/** Answers all photos once more, as the model looks at them from now on. */
export function lookAgain(model: TrainedModel): void {
  controller.abort();
  classifier = undefined;
  changeWhere(({ look }) => look.status === "done", waiting);
  lookAtPhotos(model);
}

/** Stops; the photos whose turn has not come stay in the list. */
export function stopLooking(): void {
  controller.abort();
  changeWhere(isOpen, (photo) => ({ ...photo, look: { status: "stopped" } }));
  useTriedPhotos.setState({ run: { status: "idle" } });
}

/** Goes on where it was stopped. */
export function goOnLooking(model: TrainedModel): void {
  changeWhere(isStopped, waiting);
  lookAtPhotos(model);
}

async function run(model: TrainedModel, signal: AbortSignal): Promise<void> {
  // What an aborted run had in hand is taken up again.
  changeWhere(isOpen, waiting);
  useTriedPhotos.setState({ run: { status: "running", done: 0, since: performance.now() } });
  try {
    const classify = classifier ?? (await prepare(model, signal));
    while (nextPhoto() !== undefined && !signal.aborted) {
      await Promise.all(Array.from({ length: IN_FLIGHT }, () => lookOn(classify, model.id, signal)));
    }
    if (!signal.aborted) useTriedPhotos.setState({ run: { status: "idle" } });
  } catch (error) {
    if (signal.aborted) return;
    stopLooking();
    useTriedPhotos.setState({ run: { status: "failed", error: toAppError(error) } });
  }
}

async function prepare(model: TrainedModel, signal: AbortSignal): Promise<Classifier> {
  const classify = await engine.classifier(model, useSession.getState().looksTwice);
  // Loads the backbone before there is a photo, so that the first answer comes at once and a lack shows early.
  if (nextPhoto() === undefined)
    await classify(await createImageBitmap(new ImageData(INPUT_SIZE, INPUT_SIZE)));
  if (!signal.aborted) classifier = classify;
  return classify;
}

async function lookOn(classify: Classifier, modelId: string, signal: AbortSignal): Promise<void> {
  for (;;) {
    const photo = nextPhoto();
    if (signal.aborted || photo === undefined) return;
    changePhoto(photo.id, { look: { status: "looking" } });
    const look = await lookAt(photo, classify, modelId);
    if (signal.aborted) return;
    // Its header was checked before it was answered.
    changePhoto(photo.id, { look, ...(look.status === "done" && { drawable: true }) });
    useTriedPhotos.setState(({ run }) =>
      run.status === "running" ? { run: { ...run, done: run.done + 1 } } : {},
    );
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

function isStopped({ look }: TriedPhoto): boolean {
  return look.status === "stopped";
}

function changeWhere(which: (photo: TriedPhoto) => boolean, change: (photo: TriedPhoto) => TriedPhoto): void {
  useTriedPhotos.setState(({ photos }) => ({
    photos: photos.map((photo) => (which(photo) ? change(photo) : photo)),
  }));
}
