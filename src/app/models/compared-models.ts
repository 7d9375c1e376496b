import type { Label } from "../../common/label";
import type { Comparison } from "../../models/comparison";
import type { Pair } from "../session/address";

/** Two models and how they compare. */
export interface ComparedModels {
  readonly models: Pair;
  readonly comparison: Comparison;
  readonly positive: Label;
}
