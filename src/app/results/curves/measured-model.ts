import type { Label } from "../../../common/label";
import type { Evaluation, HeldOut, TrainedModel } from "../../../models/model";

/** A model that was evaluated on one of its sets of photos. */
export interface MeasuredModel {
  readonly model: TrainedModel;
  readonly part: HeldOut;
  /** At the model’s temperature. */
  readonly evaluation: Evaluation;
  readonly positive: Label;
}
