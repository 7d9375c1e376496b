import { AppError } from "../../common/error";
import { type Label, labelIndex } from "../../common/label";
import type { JobHooks } from "../../common/progress";
import type { Evaluation, TrainedModel } from "../../models/model";
import type { Engine } from "../page/engine";
import type { HashedFile } from "../protocol/protocol";
import { extractFeatures } from "./extract-features";

export interface LabelledPhoto extends HashedFile {
  readonly label: Label;
}

/**
 * Evaluates a model on labelled photos that it was not trained on.
 * @throws AppError `bad-data` if none of them can be decoded; AbortError when stopped
 */
export async function checkModel(
  engine: Engine,
  model: TrainedModel,
  samples: readonly LabelledPhoto[],
  { signal, onProgress }: JobHooks,
): Promise<Evaluation<"uncalibrated">> {
  onProgress({ stage: "backbone", done: 0, total: 1 });
  const extraction = await engine.extractionOf(model, signal);
  const seen = await extractFeatures(engine, samples, extraction, { signal, onProgress });
  try {
    const { table, failures } = seen;
    const rows = Uint32Array.from(samples.keys()).filter((index) => !failures.has(index));
    if (rows.length === 0) {
      throw new AppError("bad-data", "None of the photos to check the model with could be opened.", {
        next: "Add photos that an image viewer can open.",
      });
    }
    const decoded = samples.filter((_sample, index) => !failures.has(index));
    return {
      paths: decoded.map(({ path }) => path),
      labels: Uint8Array.from(decoded, ({ label }) => labelIndex(label)),
      scores: await engine.worker.score(table, rows, model.head),
      ...(model.openedFrom !== undefined && { mayBeSeen: true }),
    };
  } finally {
    await seen.close();
  }
}
