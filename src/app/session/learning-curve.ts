import type { LearningCurve } from "../../crossvalidation/learning-curve-verdict";
import { learningCurve } from "../../engine/jobs/cross-validation-job";
import { type Analysed, createAnalysis } from "./analysis";
import { basisFor } from "./photos-to-learn";
import { engine } from "./store";

/** What came of training with fewer photos. */
export interface FewerPhotos extends Analysed {
  readonly curve: LearningCurve;
}

/** Trains with ever more of the photos, to see what more of them bring. */
export const fewerPhotos = createAnalysis<FewerPhotos>(async (hooks, model) => {
  const { given, request } = await basisFor(model, hooks.signal);
  return { given, curve: await learningCurve(engine, request, hooks) };
});
