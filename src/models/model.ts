import type { Preprocessing } from "../backbone/preprocess";
import type { BackboneInfo } from "../backbone/weights";
import type { Label } from "../common/label";
import type { LeftOut, Split } from "../dataset/sample";
import type { Epoch } from "../head/fit-head";
import type { Head } from "../head/head";
import type { TrainingSettings } from "../head/head-settings";
import type { Calibrated, Calibration, FemaleProbability, FemaleScores } from "../metrics/probability";
import type { TuningSettings } from "../tuning/tuning-settings";

/** Photos per label in one part of the data. */
export type LabelCounts = Readonly<Record<Label, number>>;

export type SplitCounts = Readonly<Record<Split, LabelCounts>>;

/** What a model said about photos that it was not trained on: at its temperature, or as its head gave it. */
export interface Evaluation<C extends Calibration = "calibrated"> {
  /** Path of each photo; empty where the model came in a file, which does not tell them. */
  readonly paths: readonly string[];
  /** True label of each photo, as its index in `LABELS`. */
  readonly labels: Uint8Array;
  /** The model's probability of "female" for each photo. */
  readonly scores: FemaleScores<C>;
  /** Where nobody here knows what the model learned from: these photos may have been among that. */
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

/** How a model came to be. */
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
  /** How the backbone was trained after the head; undefined where it was not. */
  readonly tuning?: TuningRun;
}

/** Fine-tuning that followed the training of a head. Its epochs go on from those of the head in `history`. */
export interface TuningRun {
  readonly settings: TuningSettings;
  /** The backbone that it began with. */
  readonly from: BackboneInfo;
  /** Epochs in `history` that came before it. */
  readonly after: number;
  readonly seconds: number;
}

/** How a model's probability becomes an answer. */
export interface Decision {
  /** A photo is called female from this probability of "female" on, in (0, 1). */
  readonly threshold: FemaleProbability;
  /** Nearer to the threshold than this the answer is "not sure"; 0: there is always an answer. */
  readonly unsure: number;
}

/** A part of the data that a model was not trained on. */
export type HeldOut = "val" | "test";

/** What a model said about each part; one without photos is undefined. */
export type Evaluations<C extends Calibration = "calibrated"> = Readonly<
  Partial<Record<HeldOut, Evaluation<C>>>
>;

/** A trained classifier as it is kept in the library: all but the weights of its backbone. */
export interface TrainedModel {
  readonly id: string;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** The head works on features of exactly this backbone, of photos prepared in exactly this way. */
  readonly backbone: BackboneInfo;
  readonly preprocessing: Preprocessing;
  readonly head: Head;
  /** Undefined where the file that the model was opened from does not tell. */
  readonly run: TrainingRun | undefined;
  /** Name of the file that it was opened from; undefined for the models that were trained here. */
  readonly openedFrom: string | undefined;
  /** On the photos set aside, by the head as it was trained. */
  readonly evaluations: Evaluations<"uncalibrated">;
  /** How its probabilities become answers; undefined: by the likelier label. */
  readonly decision?: Decision;
  /** What its logits are divided by, so that its probabilities can be taken at their word; undefined: 1. */
  readonly temperature?: number;
}

/** A model whose temperature is a part of its head and its scores: what answers, is shown and exported. */
export interface CalibratedModel extends Omit<TrainedModel, "head" | "evaluations" | "temperature"> {
  readonly head: Calibrated<Head>;
  readonly evaluations: Evaluations;
}
