import type { LearningCurve } from "../../crossvalidation/learning-curve-verdict";
import type { Sample } from "../../dataset/sample";
import { learningCurve } from "../../engine/jobs/cross-validation-job";
import type { TrainedModel } from "../../models/model";
import type { UntunedBackbone } from "../../models/untuned";
import { createJob } from "./job";
import { basisFor } from "./photos-to-learn";
import { engine } from "./store";

/** What came of training with fewer photos. */
export interface FewerPhotos {
  readonly modelId: string;
  readonly curve: LearningCurve;
  /** The photos that were there, which may be others by now. */
  readonly given: readonly Sample[];
  /** What looked at them. */
  readonly backbone: UntunedBackbone;
}

const trying = createJob<FewerPhotos>();

/** The last learning curve, running or over. */
export const useLearningCurve = trying.useJob;

export const cancelLearningCurve = trying.cancel;

/** Trains with ever more of the photos, to see what more of them bring. */
export function tryFewerPhotos(model: TrainedModel): Promise<void> {
  return trying.run(model.id, async (hooks) => {
    const { given, backbone, request } = await basisFor(model, hooks.signal);
    return { modelId: model.id, curve: await learningCurve(engine, request, hooks), given, backbone };
  });
}

/** What came of the last learning curve, if there was one. */
export function lastLearningCurve(): FewerPhotos | undefined {
  const { job } = useLearningCurve.getState();
  return job.status === "done" ? job.result : undefined;
}
