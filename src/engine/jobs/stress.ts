import { AppError } from "../../common/error";
import { labelIndex } from "../../common/label";
import type { JobHooks } from "../../common/progress";
import { LOOKS } from "../../conditions/conditions";
import { femaleScores } from "../../metrics/probability";
import type { TrainedModel } from "../../models/model";
import type { StressTest } from "../../models/stress";
import type { Engine } from "../page/client";
import type { PresentFile } from "../protocol/protocol";
import type { LabelledPhoto } from "./checking";

/** A labelled photo that is here. */
export type PresentPhoto = LabelledPhoto & PresentFile;

/**
 * Looks at photos again, as they are and in every bad condition at every strength.
 * @param seed decides what chance does to each photo: the same seed gives the same pictures
 * @returns what the head says as it was trained, at no temperature
 * @throws AppError `bad-data` where none of them can be decoded; AbortError when stopped
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
  const { scores, failures } = await engine.stress(samples, { extraction, head, looks, seed }, hooks);
  const rows = [...samples.keys()].filter((row) => !failures.has(row));
  if (rows.length === 0) {
    throw new AppError("bad-data", "None of the photos to look at could be opened.", {
      next: "Add photos that a picture program can open.",
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
