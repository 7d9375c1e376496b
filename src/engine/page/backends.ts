import type { BackendSpeed } from "../../backbone/backend";
import type { Preprocessing } from "../../backbone/preprocess";
import { AppError } from "../../common/error";
import { waitFor } from "../../common/wait-for";
import {
  type BackendChoice,
  readBackendChoice,
  readSpeeds,
  writeBackendChoice,
  writeSpeeds,
} from "../../storage/preferences";
import type { BackboneRef, Extraction } from "../protocol/protocol";
import type { EngineWorker } from "../worker/worker";

/** Photos in one forward pass if nothing was measured. */
const USUAL_BATCH = 8;

/** Chooses how features are computed: on WebGL or WebAssembly, and how many photos in one forward pass. */
export class Backends {
  readonly #worker: () => EngineWorker;
  #choice: BackendChoice | undefined;
  #isWebglLost = false;
  readonly #speeds = new Map<string, Promise<readonly BackendSpeed[]>>();

  /** @param worker returns a worker to measure with; called when needed */
  constructor(worker: () => EngineWorker) {
    this.#worker = worker;
  }

  /** The WebGL context was lost, or WebGL does not start: this visit continues on WebAssembly. */
  get isWebglLost(): boolean {
    return this.#isWebglLost;
  }

  markWebglLost(): void {
    this.#isWebglLost = true;
  }

  /** How to compute: the user's choice, remembered across visits. */
  async choice(): Promise<BackendChoice> {
    this.#choice ??= await readBackendChoice();
    return this.#choice;
  }

  async choose(choice: BackendChoice): Promise<void> {
    this.#choice = choice;
    await writeBackendChoice(choice);
  }

  /** Speeds of the backends that start here, fastest first: stored, or measured now (a second or two). */
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
      const speeds = await this.#worker().measureBackends(ref);
      await writeSpeeds(sha256, speeds);
      return speeds;
    } catch (error) {
      // Not cached, so that the next call measures again.
      this.#speeds.delete(sha256);
      throw error;
    }
  }

  /**
   * How to compute features now: with the backend that the user chose, or the fastest, at its fastest batch size.
   * @throws AppError `no-backend`
   */
  async extraction(
    backbone: BackboneRef,
    preprocessing: Preprocessing,
    signal: AbortSignal,
  ): Promise<Extraction> {
    const choice = this.#isWebglLost ? "wasm" : await this.choice();
    // The user may have chosen a backend because timing the other one crashes their browser.
    if (choice !== "auto") return { backbone, preprocessing, backend: choice, batch: USUAL_BATCH };
    const [fastest] = await this.speeds(backbone, signal);
    if (fastest === undefined)
      throw new AppError(
        "no-backend",
        "This browser can use neither WebAssembly nor the graphics card for computing.",
      );
    return { backbone, preprocessing, backend: fastest.backend, batch: fastest.batch };
  }
}
