import { FEATURE_COUNT } from "../backbone/architecture";
import { AppError } from "../common/error";
import { labelIndex } from "../common/label";
import type { Sample } from "../dataset/sample";
import type { Evaluation, TrainedModel } from "../models/model";
import type { Engine, JobHooks } from "./client";

/**
 * What a model says about labelled photos that it was not trained on.
 * @throws AppError `bad-data` where none of them can be decoded; AbortError when stopped
 */
export async function checkModel(
  engine: Engine,
  model: TrainedModel,
  samples: readonly Sample[],
  { signal, onProgress }: JobHooks,
): Promise<Evaluation> {
  onProgress({ stage: "backbone", done: 0, total: 1 });
  const extraction = await engine.extractionOf(model, signal);
  const { features, failures } = await engine.features(samples, extraction, { signal, onProgress });
  const decoded = [...samples.entries()].filter(([index]) => !failures.has(index));
  if (decoded.length === 0) {
    throw new AppError("bad-data", "None of the photos to check the model with could be opened.", {
      next: "Add photos that a picture program can open.",
    });
  }
  const rows = new Float32Array(decoded.length * FEATURE_COUNT);
  for (const [row, [index]] of decoded.entries())
    rows.set(features.subarray(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT), row * FEATURE_COUNT);
  return {
    paths: decoded.map(([, { path }]) => path),
    labels: Uint8Array.from(decoded, ([, { label }]) => labelIndex(label)),
    scores: await engine.score(rows, model),
    ...(model.openedFrom !== undefined && { mayBeSeen: true }),
  };
}
