import type { Label } from "../../common/label";
import { count, photos } from "../../common/words";
import { areDrawn } from "../../dataset/sample";
import type { Figures } from "../../metrics/figures";
import { type Side, sideOf } from "../../models/comparison";
import { figuresOf, mainPart } from "../../models/evaluation";
import type { TrainedModel } from "../../models/model";
import { sizeOf } from "../../models/size";

/** A model with what its row in the list shows and is sorted by. */
export interface ListedModel {
  readonly model: TrainedModel;
  /** In bytes. */
  readonly size: number;
  /** Undefined where it was not checked on photos. */
  readonly checked: (Side & { readonly figures: Figures }) | undefined;
}

/** What the list shows of a model. */
export function listed(model: TrainedModel, positive: Label): ListedModel {
  const side = sideOf(model, mainPart(model));
  const figures = side && figuresOf(side.evaluation, positive, side.decision.threshold);
  return { model, size: sizeOf(model), checked: side && figures && { ...side, figures } };
}

/** "24 photos set aside", "40 drawings to test": the photos behind a model's figures. */
export function checkedOn({ part, evaluation: { labels, paths } }: Side): string {
  const which = part === "test" ? "to test" : "set aside";
  if (!areDrawn(paths)) return `${photos(labels.length)} ${which}`;
  return `${count(labels.length)} ${labels.length === 1 ? "drawing" : "drawings"} ${which}`;
}

/** "160 photos (80 female, 80 male)"; undefined where the file that the model came in does not tell. */
export function learnedFrom({ run }: TrainedModel): string | undefined {
  if (run === undefined) return undefined;
  const { female, male } = run.counts.train;
  return `${photos(female + male)} (${count(female)} female, ${count(male)} male)`;
}

/** What a model learned from, and the file that it came in, if any. */
export function origin(model: TrainedModel): string {
  const learned = learnedFrom(model);
  if (learned === undefined)
    return `Opened from ${model.openedFrom}, which does not say what it learned from`;
  return `Learned from ${learned}${model.openedFrom === undefined ? "" : `; opened from ${model.openedFrom}`}`;
}
