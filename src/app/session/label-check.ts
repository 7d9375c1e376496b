import { type Doubts, doubtsOf } from "../../crossvalidation/doubts";
import { type CrossValidation, crossValidate } from "../../engine/jobs/cross-validation-job";
import type { UntunedBackbone } from "../../models/untuned";
import { type Analysed, createAnalysis } from "./analysis";
import { loadKept } from "./confirmed-labels";
import { basisFor } from "./photos-to-learn";
import { engine } from "./store";

/** What came of checking the labels of the photos. */
export interface LabelCheck extends CrossValidation, Analysed {
  readonly doubts: Doubts;
  /** What looked at them. */
  readonly backbone: UntunedBackbone;
}

/** Judges every photo by models of other photos (cross-validation), and says whose labels those doubt. */
export const labelCheck = createAnalysis<LabelCheck>(async (hooks, model) => {
  const [{ given, backbone, request }] = await Promise.all([basisFor(model, hooks.signal), loadKept()]);
  const validation = await crossValidate(engine, request, hooks);
  return { ...validation, doubts: doubtsOf(validation.labels, validation.scores), given, backbone };
});
