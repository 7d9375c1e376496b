import * as tf from "@tensorflow/tfjs-core";
import { INPUT_SIZE } from "../../backbone/architecture";
import { DIVISORS, INPUT_LENGTH } from "../../backbone/preprocess";
import { createRandom } from "../../common/random";
import type { Pixels } from "../../conditions/rgb-pixels";
import { type Change, writeChanged } from "../../tuning/augment";
import type { TunedNetwork } from "../../tuning/network";
import { notSeen } from "../protocol/absent-photos";
import { isPresent, type ReplicaRequest } from "../protocol/protocol";
import { Kept } from "./bounded-arrays";
import { decodePhoto } from "./decode";
import { inCondition } from "./looks";

/** Size of the cache in bytes: the pixels of 1,700 photos. Others are decoded again each time. */
const KEPT_BYTES = 256_000_000;

type Sides = [height: number, width: number, channels: number];

/** The inputs of the trained blocks of a network. */
export class TuningInputs {
  readonly #request: ReplicaRequest;
  readonly #network: TunedNetwork;
  /** RGB, 224 × 224 × 3, by the photo's number. */
  readonly #pixels = new Kept<Pixels>(KEPT_BYTES);
  /** With "last" blocks, the frozen blocks' output: of a photo by twice its number, of its mirror image by one more. */
  readonly #maps = new Kept<Float32Array>(KEPT_BYTES);

  /** Height, width and channels of all maps; known with the first. */
  #sides: Sides = [0, 0, 0];

  constructor(request: ReplicaRequest, network: TunedNetwork) {
    this.#request = request;
    this.#network = network;
  }

  /**
   * @param photos their numbers, each with its augmentation
   * @returns [photos, h, w, channels], the frozen blocks' output; the caller disposes of it
   * @throws AppError `broken-image`, or `bad-data` if a photo is missing
   */
  async mapOf(photos: Uint32Array, changes: readonly Change[]): Promise<tf.Tensor4D> {
    if (this.#request.settings.blocks === "all") return this.#frozen(photos, changes);
    const maps = Array.from(photos, (photo, index) => this.#maps.get(mapKey(photo, changes[index])));
    const unknown = [...photos.keys()].filter((index) => maps[index] === undefined);
    if (unknown.length > 0) {
      const missing = Uint32Array.from(unknown, (index) => photos[index] as number);
      const wanted = unknown.map((index) => changes[index] as Change);
      const computed = await this.#frozen(missing, wanted);
      const values = (await computed.data()) as Float32Array;
      this.#sides = sidesOf(computed.shape);
      computed.dispose();
      const size = values.length / unknown.length;
      for (const [position, index] of unknown.entries()) {
        const map = values.slice(position * size, (position + 1) * size);
        maps[index] = map;
        this.#maps.put(mapKey(photos[index] as number, changes[index]), map);
      }
    }
    return stacked(maps as Float32Array[], this.#sides);
  }

  clear(): void {
    this.#pixels.clear();
    this.#maps.clear();
  }

  async #frozen(photos: Uint32Array, changes: readonly Change[]): Promise<tf.Tensor4D> {
    const pixels = await Promise.all(
      Array.from(photos, async (photo, index) => lookedAt(await this.#pixelsOf(photo), changes[index])),
    );
    const divisor = DIVISORS[this.#request.extraction.preprocessing];
    const values = new Float32Array(photos.length * INPUT_LENGTH);
    for (const [index, rgb] of pixels.entries())
      writeChanged(rgb, changes[index] as Change, divisor, values, index * INPUT_LENGTH);
    const images = tf.tensor4d(values, [photos.length, INPUT_SIZE, INPUT_SIZE, 3]);
    try {
      return this.#network.frozen(images);
    } finally {
      images.dispose();
    }
  }

  async #pixelsOf(photo: number): Promise<Pixels> {
    const kept = this.#pixels.get(photo);
    if (kept !== undefined) return kept;
    const { extraction, photos } = this.#request;
    const wanted = photos[photo] as ReplicaRequest["photos"][number];
    if (!isPresent(wanted)) throw notSeen(1, extraction);
    const rgb = await decodePhoto(wanted, extraction.preprocessing);
    this.#pixels.put(photo, rgb);
    return rgb;
  }
}

/** A photo, in the bad condition that was drawn for it, if any. */
async function lookedAt(rgb: Pixels, change: Change | undefined): Promise<Pixels> {
  if (change?.look === undefined) return rgb;
  return inCondition(rgb, change.look, createRandom(change.look.seed, "tuning condition"));
}

function mapKey(photo: number, change: Change | undefined): number {
  return 2 * photo + (change?.flip ? 1 : 0);
}

function sidesOf([, height, width, channels]: tf.Tensor4D["shape"]): Sides {
  return [height, width, channels];
}

function stacked(maps: readonly Float32Array[], sides: Sides): tf.Tensor4D {
  const values = new Float32Array(maps.reduce((sum, map) => sum + map.length, 0));
  let offset = 0;
  for (const map of maps) {
    values.set(map, offset);
    offset += map.length;
  }
  return tf.tensor4d(values, [maps.length, ...sides]);
}
