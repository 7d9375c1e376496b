import { type Doubts, doubtsOf } from "../../crossvalidation/doubts";
import type { Sample } from "../../dataset/sample";
import { type CrossValidation, crossValidate } from "../../engine/jobs/cross-validation-job";
import type { TrainedModel } from "../../models/model";
import type { UntunedBackbone } from "../../models/untuned";
import { loadKept } from "./confirmed-labels";
import { createJob } from "./job";
import { basisFor } from "./photos-to-learn";
import { engine } from "./store";

/** What came of checking the labels of the photos. */
export interface LabelCheck extends CrossValidation {
  readonly modelId: string;
  readonly doubts: Doubts;
  /** The photos that were there, which may be others by now. */
  readonly given: readonly Sample[];
  /** What looked at them. */
  readonly backbone: UntunedBackbone;
}

const checking = createJob<LabelCheck>();

/** The last check of labels, running or over. */
export const useLabelCheck = checking.useJob;

export const cancelLabelCheck = checking.cancel;

/** Judges every photo by models of other photos, and says whose labels those doubt. */
export function checkLabels(model: TrainedModel): Promise<void> {
  return checking.run(model.id, async (hooks) => {
    const [{ given, backbone, request }] = await Promise.all([basisFor(model, hooks.signal), loadKept()]);
    const validation = await crossValidate(engine, request, hooks);
    const doubts = doubtsOf(validation.labels, validation.scores);
    return { ...validation, modelId: model.id, doubts, given, backbone };
  });
}

/** What came of the last check of labels, if there was one. */
export function lastLabelCheck(): LabelCheck | undefined {
  const { job } = useLabelCheck.getState();
  return job.status === "done" ? job.result : undefined;
}
