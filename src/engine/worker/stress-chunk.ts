import { FEATURE_COUNT } from "../../backbone/architecture";
import { INPUT_LENGTH, writeInput } from "../../backbone/preprocess";
import { concernsPhoto } from "../../common/error";
import { pause } from "../../common/pause";
import type { Stoppable } from "../../common/progress";
import { chanceOf } from "../../conditions/conditions";
import type { Pixels } from "../../conditions/rgb-pixels";
import { probabilityOfFirst } from "../../head/head";
import type { PresentFile, StressChunk, StressRequest } from "../protocol/protocol";
import { decodePhoto } from "./decode";
import { inCondition } from "./looks";
import { effectiveBackend, extractInputs } from "./runtime";

/**
 * A model's predictions for some photos, each as it is and in every condition. Each photo is decoded once; its pictures
 * go through the backbone in batches together with those of the next photos. A photo that cannot be decoded does not
 * fail the chunk.
 * @throws AbortError when stopped
 */
export async function stressChunk(
  files: readonly PresentFile[],
  { extraction, head, looks, seed }: StressRequest,
  { signal }: Stoppable,
): Promise<StressChunk> {
  const columns = 1 + looks.length;
  const scores = new Float32Array(files.length * columns);
  const failures: { index: number; reason: string }[] = [];
  const batch = new Float32Array(extraction.batch * INPUT_LENGTH);
  /** Where the scores of the batch's pictures are written. */
  const places: number[] = [];

  async function compute(): Promise<void> {
    // Yields so an abort can be handled.
    await pause();
    signal.throwIfAborted();
    const features = await extractInputs(batch, places.length, extraction);
    for (const [index, place] of places.entries()) {
      const row = features.subarray(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT);
      scores[place] = probabilityOfFirst(head, row);
    }
    places.length = 0;
  }

  async function add(picture: Pixels, place: number): Promise<void> {
    writeInput(picture, extraction.preprocessing, batch, places.length * INPUT_LENGTH);
    places.push(place);
    if (places.length === extraction.batch) await compute();
  }

  for (const [index, photo] of files.entries()) {
    try {
      const plain = await decodePhoto(photo, extraction.preprocessing);
      await add(plain, index * columns);
      for (const [column, look] of looks.entries()) {
        const chance = chanceOf(seed, photo.hash, look.condition);
        await add(await inCondition(plain, look, chance), index * columns + 1 + column);
      }
    } catch (error) {
      if (!concernsPhoto(error)) throw error;
      failures.push({ index, reason: error.message });
    }
  }
  if (places.length > 0) await compute();
  return { scores, failures, backend: effectiveBackend(extraction.backend) };
}
