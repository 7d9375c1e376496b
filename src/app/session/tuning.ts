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

/** Fine-tunes a model on the photos it learned from, and saves the fine-tuned model next to the original. */
export function fineTune(base: TrainedModel): Promise<void> {
  const { tuningSettings } = useSession.getState();
  // The model stores only augmentations that were applied, not those switched on without effect.
  const settings = { ...tuningSettings, augmentations: augmentationsOf(tuningSettings) };
  return run(base, settings, async (hooks) => {
    const photos = photosToTune(base, (await settledData()).usable);
    if (photos.status === "here") return tuneModel(engine, base, photos.data, settings, hooks);
    throw new AppError(
      "bad-data",
      "The loaded photos are not exactly those that this model was trained on.",
      {
        next: "Add the same photos again, or train a model on the photos that are loaded.",
      },
    );
  });
}

/** Resumes the unfinished fine-tuning run from its last complete epoch. */
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

/** Loads the unfinished run of an earlier visit; discards it if its model is gone. Call it once models are loaded. */
export async function loadInterrupted(): Promise<void> {
  const interrupted = await unfinished();
  if (interrupted === undefined || isTraining()) return;
  useSession.setState({ interrupted });
  const session = useSession.getState();
  if (session.models.status === "ready" && interruptedBase(session) === undefined) await discardInterrupted();
}

/** Discards the unfinished fine-tuning run. */
export async function discardInterrupted(): Promise<void> {
  useSession.setState({ interrupted: undefined });
  if (tuning.now().status === "stopped") tuning.dismiss();
  await engine.forgetTuning().catch(notifyFailure);
}

/** The original model of the unfinished fine-tuning run. */
export function interruptedBase({ interrupted, models }: Session): TrainedModel | undefined {
  if (interrupted === undefined || models.status !== "ready") return undefined;
  return models.value.find(({ id }) => id === interrupted.plan.base);
}

/** If stopped, the run can be resumed from its last complete epoch. */
async function run(
  base: TrainedModel,
  settings: TuningSettings,
  work: (hooks: TuningHooks) => Promise<TrainedModel>,
): Promise<void> {
  if (isTraining()) return;
  const ended = await tuning.start({ base, settings }, (hooks) =>
    asOnlyTuner(() => tuneAndKeep(base, work, hooks)).catch(async (error) => {
      // Shown together with how the run ended: the offer to resume it.
      useSession.setState({ interrupted: await unfinished() });
      throw error;
    }),
  );
  if (ended?.status === "done") announce(ended.result);
  if (ended?.status === "failed" && useSession.getState().place !== "train") notifyFailure(ended.error);
}

/** Saves the new model; the better of the two becomes the current one. */
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

/** The run that this page can resume; none while another page is fine-tuning. */
async function unfinished(): Promise<InterruptedTuning | undefined> {
  if (await isTunedElsewhere()) return undefined;
  // An error does no harm: the next visit tries again.
  return engine.interruptedTuning().catch(() => undefined);
}

function announce({ isBetter }: Tuned): void {
  // Fine-tuning may take an hour: do not interrupt a user who is doing something else by now.
  if (useSession.getState().place === "train") go("results");
  else
    showNotice({
      title: "Fine-tuning is done",
      message:
        isBetter === false
          ? "The original model did better and stays in use."
          : "The fine-tuned model is now in use.",
    });
}
