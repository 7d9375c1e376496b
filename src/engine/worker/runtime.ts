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

/** Photos in one forward pass that are timed, per backend: a graphics card may be faster with more at once. */
const BATCHES: Readonly<Record<BackendName, readonly number[]>> = { wasm: [8], webgl: [8, 16, 32] };

/** How often a backend is timed that has a rival; the fastest counts, since interruptions only ever slow down. */
const TIMINGS = 3;

/**
 * How many times as long as the best backend needs for a whole photo the first convolution alone may take. It is less
 * than a tenth of the work, so whoever needs longer cannot win, and is spared the compiling of all other shaders:
 * two seconds for WebGL in software.
 */
const HOPELESS = 1.5;

/** The one backbone that this thread has loaded, on one backend. Owned here; replaced when another is asked for. */
let loaded: { readonly key: string; readonly backbone: Backbone } | undefined;

/** After a lost context, or where WebGL does not start, this thread stays with WebAssembly. */
let webglLost = false;

/** The backend that answers when `wanted` is asked for. */
export function effectiveBackend(wanted: BackendName): BackendName {
  return webglLost ? "wasm" : wanted;
}

/**
 * Features of some pictures; on a lost WebGL context the same again with WebAssembly.
 * @param rgb at most `extraction.batch` of them
 * @returns [rgb, 1280]
 */
export function extract(rgb: readonly Pixels[], extraction: Extraction): Promise<Float32Array> {
  return run(pictures(rgb), extraction, (backbone, images) => backbone.extractFrom(images), FEATURE_COUNT);
}

/**
 * The same of pictures that are the backbone's input already.
 * @param batch room for `extraction.batch` pictures of 224 × 224 × 3 values, of which the first `count` are looked at
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

/** The last feature map of one picture in the same way. @returns [7, 7, 1280] */
export function extractMap(rgb: Pixels, extraction: Extraction): Promise<Float32Array> {
  const values = MAP_PLACES * FEATURE_COUNT;
  return run(pictures([rgb]), extraction, (backbone, images) => backbone.mapFrom(images), values);
}

/** What a pass looks at. */
interface Images {
  readonly count: number;
  /** `size` × 224 × 224 × 3 values, valid until the next call; those behind the first `count` images do not matter. */
  readonly values: (size: number, preprocessing: Preprocessing) => Float32Array;
}

function pictures(rgb: readonly Pixels[]): Images {
  return { count: rgb.length, values: (size, preprocessing) => copyPixels(rgb, size, preprocessing) };
}

/** What is computed of images [n, 224, 224, 3], which stay the caller's. */
type Pass = (backbone: Backbone, images: tf.Tensor4D) => Promise<Float32Array>;

/** @param values that the pass gives of each image */
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

/** Undefined when the graphics card cannot be used, or took its context away; from then on WebAssembly is in effect. */
async function runWithWebgl(
  images: Images,
  extraction: Extraction,
  pass: Pass,
): Promise<Float32Array | undefined> {
  try {
    const backbone = await backboneOn(extraction.backbone, "webgl");
    // Shaders are compiled for each size of a batch: there are only two, one photo and a full batch.
    const size = images.count === 1 ? 1 : extraction.batch;
    return await passOver(images, size, extraction, (input) => unlessContextLost(pass(backbone, input)));
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "no-backend") throw error;
    webglLost = true;
    // Its tensors went with the context; disposing of them would ask the dead backend.
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

/** One task at a time on this thread's backbone: nobody replaces it under another's hands. */
function exclusively<T>(task: () => Promise<T>): Promise<T> {
  const turn = last.then(task);
  last = turn.catch(() => undefined);
  return turn;
}

/**
 * Times every backend that starts here and may be the fastest; that one comes first.
 * @throws AppError `no-backend` if none starts
 */
export async function measureBackends(ref: BackboneRef): Promise<BackendSpeed[]> {
  const speeds: BackendSpeed[] = [];
  const candidates = BACKENDS.filter(mayStart);
  // Of the only one there is, the speed just says how long a job will take.
  const timings = candidates.length === 1 ? 1 : TIMINGS;
  let failure: unknown;
  for (const backend of candidates) {
    try {
      const best = Math.min(...speeds.map((speed) => speed.millisecondsPerPhoto));
      const speed = await exclusively(() => timeBackend(ref, backend, best, timings));
      if (speed !== undefined) speeds.push(speed);
    } catch (error) {
      // A backend that does not start, or breaks, is no choice; a missing backbone is another matter.
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

/** Milliseconds per photo in the batch that is fastest; undefined for a backend that cannot beat the best one. */
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
  // The first pass of a size compiles shaders and is not the speed of the others.
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

/** @param best milliseconds that the best backend needs for a photo; Infinity where there is none yet */
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

/** Number of live tensors on this thread; tests watch that it stays. */
export function tensorCount(): number {
  return tf.memory().numTensors;
}
