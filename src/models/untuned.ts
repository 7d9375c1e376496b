import { type BackboneInfo, isOfModel, sameBackbone } from "../backbone/weights";
import type { TrainedModel } from "./model";

/** A backbone to look at photos with whose labels are to be judged. */
export interface UntunedBackbone {
  readonly info: BackboneInfo;
  /** Whether the model has another one, that learned from photos and their labels since. */
  readonly isFromBefore: boolean;
  /** Whether this one too may have learned from them. */
  readonly mayHaveSeen: boolean;
}

/**
 * The backbone of a model as it was before any fine-tuning. A fine-tuned one has seen the photos with their labels, so
 * that what is trained on it, even on other photos, knows those labels already.
 * @param models the library, in which a model that was fine-tuned more than once has its predecessors
 */
export function untunedBackbone(model: TrainedModel, models: readonly TrainedModel[]): UntunedBackbone {
  let info = model.backbone;
  let tuning = model.run?.tuning;
  const met = new Set<string>();
  while (tuning !== undefined && !met.has(info.sha256)) {
    met.add(info.sha256);
    info = tuning.from;
    tuning = models.find(({ backbone, run }) => run?.tuning !== undefined && sameBackbone(backbone, info))
      ?.run?.tuning;
  }
  return { info, isFromBefore: met.size > 0, mayHaveSeen: isOfModel(info) };
}
