import { sameBackbone } from "../backbone/weights";
import type { Epoch } from "../head/fit-head";
import { logLoss } from "../metrics/loss";
import { rocAuc } from "../metrics/roc";
import { isBetter } from "../tuning/fine-tune";
import { viewFrom } from "./evaluation";
import type { Evaluation, TrainedModel } from "./model";

/**
 * Whether a model can be fine-tuned: its head is of the kind that the page trains, and its training settings are known.
 */
export function canBeTuned({ run, head }: TrainedModel): boolean {
  return run !== undefined && head.hidden.length === 0;
}

/** The original model of a fine-tuned one, if it is among these. */
export function baseOf({ run }: TrainedModel, models: readonly TrainedModel[]): TrainedModel | undefined {
  const tuning = run?.tuning;
  if (run === undefined || tuning === undefined) return undefined;
  const before = run.history.slice(0, tuning.after);
  return models.find(
    (each) => sameBackbone(each.backbone, tuning.from) && isSameCourse(each.run?.history ?? [], before),
  );
}

/** Ids change when a project is opened elsewhere, but different training runs never have the same losses. */
function isSameCourse(one: readonly Epoch[], other: readonly Epoch[]): boolean {
  return one.length === other.length && one.every(({ loss }, index) => loss === other[index]?.loss);
}

/**
 * Whether a fine-tuned model does better on the validation photos than its original model. Undefined if there were
 * none.
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
