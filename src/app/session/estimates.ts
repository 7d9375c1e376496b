import type { BackendSpeed } from "../../backbone/backend";
import { LOOKS } from "../../conditions/conditions";
import { poolWidth } from "../../engine/page/pool";
import type { TrainedModel } from "../../models/model";
import { passesOf } from "../../models/tuning-passes";
import type { TunedBlocks } from "../../tuning/tuned";
import { chosenBackbone } from "./backbone-choice";
import type { Session } from "./store";

/** Time to apply a bad condition to one picture, besides extracting features, on a common laptop. */
const SECONDS_PER_PICTURE = 0.004;

/** Time to start the workers and decode the photos before fine-tuning, on a common laptop. */
const TUNING_START_SECONDS = 4;

/**
 * Seconds to extract the features of `photos` with the chosen backbone at this machine's measured speed; undefined if
 * the speed was not measured.
 */
export function secondsFor(photos: number, session: Session): number | undefined {
  const speed = speedOf(session);
  return speed && (photos * speed.millisecondsPerPhoto) / 1000 / poolWidth(speed.backend);
}

/** Approximate seconds of a stress test of a model on `photos`. */
export function stressSeconds(photos: number, model: TrainedModel, session: Session): number | undefined {
  const pictures = photos * (1 + LOOKS.length);
  const looking = secondsWith(model, pictures, session);
  const speed = speedOf(session);
  return looking && speed && looking + (pictures * SECONDS_PER_PICTURE) / poolWidth(speed.backend);
}

/** Approximate seconds of fine-tuning a model. */
export function tuningSeconds(
  model: TrainedModel,
  blocks: TunedBlocks,
  session: Session,
): number | undefined {
  if (model.run === undefined) return undefined;
  const passes = passesOf(model.run, { ...session.tuningSettings, blocks });
  const seconds = secondsWith(model, passes, session);
  return seconds && seconds + TUNING_START_SECONDS;
}

/** As `secondsFor`, with a model's backbone; undefined if the chosen one has another width. */
function secondsWith({ backbone }: TrainedModel, photos: number, session: Session): number | undefined {
  return chosenBackbone(session)?.info.width === backbone.width ? secondsFor(photos, session) : undefined;
}

function speedOf(session: Session): BackendSpeed | undefined {
  const { speeds, backend } = session;
  if (speeds === undefined || speeds.sha256 !== chosenBackbone(session)?.info.sha256) return undefined;
  return backend === "auto"
    ? speeds.speeds[0]
    : speeds.speeds.find((measured) => measured.backend === backend);
}
