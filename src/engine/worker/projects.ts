import { parameterCount } from "../../backbone/architecture";
import type { BackendName } from "../../backbone/backend";
import type { FeatureKind } from "../../backbone/preprocess";
import { PREPROCESSING_VERSIONS } from "../../backbone/preprocess";
import {
  type BackboneInfo,
  backboneTitle,
  isOpened,
  isToTrainOn,
  openedBackbone,
  sameBackbone,
} from "../../backbone/weights";
import { AppError } from "../../common/error";
import type { JobHooks } from "../../common/progress";
import { absentHashes, type LeftOut } from "../../dataset/sample";
import { hashesOf, kindsOf, type Project, ROW_BYTES } from "../../project/project";
import { readProject, type StoredProject } from "../../project/read-project";
import { type FeatureRow, type FeatureSource, writeProject } from "../../project/write-project";
import { featuresFrom, keepFeatures, type Origin, photosWithFeatures } from "../../storage/feature-cache";
import { keepBackbone } from "../../storage/stored-backbones";
import { countUnseen } from "../protocol/absent-photos";
import type {
  BackboneRef,
  MeasuredProject,
  MeasureRequest,
  OpenedProject,
  SaveRequest,
} from "../protocol/protocol";
import { loadWeights } from "./load-weights";
import { readPhoto } from "./read-photo";

const BACKENDS: readonly BackendName[] = ["wasm", "webgl"];

/** Photos whose features are read from the cache at once: some 1.3 MB. */
const ROWS_AT_ONCE = 256;

/** Photos that are unpacked in parallel: unpacking a small one is mostly waiting for streams. */
const PHOTOS_AT_ONCE = 8;

/** Size in bytes of a project's file, without its photos and without `project.json`, which is comparatively small. */
export async function measureProject({
  project,
  photoHashes,
  backbones,
}: MeasureRequest): Promise<MeasuredProject> {
  let rest = usedBackbones(project, backbones).reduce((sum, { info }) => sum + bytesOf(info), 0);
  let unseen = photoHashes.length;
  for (const kind of kindsOf(project)) {
    const kept = await photosWithFeatures(photoHashes, kind, originsOf(kind, project));
    rest += kept.size * ROW_BYTES;
    if (kind.backbone === project.backbone && kind.preprocessing === "keras") unseen -= kept.size;
  }
  return { rest, unseen };
}

/**
 * Writes a project's file with the cached features of its photos.
 * @throws AbortError when stopped; AppError of `writeProject`, or `no-backbone`
 */
export async function saveProject(
  { project, backbones, photos }: SaveRequest,
  hooks: JobHooks,
): Promise<Blob> {
  const used = new Map(usedBackbones(project, backbones).map((ref) => [ref.info, ref]));
  const sources = {
    features: await featuresOf(project),
    backbones: [...used.keys()],
    weightsOf: (info: BackboneInfo) => loadWeights(used.get(info) ?? { info, url: undefined }),
  };
  return writeProject(project, sources, { photos, ...hooks });
}

/** The backbones that a project's models and its setting use, as far as they are available here. */
function usedBackbones(
  project: MeasureRequest["project"],
  backbones: readonly BackboneRef[],
): readonly BackboneRef[] {
  const used = new Set(kindsOf(project).map(({ backbone }) => backbone));
  return backbones.filter(({ info }) => used.has(info.sha256));
}

function bytesOf({ width }: BackboneInfo): number {
  return parameterCount(width) * Float32Array.BYTES_PER_ELEMENT;
}

async function featuresOf(project: Project): Promise<FeatureSource[]> {
  const hashes = hashesOf(project);
  const sources: FeatureSource[] = [];
  for (const kind of kindsOf(project)) {
    const origins = originsOf(kind, project);
    const kept = await photosWithFeatures(hashes, kind, origins);
    if (kept.size === 0) continue;
    sources.push({ ...kind, photos: hashes.length, rows: () => rowsOf(hashes, kind, origins) });
  }
  return sources;
}

/**
 * The origins of the features for the file, in order of preference: first the backend of the newest model, so that
 * training elsewhere reproduces that model.
 */
function originsOf(kind: FeatureKind, { models }: Pick<Project, "models">): Origin[] {
  const trained = models
    .filter(
      ({ backbone, preprocessing }) =>
        backbone.sha256 === kind.backbone && preprocessing === kind.preprocessing,
    )
    .toSorted((a, b) => b.created - a.created);
  const used = trained.flatMap(({ run }) => BACKENDS.filter((backend) => backend === run?.backend));
  return [...new Set<Origin>([...used.slice(0, 1), "project", ...used, ...BACKENDS])];
}

async function* rowsOf(
  hashes: readonly string[],
  kind: FeatureKind,
  origins: readonly Origin[],
): AsyncGenerator<readonly FeatureRow[]> {
  for (let start = 0; start < hashes.length; start += ROWS_AT_ONCE) {
    const some = hashes.slice(start, start + ROWS_AT_ONCE);
    const rows = await featuresFrom(some, kind, origins);
    yield some.map((hash, index) => ({ hash, values: rows[index] }));
  }
}

/**
 * Opens a project's file: checks all of it first, then stores its features and its backbones.
 * @param served the backbones that the page serves
 * @throws AbortError when stopped; AppError `bad-project`, or `storage` if the browser stores nothing
 */
export async function openProject(
  file: Blob,
  name: string,
  served: readonly BackboneInfo[],
  { signal, onProgress }: JobHooks,
): Promise<OpenedProject> {
  const stored = await readProject(file, name, signal);
  const { json } = stored;
  const kept = json.features.reduce((sum, { rows }) => sum + rows.length * ROW_BYTES, 0);
  let done = 0;
  const advance = (bytes: number) => {
    signal.throwIfAborted();
    done += bytes;
    onProgress({ stage: "open", done, total: stored.bytes + kept });
  };
  for (const table of json.features) {
    for await (const rows of stored.rows(table, signal)) advance(rows.size * ROW_BYTES);
  }
  for (const backbone of json.backbones) {
    await stored.weights(backbone, signal);
    advance(bytesOf(backbone));
  }
  const photos = await openPhotos(stored, advance, signal);
  const backbones = new Map(
    json.backbones.map((info) => [info.sha256, nameHere(info, served, json.backbone, name)]),
  );
  await keepFeatureTables(stored, advance, signal);
  for (const info of backbones.values()) {
    // Stored again even if it was before: another tab may have deleted it since.
    if (!served.includes(info)) await keepBackbone(info, await stored.weights(info, signal));
  }
  const project = projectOf(stored, photos, backbones);
  const absent = absentHashes(project.samples);
  const { backbone } = project;
  return { ...project, unseen: backbone === undefined ? absent.length : await countUnseen(absent, backbone) };
}

interface OpenedPhotos {
  /** The photos' files, by hash. */
  readonly files: ReadonlyMap<string, Blob>;
  /** Why the others cannot be used, by hash. */
  readonly reasons: ReadonlyMap<string, string>;
}

/** The photos in the file, read like dropped ones. */
async function openPhotos(
  stored: StoredProject,
  advance: (bytes: number) => void,
  signal: AbortSignal,
): Promise<OpenedPhotos> {
  const files = new Map<string, Blob>();
  const reasons = new Map<string, string>();
  const inside = new Map(
    stored.json.samples.flatMap(({ hash, path, photo }) => (photo ? [[hash, path] as const] : [])),
  );
  const all = [...inside];
  for (let start = 0; start < all.length; start += PHOTOS_AT_ONCE) {
    const some = all.slice(start, start + PHOTOS_AT_ONCE);
    await Promise.all(
      some.map(async ([hash, path]) => {
        const opened = await openPhoto(stored, hash, path, signal);
        if (typeof opened === "string") reasons.set(hash, opened);
        else files.set(hash, opened);
        advance(typeof opened === "string" ? 0 : opened.size);
      }),
    );
  }
  return { files, reasons };
}

/** A photo's file, or the reason why it cannot be used. */
async function openPhoto(
  stored: StoredProject,
  hash: string,
  path: string,
  signal: AbortSignal,
): Promise<Blob | string> {
  let file: Blob;
  try {
    file = await stored.photo(hash, signal);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return "It is damaged in the project’s file.";
  }
  const outcome = await readPhoto({ file, path });
  if (outcome.reason !== undefined) return outcome.reason;
  return outcome.hash === hash ? file : "It is not the photo that the project lists.";
}

/**
 * The title of a backbone on this page. A file may name its own as it likes, but not pass it off as the page's.
 * @param trainedOn SHA-256 of the project's backbone to train on. If that is a retired starter, it counts as the
 *   project's own, so that training continues as before: no other backbone may have features of its photos.
 */
function nameHere(
  info: BackboneInfo,
  served: readonly BackboneInfo[],
  trainedOn: string | null,
  file: string,
): BackboneInfo {
  const same = served.find((one) => sameBackbone(one, info));
  if (same !== undefined && (isToTrainOn(same) || info.sha256 !== trainedOn)) return same;
  return isOpened(info)
    ? info
    : openedBackbone(`${backboneTitle(info)}, from ${file}`, file, info.width, info.sha256);
}

async function keepFeatureTables(
  stored: StoredProject,
  advance: (bytes: number) => void,
  signal: AbortSignal,
): Promise<void> {
  for (const table of stored.json.features) {
    // Photos are preprocessed differently now: these features no longer apply.
    if (table.version !== PREPROCESSING_VERSIONS[table.preprocessing]) continue;
    for await (const rows of stored.rows(table, signal)) {
      await keepFeatures(rows, table, "project").catch((cause) => {
        throw new AppError("storage", "The photos’ features could not be stored in this browser.", {
          file: stored.name,
          next: "Free some disk space or leave private browsing, then open the project again.",
          cause,
        });
      });
      advance(rows.size * ROW_BYTES);
    }
  }
}

function projectOf(
  { json }: StoredProject,
  { files, reasons }: OpenedPhotos,
  backbones: ReadonlyMap<string, BackboneInfo>,
): Project {
  const broken: LeftOut[] = [];
  const samples = json.samples.flatMap(({ path, label, split, hash }) => {
    const reason = reasons.get(hash);
    if (reason === undefined)
      return [{ path, label, split: split ?? undefined, hash, file: files.get(hash) }];
    broken.push({ path, reason });
    return [];
  });
  const { readSeconds, settings, backbone, positive, models } = json;
  return {
    samples,
    leftOut: [...json.leftOut, ...broken],
    readSeconds,
    settings,
    backbone: backbone ?? undefined,
    positive,
    models: models.map((model) => ({
      ...model,
      backbone: backbones.get(model.backbone.sha256) ?? model.backbone,
    })),
  };
}
