import type { Label } from "../../common/label";
import { areDrawn } from "../../dataset/sample";
import { comparisonOf } from "../../models/comparison";
import { figuresOf } from "../../models/evaluation";
import { photos } from "../../models/figure-sentences";
import { baseOf, didImprove } from "../../models/fine-tuned";
import type { TrainedModel } from "../../models/model";
import { count, figure, percent } from "../widgets/format";

/** A model as it was before fine-tuning and as it was afterwards. */
export interface TunedPair {
  readonly base: TrainedModel;
  readonly tuned: TrainedModel;
}

/** The pair that a model belongs to: with the one that it was made from, or else with the newest made from it. */
export function pairOf(model: TrainedModel, models: readonly TrainedModel[]): TunedPair | undefined {
  const base = baseOf(model, models);
  if (base !== undefined) return { base, tuned: model };
  const tuned = models.find((each) => baseOf(each, [model]) !== undefined);
  return tuned && { base: model, tuned };
}

/** What fine-tuning came to, as far as the same photos tell. */
export function changeSentence({ base, tuned }: TunedPair, positive: Label): string {
  const comparison = comparisonOf(base, tuned);
  const [before, after] = comparison.sides.map(
    (side) => side && figuresOf(side.evaluation, positive, side.decision.threshold),
  );
  const evaluation = comparison.sides[0]?.evaluation;
  if (comparison.photos !== "same" || !before || !after || !evaluation)
    return "There are no photos that both the model before fine-tuning and the one after it were checked on.";
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
