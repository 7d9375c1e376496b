import type { Label } from "../../common/label";
import { count, photos } from "../../common/words";
import { areDrawn } from "../../dataset/sample";
import type { Figures } from "../../metrics/figures";
import { type Side, sideOf } from "../../models/comparison";
import { figuresOf, mainPart } from "../../models/evaluation";
import type { TrainedModel } from "../../models/model";
import { sizeOf } from "../../models/size";

/** A model with the values that its row shows and that the list sorts by. */
export interface ListedModel {
  readonly model: TrainedModel;
  /** In bytes. */
  readonly size: number;
  /** Undefined if it was not checked on photos. */
  readonly checked: (Side & { readonly figures: Figures }) | undefined;
}

/** The list entry of a model. */
export function listed(model: TrainedModel, positive: Label): ListedModel {
  const side = sideOf(model, mainPart(model));
  const figures = side && figuresOf(side.evaluation, positive, side.decision.threshold);
  return { model, size: sizeOf(model), checked: side && figures && { ...side, figures } };
}

/** "24 validation photos", "40 test drawings": the photos behind a model’s metrics. */
export function checkedOn({ part, evaluation: { labels, paths } }: Side): string {
  const kind = `${part === "test" ? "test" : "validation"} ${areDrawn(paths) ? "drawing" : "photo"}`;
  return `${count(labels.length)} ${kind}${labels.length === 1 ? "" : "s"}`;
}

/** "160 photos (80 female, 80 male)"; undefined if the model’s file does not say. */
export function learnedFrom({ run }: TrainedModel): string | undefined {
  if (run === undefined) return undefined;
  const { female, male } = run.counts.train;
  return `${photos(female + male)} (${count(female)} female, ${count(male)} male)`;
}

/** What a model was trained on, and the file it was opened from, if any. */
export function origin(model: TrainedModel): string {
  const learned = learnedFrom(model);
  if (learned === undefined)
    return `Opened from ${model.openedFrom}, which does not say what it was trained on`;
  return `Trained on ${learned}${model.openedFrom === undefined ? "" : `; opened from ${model.openedFrom}`}`;
}
