import type * as tf from "@tensorflow/tfjs-core";
import { FEATURE_COUNT } from "../../backbone/architecture";
import type { BackendName } from "../../backbone/backend";
import { pause } from "../../common/pause";
import { createRandom, type Random } from "../../common/random";
import { probabilityOfFirst } from "../../head/head";
import { HEAD_SIZE, headOf } from "../../head/parameters";
import { type FemaleScores, femaleScores } from "../../metrics/probability";
import { type Change, drawChange, UNCHANGED } from "../../tuning/augment";
import type { Replica, Share, ShareOutcome } from "../../tuning/fine-tune";
import { passHead } from "../../tuning/head-pass";
import { TunedNetwork } from "../../tuning/network";
import { augmentationsOf } from "../../tuning/tuning-settings";
import type { ReplicaRequest } from "../protocol/protocol";
import { loadWeights } from "./load-weights";
import { startBackend, unlessContextLost } from "./start-backend";
import { TuningInputs } from "./tuning-inputs";

/**
 * Photos in one pass. More would only take more memory on WebAssembly (27 MB of maps for one photo at width 1.0); a
 * graphics card is only busy with many.
 */
const PASS: Readonly<Record<BackendName, number>> = { wasm: 4, webgl: 16 };

/** A network on this worker's backend, with the photos that it is trained on. The caller must call `close`. */
export class PhotoReplica implements Replica {
  /** The initial parameters: the backbone's trained kernels, then the head. */
  readonly initial: Float32Array<ArrayBuffer>;
  readonly #request: ReplicaRequest;
  readonly #network: TunedNetwork;
  readonly #inputs: TuningInputs;
  readonly #signal: AbortSignal;
  #head: Float32Array<ArrayBuffer>;

  /** @throws AppError `no-backbone`, `wrong-backbone` or `no-backend` */
  static async open(request: ReplicaRequest, signal: AbortSignal): Promise<PhotoReplica> {
    const { extraction, settings } = request;
    const weights = await loadWeights(extraction.backbone);
    await startBackend(extraction.backend);
    signal.throwIfAborted();
    return new PhotoReplica(request, new TunedNetwork(weights, settings.blocks), signal);
  }

  private constructor(request: ReplicaRequest, network: TunedNetwork, signal: AbortSignal) {
    this.#request = request;
    this.#network = network;
    this.#inputs = new TuningInputs(request, network);
    this.#signal = signal;
    this.initial = new Float32Array(network.parameterCount + HEAD_SIZE);
    this.initial.set(network.initialParameters());
    this.initial.set(request.head, network.parameterCount);
    this.#head = request.head;
  }

  async setParameters(parameters: Float32Array<ArrayBuffer>): Promise<void> {
    const { parameterCount } = this.#network;
    this.#network.setParameters(parameters.subarray(0, parameterCount));
    this.#head = parameters.slice(parameterCount);
  }

  async step({ epoch, photos, labels, batchLength }: Share): Promise<ShareOutcome> {
    const { seed, settings } = this.#request;
    const wanted = augmentationsOf(settings);
    const gradient = new Float32Array(this.#network.parameterCount + HEAD_SIZE);
    const sums = { gradient, loss: 0, right: 0 };
    for (const { start, end } of this.#passes(photos.length)) {
      const some = photos.subarray(start, end);
      const chances = Array.from(some, (photo) => createRandom(seed, `tuning epoch ${epoch} photo ${photo}`));
      const changes = chances.map((chance) => drawChange(chance, wanted));
      await this.#pass(some, labels.subarray(start, end), changes, chances, 1 / batchLength, sums);
      await this.#breathe();
    }
    return sums;
  }

  async scores(photos: Uint32Array): Promise<FemaleScores<"uncalibrated">> {
    const scores = new Float32Array(photos.length);
    const head = headOf(this.#head, 0);
    for (const { start, end } of this.#passes(photos.length)) {
      const some = photos.subarray(start, end);
      const map = await this.#inputs.mapOf(some, Array(some.length).fill(UNCHANGED));
      const tape = this.#network.forward(map);
      const features = await this.#read(tape.features);
      this.#network.forget(tape);
      map.dispose();
      for (let index = 0; index < some.length; index++)
        scores[start + index] = probabilityOfFirst(head, rowOf(features, index));
      await this.#breathe();
    }
    return femaleScores<"uncalibrated">(scores);
  }

  /** The whole backbone with the given parameters, in the checkpoint's layout. */
  weights(parameters: Float32Array): Float32Array<ArrayBuffer> {
    return this.#network.weights(parameters.subarray(0, this.#network.parameterCount)).values;
  }

  /** The head with the given parameters. */
  head(parameters: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
    return parameters.slice(this.#network.parameterCount);
  }

  close(): void {
    this.#network.dispose();
    this.#inputs.clear();
  }

  /** Forward and backward pass for a few photos; adds to the sums. */
  async #pass(
    photos: Uint32Array,
    labels: Uint8Array,
    changes: readonly Change[],
    chances: readonly Random[],
    share: number,
    sums: { gradient: Float32Array; loss: number; right: number },
  ): Promise<void> {
    const { loss } = this.#request;
    const map = await this.#inputs.mapOf(photos, changes);
    const tape = this.#network.forward(map);
    const features = await this.#read(tape.features);
    const dFeatures = new Float32Array(features.length);
    const ofHead = sums.gradient.subarray(this.#network.parameterCount);
    for (const [index, chance] of chances.entries()) {
      const label = labels[index] === 0 ? 0 : 1;
      const [row, dRow] = [rowOf(features, index), rowOf(dFeatures, index)];
      const outcome = passHead(this.#head, row, label, loss, chance, share, ofHead, dRow);
      sums.loss += outcome.loss;
      sums.right += outcome.right;
    }
    const flat = this.#network.backward(tape, dFeatures);
    map.dispose();
    const gradient = await this.#read(flat);
    flat.dispose();
    this.#network.unfold(gradient);
    for (let index = 0; index < gradient.length; index++)
      sums.gradient[index] = (sums.gradient[index] as number) + (gradient[index] as number);
  }

  *#passes(length: number): Iterable<{ start: number; end: number }> {
    const size = PASS[this.#request.extraction.backend];
    for (let start = 0; start < length; start += size) yield { start, end: Math.min(length, start + size) };
  }

  async #read(tensor: tf.Tensor): Promise<Float32Array> {
    const reading = tensor.data() as Promise<Float32Array>;
    return this.#request.extraction.backend === "webgl" ? unlessContextLost(reading) : reading;
  }

  /** Yields so an abort can be handled. */
  async #breathe(): Promise<void> {
    await pause();
    this.#signal.throwIfAborted();
  }
}

function rowOf(features: Float32Array, row: number): Float32Array {
  return features.subarray(row * FEATURE_COUNT, (row + 1) * FEATURE_COUNT);
}
