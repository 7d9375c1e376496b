import * as v from "valibot";
import { FEATURE_COUNT } from "../backbone/architecture";
import type { FeatureKind } from "../backbone/preprocess";
import type { BackboneInfo, BackboneWeights } from "../backbone/weights";
import { AppError } from "../common/error";
import type { OnProgress } from "../common/progress";
import { count } from "../common/words";
import { NewZip } from "../common/write-zip";
import { filesOf } from "../dataset/sample";
import { modelSchema, modelToJson, whatIsWrong } from "../models/schemas";
import {
  backboneEntry,
  type Enclosed,
  featuresEntry,
  MAX_ENTRIES,
  MAX_JSON_BYTES,
  MAX_TOTAL_BYTES,
  PROJECT_ENTRY,
  type Project,
  photoEntry,
  projectToJson,
  ROW_BYTES,
} from "./project";

/** The cached features of one photo: 1,280 values, or undefined if there are none. */
export interface FeatureRow {
  readonly hash: string;
  readonly values: Float32Array | undefined;
}

/** Features of one kind, read in chunks, because all of them may be hundreds of megabytes. */
export interface FeatureSource extends FeatureKind {
  /** Number of photos; there may be fewer rows. */
  readonly photos: number;
  readonly rows: () => AsyncIterable<readonly FeatureRow[]>;
}

/** Sources of the large parts of a project. */
export interface ProjectSources {
  readonly features: readonly FeatureSource[];
  readonly backbones: readonly BackboneInfo[];
  readonly weightsOf: (backbone: BackboneInfo) => Promise<BackboneWeights>;
}

export interface WriteOptions {
  /** Whether to include the photos' files. */
  readonly photos: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/** Instructions for people who unpack the zip. */
const README = `This is a project of Twofold, a web page that trains a face gender classifier in the browser.
To open it, drop the .twofold file onto the page.

project.json   photos (path, label, split, SHA-256), settings, and models with their metrics
features/      the features of each photo: rows of 1280 little-endian float32, in the
               order of "rows" in project.json
backbones/     the backbones' weights as little-endian float32
photos/        the photos by their SHA-256, if they were included: then give this file only to
               people who may see them
`;

/**
 * Writes a project as one zip.
 * @throws AbortError when stopped; AppError `bad-project` if it is too large to be opened again,
 *   `unreadable-file` for a photo that can no longer be read, and whatever `sources` throws
 */
export async function writeProject(
  project: Project,
  sources: ProjectSources,
  { photos, signal, onProgress }: WriteOptions,
): Promise<Blob> {
  const files = photos ? filesOf(project.samples) : new Map<string, Blob>();
  const total = sizeOf(files) + sources.features.reduce((sum, { photos }) => sum + photos * ROW_BYTES, 0);
  requireRoom(files.size, total);
  let done = 0;
  const advance = (bytes: number) => {
    signal.throwIfAborted();
    done += bytes;
    onProgress({ stage: "save", done, total });
  };
  const zip = new NewZip({ signal });
  try {
    advance(0);
    await zip.addText("README.txt", README);
    const features = [];
    for (const source of sources.features) features.push(await addFeatures(zip, source, advance));
    for (const backbone of sources.backbones) await addWeights(zip, backbone, sources);
    for (const [hash, file] of files) {
      await addPhoto(zip, hash, file, project);
      advance(file.size);
    }
    await addJson(zip, project, { photos: files, features, backbones: sources.backbones });
    return await zip.close();
  } catch (thrown) {
    await zip.discard(thrown);
    signal.throwIfAborted();
    throw thrown;
  }
}

function sizeOf(files: ReadonlyMap<string, Blob>): number {
  return [...files.values()].reduce((sum, { size }) => sum + size, 0);
}

function requireRoom(files: number, bytes: number): void {
  if (files < MAX_ENTRIES / 2 && bytes < MAX_TOTAL_BYTES) return;
  const size = `${count(files)} photos and ${count(Math.ceil(bytes / 2 ** 30))} GB`;
  throw new AppError("bad-project", `The project is too large for one file: ${size}.`, {
    next: "Save it without the photos.",
  });
}

/** Streams features into the zip. @returns the hashes of the rows, and of the missing photos */
async function addFeatures(
  zip: NewZip,
  source: FeatureSource,
  advance: (bytes: number) => void,
): Promise<Enclosed["features"][number]> {
  const rows: string[] = [];
  const missing: string[] = [];
  async function* bytes(): AsyncGenerator<Uint8Array> {
    for await (const batch of source.rows()) {
      const kept = batch.filter(
        ({ values }) => values?.length === FEATURE_COUNT && values.every(Number.isFinite),
      );
      const block = new Float32Array(kept.length * FEATURE_COUNT);
      for (const [index, { values }] of kept.entries()) block.set(values ?? [], index * FEATURE_COUNT);
      const hashes = new Set(kept.map(({ hash }) => hash));
      for (const { hash } of batch) (hashes.has(hash) ? rows : missing).push(hash);
      advance(batch.length * ROW_BYTES);
      yield new Uint8Array(block.buffer);
    }
  }
  await zip.addBytes(featuresEntry(source), streamOf(bytes()));
  const { backbone, preprocessing } = source;
  return { backbone, preprocessing, rows, missing };
}

async function addWeights(zip: NewZip, backbone: BackboneInfo, { weightsOf }: ProjectSources): Promise<void> {
  const { values } = await weightsOf(backbone);
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  await zip.addBytes(backboneEntry(backbone.sha256), bytes);
}

async function addPhoto(zip: NewZip, hash: string, file: Blob, { samples }: Project): Promise<void> {
  try {
    await zip.addBytes(photoEntry(hash), file);
  } catch (cause) {
    if (!(cause instanceof DOMException) || cause.name === "AbortError") throw cause;
    const path = samples.find((sample) => sample.hash === hash)?.path;
    throw new AppError("unreadable-file", "A photo could not be read: it was moved or changed.", {
      ...(path !== undefined && { file: path }),
      next: "Drop its folder again, or save the project without the photos.",
      cause,
    });
  }
}

async function addJson(zip: NewZip, project: Project, enclosed: Enclosed): Promise<void> {
  for (const model of project.models) requireReadable(model);
  const json = new Blob([JSON.stringify(projectToJson(project, enclosed))]);
  if (json.size > MAX_JSON_BYTES) {
    const size = count(Math.ceil(json.size / 2 ** 20));
    throw new AppError("bad-project", `Labels and models take ${size} MB; the limit is 64 MB.`, {
      next: "Delete models that you no longer need, then save again.",
    });
  }
  await zip.addText(PROJECT_ENTRY, json);
}

/** Rejects a model that could not be opened again (training diverged), so that it does not make the file unreadable. */
function requireReadable(model: Project["models"][number]): void {
  const { success, issues } = v.safeParse(modelSchema, JSON.parse(JSON.stringify(modelToJson(model))));
  if (success) return;
  throw new AppError("bad-project", `“${model.name}” cannot be saved: ${whatIsWrong(issues)}.`, {
    next: "Delete that model under Models, then save again.",
  });
}

function streamOf(chunks: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return(undefined);
    },
  });
}
