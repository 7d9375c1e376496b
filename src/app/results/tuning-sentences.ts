import type { Label } from "../../common/label";
import { areDrawn } from "../../dataset/sample";
import { comparisonOf } from "../../models/comparison";
import { figuresOf } from "../../models/evaluation";
import { photos } from "../../models/figure-sentences";
import { baseOf, didImprove } from "../../models/fine-tuned";
import type { TrainedModel } from "../../models/model";
import { count, figure, percent } from "../widgets/format";

/** A model before and after fine-tuning. */
export interface TunedPair {
  readonly base: TrainedModel;
  readonly tuned: TrainedModel;
}

/** The pair a model belongs to: with the model it was fine-tuned from, otherwise with the newest one fine-tuned from it. */
export function pairOf(model: TrainedModel, models: readonly TrainedModel[]): TunedPair | undefined {
  const base = baseOf(model, models);
  if (base !== undefined) return { base, tuned: model };
  const tuned = models.find((each) => baseOf(each, [model]) !== undefined);
  return tuned && { base: model, tuned };
}

/** What fine-tuning changed, measured on the same photos. */
export function changeSentence({ base, tuned }: TunedPair, positive: Label): string {
  const comparison = comparisonOf(base, tuned);
  const [before, after] = comparison.sides.map(
    (side) => side && figuresOf(side.evaluation, positive, side.decision.threshold),
  );
  const evaluation = comparison.sides[0]?.evaluation;
  if (comparison.photos !== "same" || !before || !after || !evaluation)
    return "The original and the fine-tuned model were not checked on the same photos, so they cannot be compared.";
  const changes = [
    change("accuracy", percent(before.accuracy), percent(after.accuracy)),
    change("ROC AUC", figure(before.rocAuc), figure(after.rocAuc)),
  ];
  const verdict = didImprove(base, tuned) === false ? "Fine-tuning made it no better: " : "Fine-tuning: ";
  const on = areDrawn(evaluation.paths)
    ? `${count(evaluation.labels.length)} drawings`
    : photos(evaluation.labels.length);
  return `${verdict}${changes.join(", ")}, on the same ${on}.`;
}

function change(name: string, before: string, after: string): string {
  return before === after ? `${name} still ${after}` : `${name} ${before} before, ${after} after`;
}
