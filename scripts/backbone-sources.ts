import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import * as hdf5 from "h5wasm/node";
import { type Width, widthName } from "../src/backbone/architecture";
import { checkpointFromFile } from "../src/backbone/hdf5";
import type { BackboneWeights } from "../src/backbone/weights";

/** `BASE_WEIGHT_PATH` in Keras's `keras/src/applications/mobilenet_v2.py`. */
export const KERAS_BUCKET = "https://storage.googleapis.com/tensorflow/keras-applications/mobilenet_v2/";

/** Places to search for checkpoints, in this order: `folder`, Keras's cache, the project's cache, a download. */
export interface SourceOptions {
  readonly folder?: string | undefined;
  readonly kerasCache: string;
  readonly projectCache: string;
  readonly baseUrl: string;
  /** Milliseconds without a response, or without another byte, after which a download is aborted. */
  readonly patience: number;
  /** Maximum expected duration of a download in milliseconds, estimated from its speed so far. */
  readonly longest: number;
}

export type Found = { readonly weights: BackboneWeights; readonly origin: string };
export type Missing = { readonly reasons: readonly string[] };

/** The settings of a build, from the environment and Keras's defaults. */
export function defaultSources(root: string, env: NodeJS.ProcessEnv = process.env): SourceOptions {
  return {
    folder: env.BACKBONE_DIR ? resolve(root, env.BACKBONE_DIR) : undefined,
    kerasCache: join(env.KERAS_HOME ?? join(homedir(), ".keras"), "models"),
    projectCache: join(root, ".cache", "backbones"),
    baseUrl: env.BACKBONE_URL || KERAS_BUCKET,
    patience: 5_000,
    longest: 120_000,
  };
}

/** The file name of the checkpoint of this width in Keras Applications. */
export function checkpointName(width: Width): string {
  return `mobilenet_v2_weights_tf_dim_ordering_tf_kernels_${widthName(width)}_224_no_top.h5`;
}

/** Finds the ImageNet checkpoint of `width`, or reports for every place why it was not found. Never throws. */
export async function findCheckpoint(width: Width, options: SourceOptions): Promise<Found | Missing> {
  const name = checkpointName(width);
  const reasons: string[] = [];
  const places = [
    {
      folder: options.folder,
      origin: "ImageNet weights of Keras Applications, from a folder given to the build",
    },
    { folder: options.kerasCache, origin: "ImageNet weights of Keras Applications, from Keras's own cache" },
    { folder: options.projectCache, origin: "ImageNet weights of Keras Applications, downloaded" },
  ];
  for (const { folder, origin } of places) {
    if (folder === undefined) continue;
    const path = join(folder, name);
    if (!(await exists(path))) continue;
    const outcome = await read(path, width);
    if ("weights" in outcome) return { weights: outcome.weights, origin };
    reasons.push(outcome.reason);
  }
  const url = `${options.baseUrl.replace(/\/*$/, "/")}${name}`;
  const outcome = await download(url, join(options.projectCache, name), width, options);
  if ("weights" in outcome)
    return { weights: outcome.weights, origin: "ImageNet weights of Keras Applications, downloaded" };
  return { reasons: [...reasons, outcome.reason] };
}

/** Reads the checkpoint at `path`, which must have the requested width. */
export async function read(
  path: string,
  width: Width,
): Promise<{ weights: BackboneWeights } | { reason: string }> {
  try {
    const weights = await checkpointFromFile(hdf5, path, path);
    if (weights.width !== width)
      return { reason: `${path} is of width ${widthName(weights.width)}, not ${widthName(width)}.` };
    return { weights };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Downloads to a temporary file, validates it, and only then renames it. */
async function download(
  url: string,
  target: string,
  width: Width,
  options: SourceOptions,
): Promise<{ weights: BackboneWeights } | { reason: string }> {
  const part = `${target}.${process.pid}.part`;
  try {
    const bytes = await fetchWithin(url, options);
    await mkdir(options.projectCache, { recursive: true });
    await writeFile(part, bytes);
    const outcome = await read(part, width);
    if ("weights" in outcome) await rename(part, target);
    else return { reason: `${url} did not give a usable checkpoint. ${outcome.reason}` };
    return outcome;
  } catch (error) {
    return { reason: `${url} could not be downloaded: ${reasonOf(error)}` };
  } finally {
    await rm(part, { force: true });
  }
}

/** The body of `url`. Fails if the server is silent for too long, or too slow overall. */
async function fetchWithin(url: string, { patience, longest }: SourceOptions): Promise<Uint8Array> {
  const controller = new AbortController();
  const giveUp = (reason: string) => controller.abort(new Error(reason));
  let silence = setTimeout(giveUp, patience, `no answer within ${patience} ms`);
  const started = performance.now();
  try {
    const response = await fetch(url, { signal: controller.signal });
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    const total = Number(response.headers.get("content-length") ?? 0);
    const chunks: Uint8Array[] = [];
    let length = 0;
    for await (const chunk of response.body) {
      clearTimeout(silence);
      silence = setTimeout(giveUp, patience, `no further data within ${patience} ms`);
      chunks.push(chunk);
      length += chunk.length;
      const elapsed = performance.now() - started;
      const expected = elapsed * Math.max(1, total / length);
      if (elapsed > patience && expected > longest) giveUp(`it would take ${Math.round(expected / 1000)} s`);
    }
    if (total > 0 && length < total) throw new Error(`it was cut off after ${length} of ${total} bytes`);
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(silence);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
