import type { BackendName } from "../../backbone/backend";
import type { FeatureKind, Preprocessing } from "../../backbone/preprocess";
import type { BackboneInfo, BackboneWeights, ServedBackbone } from "../../backbone/weights";
import type { JobHooks } from "../../common/progress";
import type { Look } from "../../conditions/conditions";
import type { Evidence } from "../../head/evidence";
import type { Epoch, FitResult, FitSettings } from "../../head/fit-head";
import type { Head, LabelledRows } from "../../head/head";
import type { FemaleProbability, FemaleScores } from "../../metrics/probability";
import type { OpenedModel } from "../../models/opened";
import type { Project } from "../../project/project";
import type { TuningJob } from "../../tuning/fine-tune";
import type { HeadSettings } from "../../tuning/head-pass";
import type { TuningPlan } from "../../tuning/plan";
import type { TuningSettings } from "../../tuning/tuning-settings";

/** A backbone, and where a worker gets its weights from: a URL, or this browser's storage. */
export interface BackboneRef {
  readonly info: BackboneInfo;
  readonly url: string | undefined;
  /** The values of a backbone that this browser could not store, for this visit only. */
  readonly values?: Blob;
}

/** Everything that the features of a photo depend on besides the photo, and how they are computed. */
export interface Extraction {
  readonly backbone: BackboneRef;
  readonly preprocessing: Preprocessing;
  readonly backend: BackendName;
  /**
   * Photos in one forward pass: larger batches share a kernel's overhead, smaller ones show progress and stop sooner.
   */
  readonly batch: number;
}

/** What the features of an extraction depend on, besides the photos and the backend. */
export function kindOf({
  backbone,
  preprocessing,
}: Pick<Extraction, "backbone" | "preprocessing">): FeatureKind {
  return { backbone: backbone.info.sha256, preprocessing };
}

/** The outcome of reading one file. */
export type ReadOutcome =
  | { readonly hash: string; readonly pixels: number; readonly reason?: undefined }
  | { readonly hash?: undefined; readonly pixels?: undefined; readonly reason: string };

/** Features of some files, row by row; a file that could not be decoded has a reason and a row of zeros. */
export interface FeatureChunk {
  /** [files, 1280] */
  readonly features: Float32Array<ArrayBuffer>;
  readonly failures: readonly { readonly index: number; readonly reason: string }[];
  /** The backend that computed them: WebAssembly if WebGL was requested but its context was lost. */
  readonly backend: BackendName;
}

/** Hashes and thumbnails of some files, row by row; a file that could not be decoded has a row of zeros. */
export interface Fingerprints {
  /** [files, HASH_WORDS] */
  readonly hashes: Uint32Array<ArrayBuffer>;
  /** [files, THUMBNAIL_LENGTH] */
  readonly thumbnails: Uint8Array<ArrayBuffer>;
  /** Indices of the files that could not be decoded. */
  readonly failures: readonly number[];
}

/** A photo whose bytes were hashed. */
export interface HashedFile {
  /** Undefined if the photo is missing: then only its cached features can be used. */
  readonly file: Blob | undefined;
  readonly path: string;
  readonly hash: string;
  /** Width times height; undefined if its header was not read in this visit. */
  readonly pixels?: number | undefined;
}

/** A photo that is loaded. */
export interface PresentFile extends HashedFile {
  readonly file: Blob;
}

export function isPresent(photo: HashedFile): photo is PresentFile {
  return photo.file !== undefined;
}

/** A photo without the fields that a worker does not need. */
export function sentPhoto({ file, path, hash, pixels }: PresentFile): PresentFile {
  return { file, path, hash, pixels };
}

/** A camera frame; if the browser has no `VideoFrame`, its centre square. */
export type CameraFrame = VideoFrame | ImageBitmap;

/** What a model can classify. */
export type Picture = Blob | CameraFrame;

/** A model's prediction for a picture, and the evidence for it. */
export interface Explanation extends Evidence {
  readonly female: FemaleProbability;
}

/** The settings of a stress test. */
export interface StressRequest {
  readonly extraction: Extraction;
  readonly head: Head;
  /** The conditions, besides each photo as it is. */
  readonly looks: readonly Look[];
  readonly seed: number;
}

/**
 * A model's predictions for photos in bad conditions; a photo that could not be decoded has a reason and a row of
 * zeros.
 */
export interface StressChunk {
  /** Probability of "female", [files, 1 + looks], starting with the photo as it is. */
  readonly scores: Float32Array<ArrayBuffer>;
  readonly failures: FeatureChunk["failures"];
  readonly backend: BackendName;
}

/** Labels, 1 the positive class, and the probability of the positive class, one per label. */
export interface ScoredLabels {
  readonly labels: Uint8Array;
  readonly scores: Float64Array;
}

/** The contents of a dropped file. */
export type OpenedFile =
  | ({ readonly kind: "model" } & OpenedModel)
  /** Weights of a backbone alone, in Keras Applications' layout. */
  | { readonly kind: "backbone"; readonly info: BackboneInfo; readonly weights: BackboneWeights }
  /** A zip without a model in it; probably of photos. */
  | { readonly kind: "photos" };

export interface FitRequest {
  /** The table of features, by the number that `openTable` gave it. */
  readonly table: number;
  readonly train: LabelledRows;
  readonly val: LabelledRows;
  readonly test: LabelledRows;
  readonly settings: FitSettings;
}

export interface FitAnswer extends FitResult {
  /** Probabilities of "female" for the photos of `val` and `test`. */
  readonly scores: Readonly<Record<"val" | "test", FemaleScores<"uncalibrated">>>;
  readonly seconds: { readonly train: number; readonly evaluate: number };
}

/** Everything that a worker needs to train a copy of the network. */
export interface ReplicaRequest {
  /** The backbone to start from, and the backend to train it on. */
  readonly extraction: Extraction;
  /** All photos; elsewhere, a photo is given by its index in this list. */
  readonly photos: readonly HashedFile[];
  readonly settings: TuningSettings;
  /** The head's parameters to start from. */
  readonly head: Float32Array<ArrayBuffer>;
  readonly loss: HeadSettings;
  readonly seed: number;
}

/** Fine-tuning from the beginning, or from a checkpoint. */
export interface TuneRequest {
  readonly replica: ReplicaRequest;
  readonly job: TuningJob;
  /** What is stored with the checkpoints, so that another visit can resume; undefined when resuming. */
  readonly plan: TuningPlan | undefined;
}

/** The callbacks of a fine-tuning run. */
export interface TuneHooks extends JobHooks {
  /** After each epoch. */
  readonly onEpoch: (epoch: Epoch) => void;
}

/** The best epoch of a fine-tuning run. */
export interface TuneAnswer {
  /** The whole backbone, in Keras's layout, and its SHA-256. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly sha256: string;
  readonly head: Head;
  readonly history: readonly Epoch[];
  readonly bestEpoch: number;
  /** The total time, including interrupted runs. */
  readonly seconds: number;
}

/** What a worker needs to write a project's file. */
export interface SaveRequest {
  readonly project: Project;
  /** Whether to include the photos' files. */
  readonly photos: boolean;
  /** All available backbones; the project's file gets those that it uses. */
  readonly backbones: readonly BackboneRef[];
}

/** What a worker needs to compute the size of a project's file. There may be very many photos, so only their hashes. */
export interface MeasureRequest {
  readonly project: Pick<Project, "backbone" | "models">;
  /** Without repetitions. */
  readonly photoHashes: readonly string[];
  readonly backbones: readonly BackboneRef[];
}

/** The approximate size of a project's file without its photos, and what it will lack. */
export interface MeasuredProject {
  /** In bytes. */
  readonly rest: number;
  /** How many photos have no features of the selected backbone, so that the file has only their labels. */
  readonly unseen: number;
}

/** The approximate size of a project's file, and what it will lack. */
export interface ProjectSize extends MeasuredProject {
  /** How many photos are loaded, and their size in bytes. */
  readonly photos: number;
  readonly photoBytes: number;
}

export interface OpenedProject extends Project {
  /** How many photos are missing and have no features of the project's backbone: they cannot be trained on. */
  readonly unseen: number;
}

/** The reference by which workers load one of the page's own backbones. */
export function servedRef({ file, ...info }: ServedBackbone, manifestUrl: string): BackboneRef {
  return { info, url: new URL(file, manifestUrl).href };
}
