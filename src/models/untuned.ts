import { type BackboneInfo, isOfModel, sameBackbone } from "../backbone/weights";
import type { TrainedModel } from "./model";

/** A backbone for photos whose labels are to be checked. */
export interface UntunedBackbone {
  readonly info: BackboneInfo;
  /** Whether the model's own backbone is another one, fine-tuned from this one on photos and their labels. */
  readonly isFromBefore: boolean;
  /** Whether this one, too, may have been fine-tuned on them. */
  readonly mayHaveSeen: boolean;
}

/**
 * The backbone of a model before any fine-tuning. A fine-tuned backbone was trained on the photos' labels, so that
 * models on top of it know those labels even if they are trained on other photos.
 * @param models the library, which has the predecessors of a model that was fine-tuned more than once
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
