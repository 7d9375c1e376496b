import * as tf from "@tensorflow/tfjs-core";
import { MAP_PLACES } from "../../backbone/activation-map";
import { FEATURE_COUNT, INPUT_SIZE } from "../../backbone/architecture";
import { Backbone } from "../../backbone/backbone";
import type { BackendName, BackendSpeed } from "../../backbone/backend";
import { INPUT_LENGTH, type Preprocessing } from "../../backbone/preprocess";
import { AppError } from "../../common/error";
import type { Pixels } from "../../conditions/rgb-pixels";
import type { BackboneRef, Extraction } from "../protocol/protocol";
import { loadWeights } from "./load-weights";
import { copyPixels } from "./pixels";
import { BACKENDS, mayStart, startBackend, unlessContextLost } from "./start-backend";

/** The batch sizes that are timed, per backend: a graphics card may be faster with larger ones. */
const BATCHES: Readonly<Record<BackendName, readonly number[]>> = { wasm: [8], webgl: [8, 16, 32] };

/**
 * How often a backend is timed if there is a rival; the fastest run counts, because interruptions only slow it down.
 */
const TIMINGS = 3;

/**
 * If the first convolution alone takes longer than this many times what the best backend needs for a whole photo, the
 * backend is ruled out: that convolution is less than a tenth of the work. This saves compiling all other shaders,
 * which takes two seconds for WebGL in software.
 */
const HOPELESS = 1.5;

/** The one backbone that this thread has loaded, on one backend. Owned here; replaced when another is requested. */
let loaded: { readonly key: string; readonly backbone: Backbone } | undefined;

/** After a lost context, or if WebGL does not start, this thread stays with WebAssembly. */
let webglLost = false;

/** The backend that is used when `wanted` is requested. */
export function effectiveBackend(wanted: BackendName): BackendName {
  return webglLost ? "wasm" : wanted;
}

/**
 * Features of some pictures; if the WebGL context is lost, they are recomputed with WebAssembly.
 * @param rgb at most `extraction.batch` of them
 * @returns [rgb, 1280]
 */
export function extract(rgb: readonly Pixels[], extraction: Extraction): Promise<Float32Array> {
  return run(pictures(rgb), extraction, (backbone, images) => backbone.extractFrom(images), FEATURE_COUNT);
}

/**
 * The same for pictures that are already the backbone's input.
 * @param batch room for `extraction.batch` pictures of 224 × 224 × 3 values, of which the first `count` are used
 * @returns [count, 1280]
 */
export function extractInputs(
  batch: Float32Array,
  count: number,
  extraction: Extraction,
): Promise<Float32Array> {
  const images: Images = { count, values: (size) => batch.subarray(0, size * INPUT_LENGTH) };
  return run(images, extraction, (backbone, input) => backbone.extractFrom(input), FEATURE_COUNT);
}

/** The last feature map of one picture, likewise. @returns [7, 7, 1280] */
export function extractMap(rgb: Pixels, extraction: Extraction): Promise<Float32Array> {
  const values = MAP_PLACES * FEATURE_COUNT;
  return run(pictures([rgb]), extraction, (backbone, images) => backbone.mapFrom(images), values);
}

/** The input of a pass. */
interface Images {
  readonly count: number;
  /** `size` × 224 × 224 × 3 values, valid until the next call; those after the first `count` images do not matter. */
  readonly values: (size: number, preprocessing: Preprocessing) => Float32Array;
}

function pictures(rgb: readonly Pixels[]): Images {
  return { count: rgb.length, values: (size, preprocessing) => copyPixels(rgb, size, preprocessing) };
}

/** What to compute from images [n, 224, 224, 3], which the caller still owns. */
type Pass = (backbone: Backbone, images: tf.Tensor4D) => Promise<Float32Array>;

/** @param values the number of values that the pass computes per image */
function run(images: Images, extraction: Extraction, pass: Pass, values: number): Promise<Float32Array> {
  return exclusively(async () => {
    if (effectiveBackend(extraction.backend) === "webgl") {
      const computed = await runWithWebgl(images, extraction, pass);
      if (computed !== undefined) return computed.subarray(0, images.count * values);
    }
    const backbone = await backboneOn(extraction.backbone, effectiveBackend(extraction.backend));
    return passOver(images, images.count, extraction, (input) => pass(backbone, input));
  });
}

/** Undefined if WebGL cannot be used or its context was lost; from then on WebAssembly is used. */
async function runWithWebgl(
  images: Images,
  extraction: Extraction,
  pass: Pass,
): Promise<Float32Array | undefined> {
  try {
    const backbone = await backboneOn(extraction.backbone, "webgl");
    // Shaders are compiled for each batch size, so there are only two: one photo and a full batch.
    const size = images.count === 1 ? 1 : extraction.batch;
    return await passOver(images, size, extraction, (input) => unlessContextLost(pass(backbone, input)));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "no-backend") throw error;
    webglLost = true;
    // Its tensors are gone with the context; disposing of them would call the dead backend.
    loaded = undefined;
    return undefined;
  }
}

async function passOver(
  images: Images,
  size: number,
  { preprocessing }: Extraction,
  pass: (input: tf.Tensor4D) => Promise<Float32Array>,
): Promise<Float32Array> {
  const input = tf.tensor4d(images.values(size, preprocessing), [size, INPUT_SIZE, INPUT_SIZE, 3]);
  try {
    return await pass(input);
  } finally {
    input.dispose();
  }
}

let last: Promise<unknown> = Promise.resolve();

/** Runs one task at a time on this thread's backbone, so that none replaces it while another uses it. */
function exclusively<T>(task: () => Promise<T>): Promise<T> {
  const turn = last.then(task);
  last = turn.catch(() => undefined);
  return turn;
}

/**
 * Times every backend that starts here and may be the fastest. The fastest comes first.
 * @throws AppError `no-backend` if none starts
 */
export async function measureBackends(ref: BackboneRef): Promise<BackendSpeed[]> {
  const speeds: BackendSpeed[] = [];
  const candidates = BACKENDS.filter(mayStart);
  // The speed of the only backend just serves to estimate how long a job will take.
  const timings = candidates.length === 1 ? 1 : TIMINGS;
  let failure: unknown;
  for (const backend of candidates) {
    try {
      const best = Math.min(...speeds.map((speed) => speed.millisecondsPerPhoto));
      const speed = await exclusively(() => timeBackend(ref, backend, best, timings));
      if (speed !== undefined) speeds.push(speed);
    } catch (error) {
      // A backend that does not start, or fails, is skipped; a missing backbone is an error.
      if (error instanceof AppError && error.code !== "no-backend") throw error;
      failure = error;
    }
  }
  if (speeds.length === 0) {
    throw new AppError(
      "no-backend",
      "This browser can use neither WebAssembly nor the graphics card for computing.",
      {
        next: "Use a current Chrome, Edge, Firefox or Safari.",
        cause: failure,
      },
    );
  }
  return speeds.sort((a, b) => a.millisecondsPerPhoto - b.millisecondsPerPhoto);
}

/** Milliseconds per photo at the fastest batch size; undefined for a backend that cannot beat the best one. */
async function timeBackend(
  ref: BackboneRef,
  backend: BackendName,
  best: number,
  timings: number,
): Promise<BackendSpeed | undefined> {
  const backbone = await backboneOn(ref, backend);
  const waitFor = <T>(running: Promise<T>) => (backend === "webgl" ? unlessContextLost(running) : running);
  if (await isHopeless(backbone, best, waitFor)) return undefined;
  const input = new Float32Array(Math.max(...BATCHES[backend]) * INPUT_LENGTH);
  const time = (count: number) =>
    timeOf(() => waitFor(backbone.extract(input.subarray(0, count * INPUT_LENGTH), count)));
  // The first pass of a size compiles shaders, so it is not timed.
  await time(1);
  let fastest: BackendSpeed = {
    backend,
    millisecondsPerPhoto: await time(1),
    batch: BATCHES[backend][0] ?? 1,
  };
  for (const batch of BATCHES[backend]) {
    if (backend === "webgl") await time(batch);
    for (let timing = 0; timing < timings; timing++) {
      const millisecondsPerPhoto = (await time(batch)) / batch;
      if (millisecondsPerPhoto < fastest.millisecondsPerPhoto)
        fastest = { backend, millisecondsPerPhoto, batch };
    }
  }
  return fastest;
}

/** @param best milliseconds that the best backend needs for a photo; Infinity if there is none yet */
async function isHopeless(
  backbone: Backbone,
  best: number,
  waitFor: (running: Promise<void>) => Promise<void>,
): Promise<boolean> {
  if (!Number.isFinite(best)) return false;
  const image = tf.zeros<tf.Rank.R4>([1, INPUT_SIZE, INPUT_SIZE, 3]);
  try {
    const stem = () => timeOf(() => waitFor(backbone.computeStem(image)));
    await stem();
    return Math.min(await stem(), await stem()) > best * HOPELESS;
  } finally {
    image.dispose();
  }
}

/** In milliseconds. */
async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function backboneOn(ref: BackboneRef, backend: BackendName): Promise<Backbone> {
  const key = `${ref.info.sha256}/${backend}`;
  if (loaded?.key === key) {
    await startBackend(backend);
    return loaded.backbone;
  }
  const weights = await loadWeights(ref);
  loaded?.backbone.dispose();
  loaded = undefined;
  await startBackend(backend);
  const backbone = new Backbone(weights);
  loaded = { key, backbone };
  return backbone;
}

/** Number of live tensors on this thread; tests check that it does not grow. */
export function tensorCount(): number {
  return tf.memory().numTensors;
}
