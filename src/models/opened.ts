import type { BackboneWeights } from "../backbone/weights";
import type { TrainedModel } from "./model";

/** A model from a file, before it is added to the library. */
export interface OpenedModel {
  /** Its head gives the probability of `LABELS[0]` first, unless `outputs` says that the user must be asked. */
  readonly model: TrainedModel;
  readonly weights: BackboneWeights;
  /** What the model's outputs stand for. */
  readonly outputs: Outputs;
}

export type Outputs =
  | { readonly status: "known" }
  /** The file's names are not labels, or are missing: the user must say which output is which. */
  | {
      readonly status: "asked";
      readonly names: readonly [string, string] | undefined;
      /** Whether the model has one output, the probability of its second label, instead of two. */
      readonly isSingle: boolean;
    };

/** The same model with its two outputs swapped. */
export function reversed(model: TrainedModel): TrainedModel {
  const { kernel, bias } = model.head;
  // The weights of the two outputs alternate.
  const swap = (values: Float32Array) => values.map((_value, index) => values[index ^ 1] ?? 0);
  const head = {
    ...model.head,
    kernel: Float32Array.from(swap(kernel)),
    bias: Float32Array.from(swap(bias)),
  };
  return { ...model, head };
}
