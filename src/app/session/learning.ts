import type { TrainingHooks } from "../../engine/jobs/training-job";
import type { Epoch } from "../../head/fit-head";
import type { TrainingSettings } from "../../head/head-settings";
import type { TrainedModel } from "../../models/model";
import type { TuningSettings } from "../../tuning/tuning-settings";
import { createJob, type RunHooks } from "./job";
import { engine } from "./store";

/** What a training run came to. */
export interface Trained {
  readonly modelId: string;
  /** Whether the browser could store the model. */
  readonly saved: boolean;
}

/** What is fine-tuned, and how. */
export interface TuningSubject {
  readonly base: TrainedModel;
  readonly settings: TuningSettings;
}

/** What fine-tuning came to. */
export interface Tuned {
  readonly model: TrainedModel;
  /** Than the model that it was made from; undefined where nobody knows. */
  readonly isBetter: boolean | undefined;
}

/** Training a head. It shows the rounds so far. */
export const training = createJob<TrainingSettings, Trained, readonly Epoch[]>();

/** Fine-tuning a model. It shows the rounds so far: those of the head, then its own. */
export const tuning = createJob<TuningSubject, Tuned, readonly Epoch[]>({
  pauses: { stages: ["tune"], hold: (isPaused) => engine.holdTuning(isPaused) },
});

/** Whether a model is being trained or fine-tuned; one at a time, since either takes all cores. */
export function isTraining(): boolean {
  return [training.now(), tuning.now()].some(({ status }) => status === "running");
}

/** The same for screens. */
export function useIsTraining(): boolean {
  const isHeadTrained = training.use(({ status }) => status === "running");
  const isTuned = tuning.use(({ status }) => status === "running");
  return isHeadTrained || isTuned;
}

/** The hooks of a job that shows its epochs. @param before those that were done already */
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
