import type { TrainingHooks } from "../../engine/jobs/training-job";
import type { Epoch } from "../../head/fit-head";
import type { TrainingSettings } from "../../head/head-settings";
import type { TrainedModel } from "../../models/model";
import type { TuningSettings } from "../../tuning/tuning-settings";
import { createJob, type RunHooks } from "./job";
import { engine } from "./store";

/** The result of a training run. */
export interface Trained {
  readonly modelId: string;
  /** Whether the browser could store the model. */
  readonly saved: boolean;
}

/** The model to fine-tune, and the settings. */
export interface TuningSubject {
  readonly base: TrainedModel;
  readonly settings: TuningSettings;
}

/** The result of fine-tuning. */
export interface Tuned {
  readonly model: TrainedModel;
  /** Whether it is better than the original model; undefined if that is unknown. */
  readonly isBetter: boolean | undefined;
}

/** The job that trains a head. It shows the epochs so far. */
export const training = createJob<TrainingSettings, Trained, readonly Epoch[]>();

/** The job that fine-tunes a model. It shows the epochs so far: those of the head, then its own. */
export const tuning = createJob<TuningSubject, Tuned, readonly Epoch[]>({
  pauses: { stages: ["tune"], hold: (isPaused) => engine.holdTuning(isPaused) },
});

/** Whether a model is being trained or fine-tuned; one at a time, because each uses all cores. */
export function isTraining(): boolean {
  return [training.now(), tuning.now()].some(({ status }) => status === "running");
}

/** The same, as a hook. */
export function useIsTraining(): boolean {
  const isHeadTrained = training.use(({ status }) => status === "running");
  const isTuned = tuning.use(({ status }) => status === "running");
  return isHeadTrained || isTuned;
}

/** The hooks of a job that shows its epochs. @param before the epochs already done */
export function showingEpochs(
  { signal, onProgress, show }: RunHooks<readonly Epoch[]>,
  before: readonly Epoch[] = [],
): TrainingHooks {
  let epochs = before;
  show(epochs);
  const onEpoch = (epoch: Epoch) => {
    epochs = [...epochs, epoch];
    show(epochs);
  };
  return { signal, onProgress, onEpoch };
}
