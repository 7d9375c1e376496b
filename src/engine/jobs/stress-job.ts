import { chunksOf } from "../../common/chunks";
import { AppError } from "../../common/error";
import { labelIndex } from "../../common/label";
import type { JobHooks } from "../../common/progress";
import { LOOKS } from "../../conditions/conditions";
import { femaleScores } from "../../metrics/probability";
import type { TrainedModel } from "../../models/model";
import type { StressTest } from "../../models/stress-figures";
import type { Engine } from "../page/engine";
import { type PresentFile, type StressRequest, sentPhoto } from "../protocol/protocol";
import type { LabelledPhoto } from "./check-job";

/** A labelled photo that is loaded. */
export type PresentPhoto = LabelledPhoto & PresentFile;

/**
 * Classifies photos as they are, and in every bad condition at every strength.
 * @param seed controls all randomness: the same seed gives the same pictures
 * @returns the head's uncalibrated predictions
 * @throws AppError `bad-data` if none of them can be decoded; AbortError when stopped
 */
export async function stressTest(
  engine: Engine,
  model: TrainedModel,
  samples: readonly PresentPhoto[],
  seed: number,
  hooks: JobHooks,
  looks = LOOKS,
): Promise<StressTest<"uncalibrated">> {
  hooks.onProgress({ stage: "backbone", done: 0, total: 1 });
  const extraction = await engine.extractionOf(model, hooks.signal);
  const { head } = model;
  const { scores, failures } = await scoresInConditions(
    engine,
    samples,
    { extraction, head, looks, seed },
    hooks,
  );
  const rows = [...samples.keys()].filter((row) => !failures.has(row));
  if (rows.length === 0) {
    throw new AppError("bad-data", "None of the photos to test with could be opened.", {
      next: "Add photos that an image viewer can open.",
    });
  }
  const columns = 1 + looks.length;
  const decoded = samples.filter((_sample, row) => !failures.has(row));
  const kept = new Float32Array(rows.length * columns);
  for (const [place, row] of rows.entries())
    kept.set(scores.subarray(row * columns, (row + 1) * columns), place * columns);
  return {
    seed,
    paths: decoded.map(({ path }) => path),
    labels: Uint8Array.from(decoded, ({ label }) => labelIndex(label)),
    looks,
    scores: femaleScores<"uncalibrated">(kept),
  };
}

/** A model's predictions for photos in bad conditions. */
interface StressScores {
  /**
   * Probability of "female", [files, 1 + looks], starting with the photo as it is; zeros if `failures` has the file.
   */
  readonly scores: Float32Array;
  /** Index of the file → why it could not be decoded. */
  readonly failures: ReadonlyMap<number, string>;
}

/** A model's predictions for photos, each as it is and in every condition, computed on all workers. */
async function scoresInConditions(
  engine: Engine,
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
  await engine.shareOut(chunks, { signal, backend }, async (worker, { start, end }) => {
    const photos = files.slice(start, end).map(sentPhoto);
    const chunk = await worker.stress(photos, request, { signal });
    if (chunk.backend !== backend) engine.backends.markWebglLost();
    scores.set(chunk.scores, start * columns);
    for (const { index, reason } of chunk.failures) failures.set(start + index, reason);
    done += photos.length;
    onProgress({ stage: "stress", done, total: files.length });
  });
  return { scores, failures };
}

/** The fewest photos whose pictures (a fixed number per photo) fill whole batches. */
function photosFor(batch: number, pictures: number): number {
  let photos = 1;
  while ((photos * pictures) % batch !== 0) photos++;
  return photos;
}
