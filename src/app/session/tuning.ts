import { AppError, isAbort, toAppError } from "../../common/error";
import { calmly, type Progress } from "../../common/progress";
import { resumeTuning, type TuningHooks, tuneModel } from "../../engine/jobs/tuning-job";
import type { InterruptedTuning } from "../../engine/protocol/protocol";
import { didImprove } from "../../models/fine-tuned";
import type { TrainedModel } from "../../models/model";
import { augmentationsOf, type TuningSettings } from "../../tuning/tuning-settings";
import { notifyFailure } from "../notices/notify-failure";
import { showNotice } from "../notices/show-notice";
import { notifyNotKept } from "./browser";
import { settledData } from "./derived";
import { chooseModel, keepModel } from "./models";
import { asOnlyTuner, isTunedElsewhere } from "./only-tuner";
import { photosToTune } from "./photos-to-tune";
import { engine, go, isTraining, type Session, type Tuning, useSession } from "./store";

let controller: AbortController | undefined;

/** Fine-tunes a model on the photos that it learned from, and keeps what comes of it beside the model. */
export function fineTune(base: TrainedModel): Promise<void> {
  const { tuningSettings } = useSession.getState();
  // What is kept with the model is what was done, not what was switched on without effect.
  const settings = { ...tuningSettings, augmentations: augmentationsOf(tuningSettings) };
  return run(base, settings, async (hooks) => {
    const photos = photosToTune(base, (await settledData()).usable);
    if (photos.status === "here") return tuneModel(engine, base, photos.data, settings, hooks);
    throw new AppError("bad-data", "The photos that this model learned from are not all here.", {
      next: "Add them, or train a model on the photos that are here.",
    });
  });
}

/** Goes on with what was begun and not finished, from its last whole round. */
export async function resume(): Promise<void> {
  const session = useSession.getState();
  const { interrupted } = session;
  const base = interruptedBase(session);
  if (interrupted === undefined || base === undefined) return;
  await run(base, interrupted.plan.settings, async (hooks) => {
    const { dataset } = await settledData();
    return resumeTuning(engine, base, interrupted, dataset.samples, hooks);
  });
}

/** Ends it; what was learned up to the last whole round stays, to go on from. */
export function cancelTuning(): void {
  controller?.abort();
}

/** Pauses it before its next step, or lets it go on. */
export async function pauseTuning(paused: boolean): Promise<void> {
  whileRunning((state) => {
    const now = performance.now();
    if (paused) return { ...state, pausedAt: state.pausedAt ?? now };
    // The time of a pause says nothing about the speed.
    const stageSince = state.stageSince + now - (state.pausedAt ?? now);
    return { ...state, pausedAt: undefined, stageSince };
  });
  await engine.holdTuning(paused);
}

export function changeTuning(change: Partial<TuningSettings>): void {
  useSession.setState(({ tuningSettings }) => ({ tuningSettings: { ...tuningSettings, ...change } }));
}

/** Looks for what an earlier visit did not finish; where its model is gone, nobody can. Once models are loaded. */
export async function loadInterrupted(): Promise<void> {
  const interrupted = await unfinished();
  if (interrupted === undefined || isTraining(useSession.getState())) return;
  useSession.setState({ interrupted });
  const session = useSession.getState();
  if (session.models.status === "ready" && interruptedBase(session) === undefined) await discardInterrupted();
}

/** Forgets what was begun and not finished. */
export async function discardInterrupted(): Promise<void> {
  useSession.setState(({ tuning }) => ({
    interrupted: undefined,
    tuning: tuning.status === "cancelled" ? { status: "idle" } : tuning,
  }));
  await engine.forgetTuning().catch(notifyFailure);
}

/** The model that the unfinished fine-tuning began with. */
export function interruptedBase({ interrupted, models }: Session): TrainedModel | undefined {
  if (interrupted === undefined || models.status !== "ready") return undefined;
  return models.value.find(({ id }) => id === interrupted.plan.base);
}

async function run(
  base: TrainedModel,
  settings: TuningSettings,
  work: (hooks: TuningHooks) => Promise<TrainedModel>,
): Promise<void> {
  if (isTraining(useSession.getState())) return;
  controller = new AbortController();
  begin(base, settings);
  try {
    const hooks = hooksOf(controller.signal);
    const tuned = await asOnlyTuner(() => work(hooks));
    useSession.setState({ interrupted: undefined });
    await keepBoth(base, tuned);
  } catch (error) {
    // What it came to so far is offered together with the word on how it ended.
    const interrupted = await unfinished();
    const tuning: Tuning = isAbort(error)
      ? { status: "cancelled", baseId: base.id }
      : { status: "failed", baseId: base.id, error: toAppError(error) };
    useSession.setState({ interrupted, tuning });
    if (tuning.status === "failed" && useSession.getState().place !== "train") notifyFailure(error);
  }
}

/** What can be gone on with here: nothing while another page is at it. */
async function unfinished(): Promise<InterruptedTuning | undefined> {
  if (await isTunedElsewhere()) return undefined;
  // Failing is no matter: it is looked for again at the next visit.
  return engine.interruptedTuning().catch(() => undefined);
}

function begin({ id: baseId, run: before }: TrainedModel, settings: TuningSettings): void {
  const epochs = before?.history ?? [];
  useSession.setState({
    tuning: {
      status: "running",
      baseId,
      settings,
      progress: { stage: "backbone", done: 0, total: 1 },
      stageSince: performance.now(),
      stageFrom: 0,
      pausedAt: undefined,
      epochs,
      after: epochs.length,
    },
  });
}

function hooksOf(signal: AbortSignal): TuningHooks {
  return {
    signal,
    onProgress: calmly((progress) => whileRunning((state) => ({ ...state, ...atStage(state, progress) }))),
    onEpoch: (epoch) => whileRunning((state) => ({ ...state, epochs: [...state.epochs, epoch] })),
  };
}

/** Speed and time left are those of the stage, and of this visit. */
function atStage({ progress: before }: Running, progress: Progress): Partial<Running> {
  if (before.stage === progress.stage) return { progress };
  return { progress, stageSince: performance.now(), stageFrom: progress.done };
}

/** Keeps the new model; the better of the two is the one that is used. */
async function keepBoth(base: TrainedModel, tuned: TrainedModel): Promise<void> {
  // A model that cannot be saved can still be used and downloaded.
  await keepModel(tuned).catch(notifyNotKept);
  const isBetter = didImprove(base, tuned);
  if (isBetter === false) chooseModel(base.id);
  useSession.setState({ tuning: { status: "done", baseId: base.id, modelId: tuned.id, isBetter } });
  // It may have taken an hour: whoever does something else by now is not torn away from it.
  if (useSession.getState().place === "train") return go("results");
  showNotice({
    title: "Fine-tuning is done",
    message:
      isBetter === false
        ? "The model from before did better, and stays in use."
        : "The new model is in use now.",
  });
}

type Running = Extract<Tuning, { status: "running" }>;

function whileRunning(change: (state: Running) => Running): void {
  useSession.setState(({ tuning }) => (tuning.status === "running" ? { tuning: change(tuning) } : {}));
}
