import type { Look } from "../../conditions/conditions";
import { type PresentPhoto, stressTest } from "../../engine/jobs/stress-job";
import type { HeldOut, TrainedModel } from "../../models/model";
import type { StressTest } from "../../models/stress-figures";
import { type Analysed, createAnalysis } from "./analysis";
import { engine, useSession } from "./store";

/** The result of a stress test. */
export interface StressOutcome extends Analysed {
  readonly test: StressTest<"uncalibrated">;
  /** The part of the data that the photos belong to. */
  readonly part: HeldOut;
}

/** Classifies photos of a part in bad conditions. */
export const stress = createAnalysis<StressOutcome, [part: HeldOut, given: readonly PresentPhoto[]]>(
  async (hooks, model, part, given) => {
    const { seed } = useSession.getState().settings;
    return { part, given, test: await stressTest(engine, model, given, seed, hooks) };
  },
);

/** A photo as it is and in some conditions, as a stress test with this seed saw it. @throws AppError `broken-image` */
export function showLooks(
  photo: PresentPhoto,
  model: TrainedModel,
  looks: readonly Look[],
  seed: number,
): Promise<readonly Blob[]> {
  return engine.showLooks(photo, model, looks, seed);
}
