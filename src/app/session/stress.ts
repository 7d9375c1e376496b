import { LOOKS, type Look } from "../../conditions/conditions";
import { type PresentPhoto, stressTest } from "../../engine/jobs/stress-job";
import { poolWidth } from "../../engine/page/pool";
import type { HeldOut, TrainedModel } from "../../models/model";
import type { StressTest } from "../../models/stress-figures";
import { chosenBackbone } from "./backbone-choice";
import { secondsFor } from "./derived";
import { createJob } from "./job";
import { engine, type Session, useSession } from "./store";

/** What came of a look at photos in bad conditions. */
export interface StressOutcome {
  readonly test: StressTest<"uncalibrated">;
  /** The part of the data that the photos belong to. */
  readonly part: HeldOut;
  /** The photos that were to be looked at, which may have other labels by now. */
  readonly given: readonly PresentPhoto[];
}

/** What making one picture takes besides looking at it, on a common laptop. */
const SECONDS_PER_PICTURE = 0.004;

const stressing = createJob<StressOutcome>();

/** The last look at photos in bad conditions, under way or over. */
export const useStress = stressing.useJob;

export const cancelStress = stressing.cancel;

/** Looks at photos of a part in bad conditions. One model at a time. */
export function stress(model: TrainedModel, part: HeldOut, given: readonly PresentPhoto[]): Promise<void> {
  return stressing.run(model.id, async (hooks) => {
    const { seed } = useSession.getState().settings;
    return { part, given, test: await stressTest(engine, model, given, seed, hooks) };
  });
}

/** What the last look at photos in bad conditions came to, if it was for this model. */
export function lastStress(modelId: string): StressOutcome | undefined {
  const { job } = useStress.getState();
  return job.status === "done" && job.modelId === modelId ? job.result : undefined;
}

/** A photo plain and in some conditions, as a test of that seed looked at it. @throws AppError `broken-image` */
export function showLooks(
  photo: PresentPhoto,
  model: TrainedModel,
  looks: readonly Look[],
  seed: number,
): Promise<readonly Blob[]> {
  return engine.showLooks(photo, model, looks, seed);
}

/** Roughly what it takes, by the measured speed of a backbone of the same width; undefined where there is none. */
export function stressSeconds(
  photos: number,
  { backbone }: TrainedModel,
  session: Session,
): number | undefined {
  if (chosenBackbone(session)?.info.width !== backbone.width) return undefined;
  const pictures = photos * (1 + LOOKS.length);
  const looking = secondsFor(pictures, session);
  const backend = session.backend === "auto" ? session.speeds?.speeds[0]?.backend : session.backend;
  if (looking === undefined || backend === undefined) return undefined;
  return looking + (pictures * SECONDS_PER_PICTURE) / poolWidth(backend);
}
