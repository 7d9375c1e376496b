import { AppError } from "../../common/error";
import { resumeTuning, type TuningHooks, tuneModel } from "../../engine/jobs/tuning-job";
import type { Epoch } from "../../head/fit-head";
import { didImprove } from "../../models/fine-tuned";
import type { TrainedModel } from "../../models/model";
import type { InterruptedTuning } from "../../tuning/plan";
import { augmentationsOf, type TuningSettings } from "../../tuning/tuning-settings";
import { notifyFailure } from "../notices/notify-failure";
import { showNotice } from "../notices/show-notice";
import { notifyNotKept } from "./browser";
import { settledData } from "./derived";
import type { RunHooks } from "./job";
import { isTraining, showingEpochs, type Tuned, tuning } from "./learning";
import { chooseModel, keepModel } from "./models";
import { asOnlyTuner, isTunedElsewhere } from "./only-tuner";
import { photosToTune } from "./photos-to-tune";
import { engine, go, type Session, useSession } from "./store";

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

export function changeTuning(change: Partial<TuningSettings>): void {
  useSession.setState(({ tuningSettings }) => ({ tuningSettings: { ...tuningSettings, ...change } }));
}

/** Looks for what an earlier visit did not finish; where its model is gone, nobody can. Once models are loaded. */
export async function loadInterrupted(): Promise<void> {
  const interrupted = await unfinished();
  if (interrupted === undefined || isTraining()) return;
  useSession.setState({ interrupted });
  const session = useSession.getState();
  if (session.models.status === "ready" && interruptedBase(session) === undefined) await discardInterrupted();
}

/** Forgets what was begun and not finished. */
export async function discardInterrupted(): Promise<void> {
  useSession.setState({ interrupted: undefined });
  if (tuning.now().status === "stopped") tuning.dismiss();
  await engine.forgetTuning().catch(notifyFailure);
}

/** The model that the unfinished fine-tuning began with. */
export function interruptedBase({ interrupted, models }: Session): TrainedModel | undefined {
  if (interrupted === undefined || models.status !== "ready") return undefined;
  return models.value.find(({ id }) => id === interrupted.plan.base);
}

/** Where it is stopped, what was learned up to the last whole round stays, to go on from. */
async function run(
  base: TrainedModel,
  settings: TuningSettings,
  work: (hooks: TuningHooks) => Promise<TrainedModel>,
): Promise<void> {
  if (isTraining()) return;
  const ended = await tuning.start({ base, settings }, (hooks) =>
    asOnlyTuner(() => tuneAndKeep(base, work, hooks)).catch(async (error) => {
      // What it came to so far is offered together with the word on how it ended.
      useSession.setState({ interrupted: await unfinished() });
      throw error;
    }),
  );
  if (ended?.status === "done") announce(ended.result);
  if (ended?.status === "failed" && useSession.getState().place !== "train") notifyFailure(ended.error);
}

/** Keeps the new model; the better of the two is the one that is used. */
async function tuneAndKeep(
  base: TrainedModel,
  work: (hooks: TuningHooks) => Promise<TrainedModel>,
  hooks: RunHooks<readonly Epoch[]>,
): Promise<Tuned> {
  const model = await work(showingEpochs(hooks, base.run?.history));
  hooks.commit();
  useSession.setState({ interrupted: undefined });
  // A model that cannot be saved can still be used and downloaded.
  await keepModel(model).catch(notifyNotKept);
  const isBetter = didImprove(base, model);
  if (isBetter === false) chooseModel(base.id);
  return { model, isBetter };
}

/** What can be gone on with here: nothing while another page is at it. */
async function unfinished(): Promise<InterruptedTuning | undefined> {
  if (await isTunedElsewhere()) return undefined;
  // Failing is no matter: it is looked for again at the next visit.
  return engine.interruptedTuning().catch(() => undefined);
}

function announce({ isBetter }: Tuned): void {
  // It may have taken an hour: whoever does something else by now is not torn away from it.
  if (useSession.getState().place === "train") go("results");
  else
    showNotice({
      title: "Fine-tuning is done",
      message:
        isBetter === false
          ? "The model from before did better, and stays in use."
          : "The new model is in use now.",
    });
}
