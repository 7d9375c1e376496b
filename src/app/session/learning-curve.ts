import type { LearningCurve } from "../../crossvalidation/learning-curve-verdict";
import { learningCurve } from "../../engine/jobs/cross-validation-job";
import { type Analysed, createAnalysis } from "./analysis";
import { basisFor } from "./photos-to-learn";
import { engine } from "./store";

/** The result of training with fewer photos. */
export interface FewerPhotos extends Analysed {
  readonly curve: LearningCurve;
}

/** Trains on growing subsets of the photos to see how much more photos help. */
export const fewerPhotos = createAnalysis<FewerPhotos>(async (hooks, model) => {
  const { given, request } = await basisFor(model, hooks.signal);
  return { given, curve: await learningCurve(engine, request, hooks) };
});
