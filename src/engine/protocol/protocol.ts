import type { Preprocessing } from "../../backbone/preprocess";
import type { BackboneInfo, BackboneWeights, ServedBackbone } from "../../backbone/weights";
import type { JobHooks } from "../../common/progress";
import type { Look } from "../../conditions/conditions";
import type { Split } from "../../dataset/sample";
import type { Evidence } from "../../head/evidence";
import type { Epoch, FitResult, FitSettings } from "../../head/fit-head";
import type { Head, LabelledRows } from "../../head/head";
import type { FemaleProbability, FemaleScores } from "../../metrics/probability";
import type { OpenedModel } from "../../models/opened";
import type { Project } from "../../project/project";
import type { NumberedPhotos, TuningJob } from "../../tuning/fine-tune";
import type { HeadSettings } from "../../tuning/head-pass";
import type { TuningSettings } from "../../tuning/tuning-settings";

/** A TensorFlow.js backend, by TensorFlow.js's own name. */
export type BackendName = "webgl" | "wasm";

/** A backbone and where a worker gets its weights from: an address, or this browser's own store. */
export interface BackboneRef {
  readonly info: BackboneInfo;
  readonly url: string | undefined;
  /** The values of one that this browser could not keep, for this visit only. */
  readonly values?: Blob;
}

/** Everything that the features of a photo depend on, besides the photo, and how they are computed. */
export interface Extraction {
  readonly backbone: BackboneRef;
  readonly preprocessing: Preprocessing;
  readonly backend: BackendName;
  /** Photos in one forward pass: more share a kernel's overhead, fewer show progress and stop sooner. */
  readonly batch: number;
}

/** What one file came to when it was read. */
export type ReadOutcome =
  | { readonly hash: string; readonly pixels: number; readonly reason?: undefined }
  | { readonly hash?: undefined; readonly pixels?: undefined; readonly reason: string };

/** Features of some files, row by row; a file that could not be decoded has a reason and zeros for a row. */
export interface FeatureChunk {
  /** [files, 1280] */
  readonly features: Float32Array<ArrayBuffer>;
  readonly failures: readonly { readonly index: number; readonly reason: string }[];
  /** The backend that computed them: WebAssembly where WebGL was asked for and got lost. */
  readonly backend: BackendName;
}

/** What some files look like, row by row; a file that could not be decoded has zeros for a row. */
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
  /** Undefined where the photo is not here: then only what was seen in it before can be used. */
  readonly file: Blob | undefined;
  readonly path: string;
  readonly hash: string;
  /** Width times height; undefined where its header was not read in this visit. */
  readonly pixels?: number | undefined;
}

/** A photo that is here. */
export interface PresentFile extends HashedFile {
  readonly file: Blob;
}

export function isPresent(photo: HashedFile): photo is PresentFile {
  return photo.file !== undefined;
}

/** A photo without what a worker need not know. */
export function sentPhoto({ file, path, hash, pixels }: PresentFile): PresentFile {
  return { file, path, hash, pixels };
}

/** A frame of a camera; where the browser has no `VideoFrame`, its middle square. */
export type CameraFrame = VideoFrame | ImageBitmap;

/** What a model can be shown. */
export type Picture = Blob | CameraFrame;

/** A model's answer about a picture, and what in the picture speaks for it. */
export interface Explanation extends Evidence {
  readonly female: FemaleProbability;
}

/** How photos are looked at in bad conditions. */
export interface StressRequest {
  readonly extraction: Extraction;
  readonly head: Head;
  /** The conditions, besides each photo as it is. */
  readonly looks: readonly Look[];
  readonly seed: number;
}

/** What a model says about photos in bad conditions; one that could not be decoded has a reason and zeros for a row. */
export interface StressChunk {
  /** Probability of "female", [files, 1 + looks]: of each photo as it is first. */
  readonly scores: Float32Array<ArrayBuffer>;
  readonly failures: FeatureChunk["failures"];
  readonly backend: BackendName;
}

/** Labels, 1 the positive class, and the probability of the positive class, one per label. */
export interface ScoredLabels {
  readonly labels: Uint8Array;
  readonly scores: Float64Array;
}

/** What a dropped file turned out to be. */
export type OpenedFile =
  | ({ readonly kind: "model" } & OpenedModel)
  /** Weights of a backbone alone, in Keras Applications' layout. */
  | { readonly kind: "backbone"; readonly info: BackboneInfo; readonly weights: BackboneWeights }
  /** A zip without a model in it; of photos, most likely. */
  | { readonly kind: "photos" };

/** How fast one backend ran this page's forward pass. */
export interface BackendSpeed {
  readonly backend: BackendName;
  readonly millisecondsPerPhoto: number;
  /** Photos in one forward pass at this speed. */
  readonly batch: number;
}

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

/** All that a worker needs to train a copy of the network. */
export interface ReplicaRequest {
  /** The backbone to start from, and the backend to train it on. */
  readonly extraction: Extraction;
  /** All photos, by whose place in this list the others know them. */
  readonly photos: readonly HashedFile[];
  readonly settings: TuningSettings;
  /** The head's parameters to start from. */
  readonly head: Float32Array<ArrayBuffer>;
  readonly loss: HeadSettings;
  readonly seed: number;
}

/** Fine-tuning from its beginning, or from where it was left. */
export interface TuneRequest {
  readonly replica: ReplicaRequest;
  readonly job: TuningJob;
  /** What is written down beside the checkpoints, so that another visit can go on; undefined to go on now. */
  readonly plan: TuningPlan | undefined;
}

/** What follows a fine-tuning. */
export interface TuneHooks extends JobHooks {
  /** After each epoch. */
  readonly onEpoch: (epoch: Epoch) => void;
}

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

/** The best epoch of a fine-tuning. */
export interface TuneAnswer {
  /** The whole backbone, in Keras's layout, and its SHA-256. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly sha256: string;
  readonly head: Head;
  readonly history: readonly Epoch[];
  readonly bestEpoch: number;
  /** All the time that it took, that of interrupted runs included. */
  readonly seconds: number;
}

/** A fine-tuning that was interrupted. */
export interface InterruptedTuning {
  readonly plan: TuningPlan;
  /** Finished epochs, and what they came to. */
  readonly epoch: number;
  readonly history: readonly Epoch[];
  readonly seconds: number;
}

/** What a worker needs to know to write a project's file. */
export interface SaveRequest {
  readonly project: Project;
  /** Whether the photos' files go into it too. */
  readonly photos: boolean;
  /** All backbones that are here; those that the project uses go into it. */
  readonly backbones: readonly BackboneRef[];
}

/** What a worker needs to know to measure a project's file: of the photos, of which there may be very many, only this. */
export interface MeasureRequest {
  readonly project: Pick<Project, "backbone" | "models">;
  /** Each once. */
  readonly photoHashes: readonly string[];
  readonly backbones: readonly BackboneRef[];
}

/** How large a project's file will be without its photos, about, and what it will lack. */
export interface MeasuredProject {
  /** In bytes. */
  readonly rest: number;
  /** How many photos the backbone to train on has not seen yet, so that only their labels go into the file. */
  readonly unseen: number;
}

/** How large a project's file will be, about, and what it will lack. */
export interface ProjectSize extends MeasuredProject {
  /** How many photos are here, and their bytes. */
  readonly photos: number;
  readonly photoBytes: number;
}

export interface OpenedProject extends Project {
  /** How many photos are neither here nor known to the project's backbone: they cannot be trained on. */
  readonly unseen: number;
}

/** The reference by which workers load one of the page's own backbones. */
export function servedRef({ file, ...info }: ServedBackbone, manifestUrl: string): BackboneRef {
  return { info, url: new URL(file, manifestUrl).href };
}
