import { transfer } from "comlink";
import type { BackendName } from "../../backbone/backend";
import type { BackboneInfo, BackboneWeights } from "../../backbone/weights";
import { AppError } from "../../common/error";
import type { JobHooks, Stoppable } from "../../common/progress";
import { waitFor } from "../../common/wait-for";
import type { Look } from "../../conditions/conditions";
import { filesOf } from "../../dataset/sample";
import type { Evidence } from "../../head/evidence";
import { calibrated, decisionOf, type Prediction, predictionOf } from "../../models/decision";
import type { ModelFormat } from "../../models/formats/formats";
import { cannotOpen } from "../../models/formats/refusal";
import type { TrainedModel } from "../../models/model";
import type { OpenedModel } from "../../models/opened";
import type { Project } from "../../project/project";
import { forgetTuning, interruptedTuning } from "../../storage/stored-tuning";
import type { InterruptedTuning } from "../../tuning/plan";
import {
  type BackboneRef,
  type Extraction,
  type OpenedFile,
  type OpenedProject,
  type Picture,
  type PresentFile,
  type ProjectSize,
  sentPhoto,
  type TuneAnswer,
  type TuneHooks,
  type TuneRequest,
} from "../protocol/protocol";
import { registerTransferHandlers } from "../protocol/transfer";
import type { EngineWorker } from "../worker/worker";
import { BackboneList } from "./backbone-list";
import { Backends } from "./backends";
import { poolWidth, WorkerPool } from "./pool";
import { EngineThread } from "./thread";
import { TuningPool } from "./tuning-pool";

/**
 * Time limit for opening a model, generous for a slow laptop; usually it takes half a second, once the modules are
 * loaded.
 */
const LONGEST_OPENING_MS = 4_500;

/**
 * Classifies a photo, or a camera frame (which is consumed). The picture has been sent to the worker when the function
 * returns, so the page can draw while the worker classifies it.
 */
export type Classifier = (picture: Picture) => Promise<Prediction>;

/** A prediction, and the evidence for each label in the unmirrored picture. */
export interface Explained extends Prediction {
  readonly evidence: Evidence;
}

/** The same as a classifier, with the evidence, which takes little longer. */
export type Explainer = (picture: Picture) => Promise<Explained>;

/** The page's side of the thread boundary. All work is done in workers, which start when first needed. */
export class Engine {
  /** How features are computed in this browser. */
  readonly backends = new Backends(() => this.#pool.first.worker);
  readonly #backbones: BackboneList;
  readonly #pool = new WorkerPool();
  readonly #tuning = new TuningPool();
  #lead: EngineThread | undefined;

  /**
   * @param baseUrl the page's address; the backbones lie below it
   * @param onNotKept is called when a backbone could not be stored and is available for this visit only, with an
   *   AppError `storage`
   */
  constructor(baseUrl: string, onNotKept: (error: AppError) => void = () => {}) {
    registerTransferHandlers();
    this.#backbones = new BackboneList(new URL("backbone/manifest.json", baseUrl).href, onNotKept);
  }

  /** The worker for everything that needs no backend: unpacking, drawing, training the head, files. */
  get lead(): EngineThread {
    if (!this.#lead?.alive) this.#lead = new EngineThread();
    return this.#lead;
  }

  /** Its methods. */
  get worker(): EngineWorker {
    return this.lead.worker;
  }

  /** Migrates what earlier versions of the page stored, and deletes what this version does not need. */
  async tidy(): Promise<void> {
    await this.worker.tidy();
  }

  /** The backbones to train on, best first; those that the user opened come last. */
  backbones(): Promise<readonly BackboneRef[]> {
    return this.#backbones.toTrainOn();
  }

  /** Opens and stores a Keras checkpoint; rejects any other file. @throws AppError `bad-checkpoint` or `bad-model` */
  async openCheckpoint(file: Blob, name: string): Promise<BackboneInfo> {
    const opened = await this.openFile(file, name, new AbortController().signal);
    if (opened.kind === "backbone") return opened.info;
    const what = opened.kind === "model" ? "a whole model" : "a zip";
    throw new AppError("bad-checkpoint", `${name} is ${what}, not the weights of a backbone alone.`, {
      file: name,
      next: opened.kind === "model" ? "Open it under Models." : "Choose an .h5 file from Keras Applications.",
    });
  }

  /**
   * Distributes chunks of work among workers: one per core, or one if WebGL computes.
   * @throws the first failure; AbortError when stopped
   */
  async shareOut<Chunk>(
    chunks: readonly Chunk[],
    { signal, backend = "wasm" }: Stoppable & { readonly backend?: BackendName },
    work: (worker: EngineWorker, chunk: Chunk) => Promise<void>,
  ): Promise<void> {
    await this.#pool.run(chunks, poolWidth(backend), async (thread, chunk) => {
      signal.throwIfAborted();
      await work(thread.worker, chunk);
    });
    signal.throwIfAborted();
  }

  /**
   * Fine-tunes on a worker per core, or on the one graphics card.
   * @throws AppError `broken-image`, `bad-data` or `no-backend`; AbortError when stopped
   */
  tune(request: TuneRequest, hooks: TuneHooks): Promise<TuneAnswer> {
    return this.#tuning.run(request, poolWidth(request.replica.extraction.backend), hooks);
  }

  /** Pauses the running fine-tuning before its next step, or resumes it. */
  holdTuning(held: boolean): Promise<void> {
    return this.#tuning.hold(held);
  }

  /** The fine-tuning run that an earlier visit did not finish. */
  interruptedTuning(): Promise<InterruptedTuning | undefined> {
    return interruptedTuning();
  }

  forgetTuning(): Promise<void> {
    return forgetTuning();
  }

  /** Stores a backbone in this browser, or for this visit only if the browser refuses. */
  keepBackbone(info: BackboneInfo, weights: BackboneWeights): Promise<void> {
    return this.#backbones.keep(info, weights);
  }

  /**
   * Creates a classifier; how to compute is determined once, for all its pictures.
   * @param mirrored whether it also classifies the mirror image of each picture, and returns the mean
   * @throws AppError as `extractionOf` does
   */
  async classifier(model: TrainedModel, mirrored = false): Promise<Classifier> {
    const { head, extraction, decision } = await this.#partsOf(model);
    return async (picture) => {
      const female = await this.#pool.first.worker.classify(sent(picture), head, extraction, mirrored);
      return predictionOf(female, decision);
    };
  }

  /** The same, with the evidence. @throws AppError as `extractionOf` does */
  async explainer(model: TrainedModel, mirrored = false): Promise<Explainer> {
    const { head, extraction, decision } = await this.#partsOf(model);
    return async (picture) => {
      const explained = await this.#pool.first.worker.explain(sent(picture), head, extraction, mirrored);
      const { female, ...evidence } = explained;
      return { ...predictionOf(female, decision), evidence };
    };
  }

  /** What classifies pictures as a model does. */
  async #partsOf(model: TrainedModel) {
    const extraction = await this.extractionOf(model, new AbortController().signal);
    return { extraction, head: calibrated(model).head, decision: decisionOf(model) };
  }

  /**
   * A photo as a model sees it, unchanged and in each of some conditions, as pictures. @throws AppError `broken-image`
   */
  showLooks(
    photo: PresentFile,
    { preprocessing }: TrainedModel,
    looks: readonly Look[],
    seed: number,
  ): Promise<readonly Blob[]> {
    return this.worker.showLooks(sentPhoto(photo), preprocessing, looks, seed);
  }

  /** How the features that a model was made for are computed here. @throws AppError `no-backbone` or `no-backend` */
  async extractionOf(model: TrainedModel, signal: AbortSignal): Promise<Extraction> {
    return this.backends.extraction(await this.#backbones.of(model), model.preprocessing, signal);
  }

  /** The file that a model is downloaded as, with its temperature in its head. */
  async exportModel(model: TrainedModel, format: ModelFormat): Promise<Blob> {
    return this.worker.exportModel(calibrated(model), format, await this.#backbones.of(model));
  }

  /**
   * Opens the file of a model, or of a backbone, which is then stored. Uses a separate worker, so that a malicious file
   * can crash nothing else and all memory is freed afterwards.
   * @throws AppError `bad-model` or `bad-checkpoint`; AbortError when stopped
   */
  async openFile(file: Blob, name: string, signal: AbortSignal): Promise<OpenedFile> {
    const thread = new EngineThread();
    try {
      await waitFor(thread.worker.prepareOpening(), signal);
      // Some damaged HDF5 files send the HDF5 library into an endless loop that only ending the worker can stop.
      const tooLong = AbortSignal.timeout(LONGEST_OPENING_MS);
      const opening = thread.worker.openFile(file, name);
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

  /** Stores the backbone of an opened model if the page does not have it. @returns the model, ready for the library */
  keepBackboneOf(opened: OpenedModel): Promise<TrainedModel> {
    return this.#backbones.keepThatOf(opened);
  }

  /** Deletes backbones that came with models if none of those models is left. */
  forgetUnusedBackbones(models: readonly TrainedModel[]): Promise<void> {
    return this.#backbones.forgetUnused(models);
  }

  /** How large a project's file will be. @throws AppError `no-backbone` if the page cannot list its backbones */
  async measureProject(project: Project): Promise<ProjectSize> {
    const { backbone, models, samples } = project;
    const photoHashes = [...new Set(samples.map(({ hash }) => hash))];
    const request = { project: { backbone, models }, photoHashes, backbones: await this.#backbones.all() };
    const measured = await this.worker.measureProject(request);
    const files = filesOf(project.samples);
    const photoBytes = [...files.values()].reduce((sum, { size }) => sum + size, 0);
    return { ...measured, photos: files.size, photoBytes };
  }

  /**
   * Writes one file with everything: the photos' labels and features, and the models with their backbones.
   * @param photos whether to include the photos' files
   * @throws AppError `bad-project`, `no-backbone`, or `unreadable-file` for a photo that was moved or deleted
   */
  async saveProject(project: Project, photos: boolean, hooks: JobHooks): Promise<Blob> {
    const request = { project, photos, backbones: await this.#backbones.all() };
    return this.worker.saveProject(request, hooks);
  }

  /**
   * Opens a project's file, and stores its photos' features and any new backbones.
   * @throws AppError `bad-project` or `storage`
   */
  async openProject(file: Blob, name: string, hooks: JobHooks): Promise<OpenedProject> {
    const served = (await this.#backbones.all()).flatMap(({ info, url }) =>
      url === undefined ? [] : [info],
    );
    const opened = await this.worker.openProject(file, name, served, hooks);
    this.#backbones.changed();
    return opened;
  }
}

/** A picture as the worker gets it: a bitmap is handed over, a file's bytes are not copied anyway. */
function sent(picture: Picture): Picture {
  return picture instanceof Blob ? picture : transfer(picture, [picture]);
}
