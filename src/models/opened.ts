import type { BackboneWeights } from "../backbone/weights";
import type { TrainedModel } from "./model";

/** A model from a file, before it is in the library. */
export interface OpenedModel {
  /** Its head gives the probability of `LABELS[0]` first, or what `outputs` says where that is asked. */
  readonly model: TrainedModel;
  readonly weights: BackboneWeights;
  /** What the model's outputs stand for. */
  readonly outputs: Outputs;
}

export type Outputs =
  | { readonly status: "known" }
  /** The file has names that are no labels, or none at all: a person must say which of the two is which. */
  | {
      readonly status: "asked";
      readonly names: readonly [string, string] | undefined;
      /** Whether the model has one output, the probability of its second label, in place of two. */
      readonly isSingle: boolean;
    };

/** The same model with its two outputs changing places. */
export function reversed(model: TrainedModel): TrainedModel {
  const { kernel, bias } = model.head;
  // The two outputs of each input lie side by side.
  const swap = (values: Float32Array) => values.map((_value, index) => values[index ^ 1] ?? 0);
  const head = {
    ...model.head,
    kernel: Float32Array.from(swap(kernel)),
    bias: Float32Array.from(swap(bias)),
  };
  return { ...model, head };
}
