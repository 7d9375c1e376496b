import { proxy, type Remote, transfer } from "comlink";
import type { BackendName, BackendSpeed } from "../../backbone/backend";
import type { Preprocessing } from "../../backbone/preprocess";
import type { BackboneInfo, BackboneWeights } from "../../backbone/weights";
import { AppError } from "../../common/error";
import type { JobHooks } from "../../common/progress";
import type { Look } from "../../conditions/conditions";
import type { LabelledFile, LeftOut } from "../../dataset/sample";
import type { Evidence } from "../../head/evidence";
import type { Epoch } from "../../head/fit";
import type { BootstrapIntervals, BootstrapOptions } from "../../metrics/bootstrap";
import { calibrated, decisionOf, type Prediction, predictionOf } from "../../models/decision";
import { cannotOpen } from "../../models/formats/refusal";
import type { TrainedModel } from "../../models/model";
import type { OpenedModel } from "../../models/opened";
import { filesOf, type Project } from "../../project/project";
import {
  type BackendChoice,
  readBackendChoice,
  readSpeeds,
  writeBackendChoice,
  writeSpeeds,
} from "../../storage/preferences";
import { forgetTuning, interruptedTuning } from "../../storage/tuning";
import type { InterruptedTuning } from "../../tuning/plan";
import {
  type BackboneRef,
  type EngineWorker,
  type Extraction,
  type FitAnswer,
  type FitRequest,
  type HashedFile,
  isPresent,
  type ModelFormat,
  type OpenedFile,
  type OpenedProject,
  type Picture,
  type PresentFile,
  type ProjectSize,
  type ScoredLabels,
  type StressRequest,
  sentPhoto,
  type TuneAnswer,
  type TuneRequest,
  type Unpacked,
} from "../protocol/protocol";
import { registerTransferHandlers } from "../protocol/transfer";
import { notSeen } from "../worker/absent-photos";
import { BackboneList } from "./backbone-list";
import { poolWidth, WorkerPool } from "./pool";
import { EngineThread } from "./thread";
import { TuningPool } from "./tuning-pool";

/** Files that a worker reads, and photos whose features it computes, before it takes the next ones. */
const READ_CHUNK = 32;
const FEATURE_CHUNK = 16;
/** Photos whose features are looked for in the cache at once: a thousand times faster than computing them. */
const KNOWN_CHUNK = 512;

/** Photos in one forward pass where nothing was measured. */
const USUAL_BATCH = 8;

/** What opening a model may take on a slow laptop, once the programs for it are loaded; it is half a second on most. */
const LONGEST_OPENING_MS = 4_500;

/** A labelled file that was read; it gets its id when it joins the data set. */
export interface ReadSample extends LabelledFile {
  readonly hash: string;
  /** Width times height. */
  readonly pixels: number;
}

/** Features of some files, which a worker keeps. Whoever asked for them calls `close`. */
export interface SeenFiles {
  /** The number of the table that has a row for each file; of zeros where `failures` has a reason. */
  readonly table: number;
  /** Index of the file → why it could not be decoded. */
  readonly failures: ReadonlyMap<number, string>;
  /** How many photos came from the cache. */
  readonly cached: number;
  /** The backend that computed the last of the others: WebAssembly where WebGL was asked for and got lost. */
  readonly backend: BackendName;
  readonly close: () => Promise<void>;
}

/**
 * What a model says about a photo, or about a frame of the camera (which is used up). The picture is with the worker
 * when the function returns, so that the page can draw while the worker looks at it.
 */
export type Classifier = (picture: Picture) => Promise<Prediction>;

/** What a model says about photos in bad conditions. */
export interface StressScores {
  /** Probability of "female", [files, 1 + looks]: of each photo as it is first; zeros where `failures` has a reason. */
  readonly scores: Float32Array;
  /** Index of the file → why it could not be decoded. */
  readonly failures: ReadonlyMap<number, string>;
}

/** An answer, and what in the picture, as it is, speaks for either label. */
export interface Explained extends Prediction {
  readonly evidence: Evidence;
}

/** The same as a classifier's answer with the evidence for it, which takes little longer. */
export type Explainer = (picture: Picture) => Promise<Explained>;

/** The page's side of the thread boundary. All work is done in workers, which start when first needed. */
export class Engine {
  readonly #backbones: BackboneList;
  readonly #pool = new WorkerPool();
  readonly #tuning = new TuningPool();
  #lead: EngineThread | undefined;
  #backend: BackendChoice | undefined;
  /** The graphics card took its context away, or does not start: this visit goes on with WebAssembly. */
  #lostWebgl = false;
  readonly #speeds = new Map<string, Promise<readonly BackendSpeed[]>>();

  /**
   * @param baseUrl the page's address; the backbones lie below it
   * @param onNotKept is told when a backbone could not be kept and is here for this visit only: an AppError `storage`
   */
  constructor(baseUrl: string, onNotKept: (error: AppError) => void = () => {}) {
    registerTransferHandlers();
    this.#backbones = new BackboneList(new URL("backbone/manifest.json", baseUrl).href, onNotKept);
  }

  /** Finds out whether photos can be decoded faithfully here. @throws AppError `altered-canvas` or `no-backend` */
  checkCanvas(): Promise<void> {
    return this.#leading().call((worker) => worker.checkCanvas());
  }

  /** Brings what earlier versions of the page kept up to date, and deletes what this one has no use for. */
  async tidy(): Promise<void> {
    await this.#leading().call((worker) => worker.tidy());
  }

  /** The backbones to train on, best first; those that were dropped onto the page come last. */
  backbones(): Promise<readonly BackboneRef[]> {
    return this.#backbones.toTrainOn();
  }

  /** Opens a Keras checkpoint, and nothing else, and keeps it. @throws AppError `bad-checkpoint` or `bad-model` */
  async openCheckpoint(file: Blob, name: string): Promise<BackboneInfo> {
    const opened = await this.openFile(file, name, new AbortController().signal);
    if (opened.kind === "backbone") return opened.info;
    const what = opened.kind === "model" ? "a whole model" : "a zip";
    throw new AppError("bad-checkpoint", `${name} is ${what}, not the weights of a backbone alone.`, {
      file: name,
      next: opened.kind === "model" ? "Open it under Models." : "Choose an .h5 of Keras Applications.",
    });
  }

  /** @throws AppError `bad-zip` */
  unpack(zip: Blob, name: string, { signal, onProgress }: JobHooks): Promise<Unpacked> {
    return this.#leading().call((worker, stop) => worker.unpack(zip, name, proxy(onProgress), stop), signal);
  }

  /** Draws faces, half of each label. */
  draw(count: number, seed: number, { signal, onProgress }: JobHooks): Promise<Unpacked["files"]> {
    return this.#leading().call((worker, stop) => worker.draw(count, seed, proxy(onProgress), stop), signal);
  }

  /** Hashes all files and checks their headers. */
  async read(
    files: readonly LabelledFile[],
    { signal, onProgress }: JobHooks,
  ): Promise<{ samples: ReadSample[]; leftOut: LeftOut[] }> {
    const samples: (ReadSample | undefined)[] = new Array(files.length);
    const leftOut: LeftOut[] = [];
    let done = 0;
    onProgress({ stage: "read", done, total: files.length });
    await this.#pool.run(
      chunksOf(files.length, READ_CHUNK),
      poolWidth("wasm"),
      async (thread, { start, end }) => {
        const chunk = files.slice(start, end).map(({ path, file }) => ({ path, file }));
        const outcomes = await thread.call((worker, stop) => worker.read(chunk, stop), signal);
        for (const [index, outcome] of outcomes.entries()) {
          const file = files[start + index];
          if (file === undefined) continue;
          const { hash, pixels, reason } = outcome;
          if (reason === undefined) samples[start + index] = { ...file, hash, pixels };
          else leftOut.push({ path: file.path, reason });
        }
        done += end - start;
        onProgress({ stage: "read", done, total: files.length });
      },
    );
    signal.throwIfAborted();
    leftOut.sort((a, b) => (a.path < b.path ? -1 : 1));
    return { samples: samples.filter((sample) => sample !== undefined), leftOut };
  }

  /** How to compute: the user's choice, remembered across visits. */
  async backendChoice(): Promise<BackendChoice> {
    this.#backend ??= await readBackendChoice();
    return this.#backend;
  }

  async chooseBackend(choice: BackendChoice): Promise<void> {
    this.#backend = choice;
    await writeBackendChoice(choice);
  }

  /** Speeds of the backends that start here, fastest first: remembered, or measured now (a second or two). */
  async speeds(ref: BackboneRef, signal: AbortSignal): Promise<readonly BackendSpeed[]> {
    const { sha256 } = ref.info;
    const known = this.#speeds.get(sha256) ?? this.#measure(ref);
    this.#speeds.set(sha256, known);
    return waitFor(known, signal);
  }

  async #measure(ref: BackboneRef): Promise<readonly BackendSpeed[]> {
    const { sha256 } = ref.info;
    try {
      const remembered = await readSpeeds(sha256);
      if (remembered !== undefined) return remembered;
      const speeds = await this.#pool.first.call((worker) => worker.measureBackends(ref));
      await writeSpeeds(sha256, speeds);
      return speeds;
    } catch (error) {
      // Not kept, so that another try measures again.
      this.#speeds.delete(sha256);
      throw error;
    }
  }

  /**
   * How to compute features now: with the backend that the user chose, or the fastest, in its fastest batch.
   * @throws AppError `no-backend`
   */
  async extraction(
    backbone: BackboneRef,
    preprocessing: Preprocessing,
    signal: AbortSignal,
  ): Promise<Extraction> {
    const choice = this.#lostWebgl ? "wasm" : await this.backendChoice();
    // Whoever chose a backend may have done so because timing the other one breaks their browser.
    if (choice !== "auto") return { backbone, preprocessing, backend: choice, batch: USUAL_BATCH };
    const [fastest] = await this.speeds(backbone, signal);
    if (fastest === undefined)
      throw new AppError("no-backend", "No way to compute was found in this browser.");
    return { backbone, preprocessing, backend: fastest.backend, batch: fastest.batch };
  }

  /**
   * Features of all files, from the cache or computed on the whole pool. They go from worker to worker and never
   * stay here: those of 50,000 photos are 250 MB.
   * @throws AppError `bad-data` where neither a photo nor its features are here
   */
  async features(files: readonly HashedFile[], extraction: Extraction, hooks: JobHooks): Promise<SeenFiles> {
    const keeper = this.#leading();
    const table = await keeper.call((worker) => worker.openTable(files.length));
    const close = async () => {
      if (keeper.alive) await keeper.call((worker) => worker.closeTable(table));
    };
    try {
      const seen = await this.#fill(keeper, table, files, extraction, hooks);
      return { ...seen, table, close };
    } catch (error) {
      await close();
      throw error;
    }
  }

  async #fill(
    keeper: EngineThread,
    table: number,
    files: readonly HashedFile[],
    extraction: Extraction,
    { signal, onProgress }: JobHooks,
  ): Promise<Pick<SeenFiles, "failures" | "cached" | "backend">> {
    const asked = extraction.backend;
    const failures = new Map<number, string>();
    let done = 0;
    const advance = (photos: number) => {
      done += photos;
      onProgress({ stage: "features", done, total: files.length });
    };
    advance(0);
    const missing = await fillKnown(keeper, table, files, extraction, signal, advance);
    const unseen = presentFiles(files, missing, extraction);
    // One batch is decoded while the other is computed.
    const chunks = chunksOf(unseen.length, Math.max(FEATURE_CHUNK, 2 * extraction.batch));
    await this.#pool.run(chunks, poolWidth(asked), async (thread, { start, end }) => {
      const [rows, photos] = [missing.slice(start, end), unseen.slice(start, end)];
      const work = (worker: Remote<EngineWorker>, stop: AbortSignal) =>
        worker.features(photos, extraction, stop);
      const { features, ...chunk } = await thread.call(work, signal);
      if (chunk.backend !== asked) this.#lostWebgl = true;
      const sent = transfer(features, [features.buffer]);
      await keeper.call((worker) => worker.fillTable(table, rows, sent), signal);
      for (const { index, reason } of chunk.failures) failures.set(rows[index] ?? -1, reason);
      advance(photos.length);
    });
    signal.throwIfAborted();
    return { failures, cached: files.length - missing.length, backend: this.#lostWebgl ? "wasm" : asked };
  }

  /** Shares work that needs no backend out among all cores. Rejects with the first failure; AbortError when stopped. */
  async shareOut<Chunk>(
    chunks: readonly Chunk[],
    signal: AbortSignal,
    work: (worker: Remote<EngineWorker>, chunk: Chunk, stop: AbortSignal) => Promise<void>,
  ): Promise<void> {
    await this.#pool.run(chunks, poolWidth("wasm"), (thread, chunk) =>
      thread.call((worker, stop) => work(worker, chunk, stop), signal),
    );
    signal.throwIfAborted();
  }

  /** Trains the head on a table of features. */
  fit(request: FitRequest, onEpoch: (epoch: Epoch) => void, signal: AbortSignal): Promise<FitAnswer> {
    return this.#leading().call((worker, stop) => worker.fit(request, proxy(onEpoch), stop), signal);
  }

  /**
   * Fine-tunes on a worker per core, or on the one graphics card.
   * @throws AppError `broken-image`, `bad-data` or `no-backend`; AbortError when stopped
   */
  tune(request: TuneRequest, onEpoch: (epoch: Epoch) => void, hooks: JobHooks): Promise<TuneAnswer> {
    return this.#tuning.run(request, poolWidth(request.replica.extraction.backend), onEpoch, hooks);
  }

  /** Pauses the fine-tuning that is under way before its next step, or lets it go on. */
  holdTuning(held: boolean): Promise<void> {
    return this.#tuning.hold(held);
  }

  /** The fine-tuning that an earlier visit did not finish. */
  interruptedTuning(): Promise<InterruptedTuning | undefined> {
    return interruptedTuning();
  }

  forgetTuning(): Promise<void> {
    return forgetTuning();
  }

  /** Keeps a backbone in this browser, or for this visit where the browser refuses. */
  keepBackbone(info: BackboneInfo, weights: BackboneWeights): Promise<void> {
    return this.#backbones.keep(info, weights);
  }

  /**
   * Finds out how to compute for a model, once for all that it is shown.
   * @param mirrored whether it looks at the mirror image of each picture too, and answers with the mean of both
   * @throws AppError as `extractionOf` does
   */
  async classifier(model: TrainedModel, mirrored = false): Promise<Classifier> {
    const extraction = await this.extractionOf(model, new AbortController().signal);
    const { head } = calibrated(model);
    const decision = decisionOf(model);
    return async (picture) => {
      const sent = picture instanceof Blob ? picture : transfer(picture, [picture]);
      const work = (worker: Remote<EngineWorker>) => worker.classify(sent, head, extraction, mirrored);
      return predictionOf(await this.#pool.first.call(work), decision);
    };
  }

  /** The same for answers with their evidence. @throws AppError as `extractionOf` does */
  async explainer(model: TrainedModel, mirrored = false): Promise<Explainer> {
    const extraction = await this.extractionOf(model, new AbortController().signal);
    const { head } = calibrated(model);
    const decision = decisionOf(model);
    return async (picture) => {
      const sent = picture instanceof Blob ? picture : transfer(picture, [picture]);
      const work = (worker: Remote<EngineWorker>) => worker.explain(sent, head, extraction, mirrored);
      const { female, ...evidence } = await this.#pool.first.call(work);
      return { ...predictionOf(female, decision), evidence };
    };
  }

  /** What a model says about photos, each as it is and in every condition, on the whole pool. */
  async stress(
    files: readonly PresentFile[],
    request: StressRequest,
    { signal, onProgress }: JobHooks,
  ): Promise<StressScores> {
    const { backend, batch } = request.extraction;
    const columns = 1 + request.looks.length;
    const scores = new Float32Array(files.length * columns);
    const failures = new Map<number, string>();
    let done = 0;
    onProgress({ stage: "stress", done, total: files.length });
    const chunks = chunksOf(files.length, photosFor(batch, columns));
    await this.#pool.run(chunks, poolWidth(backend), async (thread, { start, end }) => {
      const photos = files.slice(start, end).map(sentPhoto);
      const chunk = await thread.call((worker, stop) => worker.stress(photos, request, stop), signal);
      if (chunk.backend !== backend) this.#lostWebgl = true;
      scores.set(chunk.scores, start * columns);
      for (const { index, reason } of chunk.failures) failures.set(start + index, reason);
      done += photos.length;
      onProgress({ stage: "stress", done, total: files.length });
    });
    signal.throwIfAborted();
    return { scores, failures };
  }

  /** A photo as a model sees it, plain and in each of some conditions, as pictures. @throws AppError `broken-image` */
  showLooks(
    photo: PresentFile,
    { preprocessing }: TrainedModel,
    looks: readonly Look[],
    seed: number,
  ): Promise<readonly Blob[]> {
    const sent = sentPhoto(photo);
    return this.#leading().call((worker) => worker.showLooks(sent, preprocessing, looks, seed));
  }

  /** How the features that a model was made for are computed here. @throws AppError `no-backbone` or `no-backend` */
  async extractionOf(model: TrainedModel, signal: AbortSignal): Promise<Extraction> {
    return this.extraction(await this.#backbones.of(model), model.preprocessing, signal);
  }

  /** 95 % intervals of a model's figures on some photos; undefined where a label has no photo. */
  bootstrap(
    view: ScoredLabels,
    options: BootstrapOptions,
    signal: AbortSignal,
  ): Promise<BootstrapIntervals | undefined> {
    return this.#leading().call((worker, stop) => worker.bootstrap(view, options, stop), signal);
  }

  /** The file that a model is downloaded as, with its temperature in its head. */
  async exportModel(model: TrainedModel, format: ModelFormat): Promise<Blob> {
    const ref = await this.#backbones.of(model);
    return this.#leading().call((worker) => worker.exportModel(calibrated(model), format, ref));
  }

  /**
   * Opens the file of a model or of a backbone, which is kept then, on a worker of its own: a file that is made to hurt takes nothing with
   * it, and its memory is free afterwards.
   * @throws AppError `bad-model` or `bad-checkpoint`; AbortError when stopped
   */
  async openFile(file: Blob, name: string, signal: AbortSignal): Promise<OpenedFile> {
    const thread = new EngineThread();
    try {
      const prepared = thread.call((worker) => worker.prepareOpening());
      await waitFor(prepared, signal);
      // Some damaged HDF5 files make the library that reads them go in circles, and nothing inside stops it.
      const tooLong = AbortSignal.timeout(LONGEST_OPENING_MS);
      const opening = thread.call<OpenedFile>((worker) => worker.openFile(file, name));
      const opened = await waitFor(waitFor(opening, tooLong), signal).catch((error) => {
        if (tooLong.aborted && !signal.aborted) throw cannotOpen(name, "reading it timed out");
        throw error;
      });
      if (opened.kind === "backbone") await this.#backbones.keep(opened.info, opened.weights);
      return opened;
    } finally {
      thread.end();
    }
  }

  /** Keeps the backbone of an opened model where the page does not have it. @returns the model, ready for the library */
  keepBackboneOf(opened: OpenedModel): Promise<TrainedModel> {
    return this.#backbones.keepThatOf(opened);
  }

  /** Forgets the backbones that came with models of which none is left. */
  forgetUnusedBackbones(models: readonly TrainedModel[]): Promise<void> {
    return this.#backbones.forgetUnused(models);
  }

  /** A model's probabilities of "female" for some rows of a table of features. */
  score(table: number, rows: Uint32Array, { head }: TrainedModel): Promise<Float32Array<ArrayBuffer>> {
    return this.#leading().call((worker) => worker.score(table, rows, head));
  }

  /** How large a project's file will be. @throws AppError `no-backbone` where the page cannot list its backbones */
  async measureProject(project: Project): Promise<ProjectSize> {
    const { backbone, models, samples } = project;
    const photoHashes = [...new Set(samples.map(({ hash }) => hash))];
    const request = { project: { backbone, models }, photoHashes, backbones: await this.#backbones.all() };
    const measured = await this.#leading().call((worker) => worker.measureProject(request));
    const files = filesOf(project);
    const photoBytes = [...files.values()].reduce((sum, { size }) => sum + size, 0);
    return { ...measured, photos: files.size, photoBytes };
  }

  /**
   * One file with everything: photos' labels, what was seen in them, models with their backbones.
   * @param photos whether the photos' files are in it too
   * @throws AppError `bad-project`, `no-backbone`, or `unreadable-file` for a photo that is gone
   */
  async saveProject(project: Project, photos: boolean, { signal, onProgress }: JobHooks): Promise<Blob> {
    const request = { project, photos, backbones: await this.#backbones.all() };
    return this.#leading().call(
      (worker, stop) => worker.saveProject(request, proxy(onProgress), stop),
      signal,
    );
  }

  /**
   * Opens a project's file; what was seen in its photos, and backbones that were not here, are kept from then on.
   * @throws AppError `bad-project` or `storage`
   */
  async openProject(file: Blob, name: string, { signal, onProgress }: JobHooks): Promise<OpenedProject> {
    const served = (await this.#backbones.all()).flatMap(({ info, url }) =>
      url === undefined ? [] : [info],
    );
    const opened = await this.#leading().call(
      (worker, stop) => worker.openProject(file, name, served, proxy(onProgress), stop),
      signal,
    );
    this.#backbones.changed();
    return opened;
  }

  /** The worker for all that needs no backend: unpacking, drawing, training the head, files. */
  #leading(): EngineThread {
    if (!this.#lead?.alive) this.#lead = new EngineThread();
    return this.#lead;
  }
}

/** Fills a table with what is kept of photos' features, with no file touched. @returns the rows of the other photos */
async function fillKnown(
  keeper: EngineThread,
  table: number,
  files: readonly HashedFile[],
  extraction: Extraction,
  signal: AbortSignal,
  advance: (photos: number) => void,
): Promise<number[]> {
  const missing: number[] = [];
  for (const { start, end } of chunksOf(files.length, KNOWN_CHUNK)) {
    const hashes = files.slice(start, end).map(({ hash }) => hash);
    const rows = await keeper.call((worker) => worker.fillKnown(table, start, hashes, extraction), signal);
    missing.push(...rows);
    advance(hashes.length - rows.length);
  }
  return missing;
}

/** The photos of some rows, without what a worker need not know. @throws AppError `bad-data` where one is not here */
function presentFiles(
  files: readonly HashedFile[],
  rows: readonly number[],
  extraction: Extraction,
): PresentFile[] {
  const present = rows.flatMap((row) => {
    const photo = files[row];
    return photo !== undefined && isPresent(photo) ? [sentPhoto(photo)] : [];
  });
  if (present.length < rows.length) throw notSeen(rows.length - present.length, extraction);
  return present;
}

/** Waits for work that others wait for too: an abort ends the waiting, not the work. */
function waitFor<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** The fewest photos whose pictures, so many of each, make whole batches. */
function photosFor(batch: number, pictures: number): number {
  let photos = 1;
  while ((photos * pictures) % batch !== 0) photos++;
  return photos;
}

/** Cuts `length` things into chunks of `size`, of which the last may be smaller. */
export function chunksOf(length: number, size: number): { start: number; end: number }[] {
  const chunks: { start: number; end: number }[] = [];
  for (let start = 0; start < length; start += size)
    chunks.push({ start, end: Math.min(start + size, length) });
  return chunks;
}
