import type { Split } from "../dataset/sample";
import type { Epoch } from "../head/fit-head";
import type { NumberedPhotos } from "./fine-tune";
import type { TuningSettings } from "./tuning-settings";

/** What there is to know about a fine-tuning besides its photos' bytes and where it stands. */
export interface TuningPlan {
  /** The model that it starts from. */
  readonly base: string;
  readonly settings: TuningSettings;
  /** Hash and path of each photo, by whose place in this list the parts know it. */
  readonly photos: readonly { readonly hash: string; readonly path: string }[];
  readonly parts: Readonly<Record<Split, NumberedPhotos>>;
  /** `PREPROCESSING_VERSIONS` of the page that began it; undefined: version 1. */
  readonly preprocessingVersion?: string;
}

/** A fine-tuning that was interrupted. */
export interface InterruptedTuning {
  readonly plan: TuningPlan;
  /** Finished epochs, and what they came to. */
  readonly epoch: number;
  readonly history: readonly Epoch[];
  readonly seconds: number;
}
