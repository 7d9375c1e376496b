import type { Preprocessing } from "../backbone/preprocess";
import type { BackboneInfo } from "../backbone/weights";
import type { Label } from "../common/label";
import type { LeftOut, Split } from "../dataset/sample";
import type { Epoch } from "../head/fit-head";
import type { Head } from "../head/head";
import type { TrainingSettings } from "../head/head-settings";
import type { Calibrated, Calibration, FemaleProbability, FemaleScores } from "../metrics/probability";
import type { TuningSettings } from "../tuning/tuning-settings";

/** Photos per label in one split. */
export type LabelCounts = Readonly<Record<Label, number>>;

export type SplitCounts = Readonly<Record<Split, LabelCounts>>;

/** A model's predictions for photos that it was not trained on: calibrated, or as its head gave them. */
export interface Evaluation<C extends Calibration = "calibrated"> {
  /** Path of each photo; empty if the model came in a file, which does not have them. */
  readonly paths: readonly string[];
  /** True label of each photo, as its index in `LABELS`. */
  readonly labels: Uint8Array;
  /** The model's probability of "female" for each photo. */
  readonly scores: FemaleScores<C>;
  /** True if it is not known what the model was trained on: it may have been these photos. */
  readonly mayBeSeen?: boolean;
}

/** Wall-clock seconds of each part of the run that made a model. */
export interface RunSeconds {
  readonly read: number;
  readonly features: number;
  readonly train: number;
  readonly evaluate: number;
  readonly total: number;
}

/** How a model was trained. */
export interface TrainingRun {
  readonly settings: TrainingSettings;
  /** TensorFlow.js backend that computed the features. */
  readonly backend: string;
  readonly counts: SplitCounts;
  readonly history: readonly Epoch[];
  readonly bestEpoch: number;
  readonly skipped: readonly LeftOut[];
  readonly seconds: RunSeconds;
  /** `PREPROCESSING_VERSIONS` of the page that it was trained in; undefined: version 1. */
  readonly preprocessingVersion?: string;
  /** How the backbone was fine-tuned; undefined if it was not. */
  readonly tuning?: TuningRun;
}

/** Fine-tuning after the training of a head. Its epochs follow those of the head in `history`. */
export interface TuningRun {
  readonly settings: TuningSettings;
  /** The backbone that it started from. */
  readonly from: BackboneInfo;
  /** Epochs in `history` that came before it. */
  readonly after: number;
  readonly seconds: number;
}

/** How a model's probability becomes a prediction. */
export interface Decision {
  /** A photo is predicted female from this probability of "female" up, in (0, 1). */
  readonly threshold: FemaleProbability;
  /** Within this distance of the threshold the answer is "not sure"; 0: there is always an answer. */
  readonly unsure: number;
}

/** A split that a model was not trained on. */
export type HeldOut = "val" | "test";

/** A model's predictions for each split; undefined for one without photos. */
export type Evaluations<C extends Calibration = "calibrated"> = Readonly<
  Partial<Record<HeldOut, Evaluation<C>>>
>;

/** A trained classifier as the library stores it: everything but the weights of its backbone. */
export interface TrainedModel {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** The head needs features of exactly this backbone, with exactly this preprocessing. */
  readonly backbone: BackboneInfo;
  readonly preprocessing: Preprocessing;
  readonly head: Head;
  /** Undefined if the model was opened from a file that does not describe its training. */
  readonly run: TrainingRun | undefined;
  /** Name of the file that it was opened from; undefined for models that were trained here. */
  readonly openedFrom: string | undefined;
  /** On the held-out photos, without the temperature. */
  readonly evaluations: Evaluations<"uncalibrated">;
  /** How its probabilities become predictions; undefined: by the more likely label. */
  readonly decision?: Decision;
  /** What its logits are divided by to calibrate its probabilities; undefined: 1. */
  readonly temperature?: number;
}

/** A model with its temperature applied to its head and scores: the form that is used, shown and exported. */
export interface CalibratedModel extends Omit<TrainedModel, "head" | "evaluations" | "temperature"> {
  readonly head: Calibrated<Head>;
  readonly evaluations: Evaluations;
}
