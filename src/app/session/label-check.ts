import { type Doubts, doubtsOf } from "../../crossvalidation/doubts";
import { type CrossValidation, crossValidate } from "../../engine/jobs/cross-validation-job";
import type { UntunedBackbone } from "../../models/untuned";
import { type Analysed, createAnalysis } from "./analysis";
import { loadKept } from "./confirmed-labels";
import { basisFor } from "./photos-to-learn";
import { engine } from "./store";

/** The result of the label check. */
export interface LabelCheck extends CrossValidation, Analysed {
  readonly doubts: Doubts;
  /** The backbone that extracted the features. */
  readonly backbone: UntunedBackbone;
}

/** Classifies every photo with models trained on other photos (cross-validation) to find suspect labels. */
export const labelCheck = createAnalysis<LabelCheck>(async (hooks, model) => {
  const [{ given, backbone, request }] = await Promise.all([basisFor(model, hooks.signal), loadKept()]);
  const validation = await crossValidate(engine, request, hooks);
  return { ...validation, doubts: doubtsOf(validation.labels, validation.scores), given, backbone };
});
