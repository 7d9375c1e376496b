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

/** What opening a model may take on a slow laptop, once the programs for it are loaded; it is half a second on most. */
const LONGEST_OPENING_MS = 4_500;

/**
 * What a model says about a photo, or about a frame of the camera (which is used up). The picture is with the worker
 * when the function returns, so that the page can draw while the worker looks at it.
 */
export type Classifier = (picture: Picture) => Promise<Prediction>;

/** An answer, and what in the picture, as it is, speaks for either label. */
export interface Explained extends Prediction {
  readonly evidence: Evidence;
}

/** The same as a classifier's answer with the evidence for it, which takes little longer. */
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
   * @param onNotKept is told when a backbone could not be kept and is here for this visit only: an AppError `storage`
   */
  constructor(baseUrl: string, onNotKept: (error: AppError) => void = () => {}) {
    registerTransferHandlers();
    this.#backbones = new BackboneList(new URL("backbone/manifest.json", baseUrl).href, onNotKept);
  }

  /** The worker for all that needs no backend: unpacking, drawing, training the head, files. */
  get lead(): EngineThread {
    if (!this.#lead?.alive) this.#lead = new EngineThread();
    return this.#lead;
  }

  /** Its methods. */
  get worker(): EngineWorker {
    return this.lead.worker;
  }

  /** Brings what earlier versions of the page kept up to date, and deletes what this one has no use for. */
  async tidy(): Promise<void> {
    await this.worker.tidy();
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
      next: opened.kind === "model" ? "Open it under Models." : "Choose an .h5 file from Keras Applications.",
    });
  }

  /**
   * Shares chunks of work out among workers: one per core, or one where WebGL computes.
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
      const female = await this.#pool.first.worker.classify(sent, head, extraction, mirrored);
      return predictionOf(female, decision);
    };
  }

  /** The same for answers with their evidence. @throws AppError as `extractionOf` does */
  async explainer(model: TrainedModel, mirrored = false): Promise<Explainer> {
    const extraction = await this.extractionOf(model, new AbortController().signal);
    const { head } = calibrated(model);
    const decision = decisionOf(model);
    return async (picture) => {
      const sent = picture instanceof Blob ? picture : transfer(picture, [picture]);
      const explained = await this.#pool.first.worker.explain(sent, head, extraction, mirrored);
      const { female, ...evidence } = explained;
      return { ...predictionOf(female, decision), evidence };
    };
  }

  /** A photo as a model sees it, plain and in each of some conditions, as pictures. @throws AppError `broken-image` */
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
   * Opens the file of a model or of a backbone, which is kept then, on a worker of its own: a file that is made to hurt takes nothing with
   * it, and its memory is free afterwards.
   * @throws AppError `bad-model` or `bad-checkpoint`; AbortError when stopped
   */
  async openFile(file: Blob, name: string, signal: AbortSignal): Promise<OpenedFile> {
    const thread = new EngineThread();
    try {
      await waitFor(thread.worker.prepareOpening(), signal);
      // Some damaged HDF5 files make the library that reads them go in circles, and nothing inside stops it.
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

  /** Keeps the backbone of an opened model where the page does not have it. @returns the model, ready for the library */
  keepBackboneOf(opened: OpenedModel): Promise<TrainedModel> {
    return this.#backbones.keepThatOf(opened);
  }

  /** Forgets the backbones that came with models of which none is left. */
  forgetUnusedBackbones(models: readonly TrainedModel[]): Promise<void> {
    return this.#backbones.forgetUnused(models);
  }

  /** How large a project's file will be. @throws AppError `no-backbone` where the page cannot list its backbones */
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
   * One file with everything: photos' labels, what was seen in them, models with their backbones.
   * @param photos whether the photos' files are in it too
   * @throws AppError `bad-project`, `no-backbone`, or `unreadable-file` for a photo that is gone
   */
  async saveProject(project: Project, photos: boolean, hooks: JobHooks): Promise<Blob> {
    const request = { project, photos, backbones: await this.#backbones.all() };
    return this.worker.saveProject(request, hooks);
  }

  /**
   * Opens a project's file; what was seen in its photos, and backbones that were not here, are kept from then on.
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
