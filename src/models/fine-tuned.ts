import { sameBackbone } from "../backbone/weights";
import type { Epoch } from "../head/fit-head";
import { logLoss } from "../metrics/loss";
import { rocAuc } from "../metrics/roc";
import { isBetter } from "../tuning/fine-tune";
import { viewFrom } from "./evaluation";
import type { Evaluation, TrainedModel } from "./model";

/** Whether fine-tuning can go on from a model: its head is of the kind that is trained here, and it says how. */
export function canBeTuned({ run, head }: TrainedModel): boolean {
  return run !== undefined && head.hidden.length === 0;
}

/** The model that a fine-tuned one was made from, where it is among these. */
export function baseOf({ run }: TrainedModel, models: readonly TrainedModel[]): TrainedModel | undefined {
  const tuning = run?.tuning;
  if (run === undefined || tuning === undefined) return undefined;
  const before = run.history.slice(0, tuning.after);
  return models.find(
    (each) => sameBackbone(each.backbone, tuning.from) && isSameCourse(each.run?.history ?? [], before),
  );
}

/** Ids change where a project is opened elsewhere; two trainings that differ never come to the same losses. */
function isSameCourse(one: readonly Epoch[], other: readonly Epoch[]): boolean {
  return one.length === other.length && one.every(({ loss }, index) => loss === other[index]?.loss);
}

/**
 * Whether a fine-tuned model does better than the one that it was made from, on the photos set aside to validate.
 * Undefined where there were none, so that nobody knows.
 */
export function didImprove(base: TrainedModel, tuned: TrainedModel): boolean | undefined {
  const [before, after] = [base.evaluations.val, tuned.evaluations.val];
  if (before === undefined || after === undefined) return undefined;
  return isBetter(standingOf(after), standingOf(before));
}

function standingOf(evaluation: Evaluation<"uncalibrated">) {
  const { labels, scores } = viewFrom(evaluation, "female");
  return { auc: rocAuc(labels, scores), loss: logLoss(labels, scores) };
}
