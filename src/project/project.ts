/**
 * The project file: all of a user's work, as one zip that opens in any browser.
 *
 * - `project.json`: photos (path, label, part, hash), settings, models; checked by `projectSchema`
 * - `features/<SHA-256 of the backbone>-<preprocessing>.f32`: cached features, rows of 1,280
 *   little-endian float32 in the order of `features[].rows`
 * - `backbones/<SHA-256>.f32`: their weights, in the order of `variables(width)`
 * - `photos/<SHA-256>`: the photos themselves, if the user chose to include them
 */
import * as v from "valibot";
import { FEATURE_COUNT } from "../backbone/architecture";
import { PREPROCESSING_VERSIONS, type Preprocessing } from "../backbone/preprocess";
import type { BackboneInfo } from "../backbone/weights";
import { LABELS, type Label } from "../common/label";
import type { NewDataset } from "../dataset/edits";
import { segmentsOf } from "../dataset/paths";
import type { TrainingSettings } from "../head/head-settings";
import type { TrainedModel } from "../models/model";
import {
  backboneInfoSchema,
  hashSchema,
  leftOutSchema,
  modelSchema,
  modelToJson,
  preprocessingSchema,
  settingsSchema,
} from "../models/schemas";

export const FORMAT = "twofold-project/1";

export const PROJECT_ENTRY = "project.json";

/** Bytes of one photo's features. */
export const ROW_BYTES = FEATURE_COUNT * Float32Array.BYTES_PER_ELEMENT;

/** Limits for writing and opening. */
export const MAX_JSON_BYTES = 64 * 2 ** 20;
export const MAX_TOTAL_BYTES = 8 * 2 ** 30;
export const MAX_ENTRIES = 200_000;

/** The content of a project, except features and backbone weights. */
export interface Project extends NewDataset {
  readonly settings: TrainingSettings;
  /** SHA-256 of the backbone to train on. */
  readonly backbone: string | undefined;
  /** The label that "positive" means in precision, recall and the ROC curve. */
  readonly positive: Label;
  readonly models: readonly TrainedModel[];
}

/** A kind of features: by backbone and preprocessing. */
export interface FeatureKind {
  /** SHA-256 of the backbone. */
  readonly backbone: string;
  readonly preprocessing: Preprocessing;
}

export function featuresEntry({ backbone, preprocessing }: FeatureKind): string {
  return `features/${backbone}-${preprocessing}.f32`;
}

export function backboneEntry(sha256: string): string {
  return `backbones/${sha256}.f32`;
}

export function photoEntry(hash: string): string {
  return `photos/${hash}`;
}

/** A relative path without `.` or `..` segments. */
const pathSchema = v.pipe(
  v.string(),
  v.maxLength(4096),
  v.transform((path) => segmentsOf(path).join("/")),
);

const sampleSchema = v.object({
  path: v.pipe(pathSchema, v.nonEmpty()),
  label: v.picklist(LABELS),
  /** The split that the photo's folder named; null if the split is drawn by seed. */
  split: v.nullable(v.picklist(["train", "val", "test"])),
  /** SHA-256 of the file's bytes. */
  hash: hashSchema,
  /** Whether `photos/<hash>` is in the zip. */
  photo: v.boolean(),
});

const hashes = v.pipe(
  v.array(hashSchema),
  v.check((list) => new Set(list).size === list.length, "a photo is listed twice"),
);

const featuresSchema = v.object({
  backbone: hashSchema,
  preprocessing: preprocessingSchema,
  /** Changes with the preprocessing: features of another version cannot be used. */
  version: v.string(),
  /** The hash of each row's photo. */
  rows: hashes,
  /** Photos without cached features. */
  missing: hashes,
});

/** The content of `project.json`. */
export const projectSchema = v.object({
  format: v.literal(FORMAT),
  samples: v.array(sampleSchema),
  leftOut: v.array(v.object({ ...leftOutSchema.entries, path: pathSchema })),
  readSeconds: v.pipe(v.number(), v.minValue(0)),
  settings: settingsSchema,
  backbone: v.nullable(hashSchema),
  positive: v.picklist(LABELS),
  features: v.array(featuresSchema),
  /** The backbones whose weights are in the zip. */
  backbones: v.array(backboneInfoSchema),
  /** As `modelToJson` writes them: heads as base64 of float32, evaluations as plain arrays. */
  models: v.array(modelSchema),
});

export type ProjectJson = v.InferOutput<typeof projectSchema>;

/** The content of the zip besides `project.json`. */
export interface Enclosed {
  /** Hashes of the photos whose files are included. */
  readonly photos: ReadonlyMap<string, unknown>;
  readonly features: readonly (FeatureKind & {
    readonly rows: readonly string[];
    readonly missing: readonly string[];
  })[];
  readonly backbones: readonly BackboneInfo[];
}

/** `project.json` of a project; parsing it with `projectSchema` restores it bit by bit. */
export function projectToJson(project: Project, { photos, features, backbones }: Enclosed): unknown {
  const { samples, leftOut, readSeconds, settings, backbone, positive, models } = project;
  return {
    format: FORMAT,
    samples: samples.map(({ path, label, split, hash }) => ({
      path,
      label,
      split: split ?? null,
      hash,
      photo: photos.has(hash),
    })),
    leftOut: leftOut.map(({ path, reason }) => ({ path, reason })),
    readSeconds,
    settings: { ...settings, patience: settings.patience ?? null },
    backbone: backbone ?? null,
    positive,
    features: features.map(({ backbone, preprocessing, rows, missing }) => ({
      backbone,
      preprocessing,
      version: PREPROCESSING_VERSIONS[preprocessing],
      rows,
      missing,
    })),
    backbones: backbones.map(({ id, width, origin, sha256 }) => ({ id, width, origin, sha256 })),
    models: models.map(modelToJson),
  };
}

/** The distinct kinds of features used by a project's setting and models; the setting's first. */
export function kindsOf({ backbone, models }: Pick<Project, "backbone" | "models">): readonly FeatureKind[] {
  const kinds = [
    ...(backbone === undefined ? [] : [{ backbone, preprocessing: "keras" as const }]),
    ...models.map((model) => ({ backbone: model.backbone.sha256, preprocessing: model.preprocessing })),
  ];
  return [...new Map(kinds.map((kind) => [featuresEntry(kind), kind])).values()];
}

/** The distinct photo hashes, in a fixed order. */
export function hashesOf({ samples }: Project): string[] {
  return [...new Set(samples.map(({ hash }) => hash))].sort();
}

/** The files of the loaded photos, by hash. */
export function filesOf({ samples }: Project): ReadonlyMap<string, Blob> {
  return new Map(samples.flatMap(({ hash, file }) => (file === undefined ? [] : [[hash, file] as const])));
}
