import { checkModel } from "../../engine/jobs/check-job";
import type { TrainedModel } from "../../models/model";
import { notifyFailure } from "../notices/notify-failure";
import { settledData } from "./derived";
import { createJob } from "./job";
import { keepCheck } from "./models";
import { photosToCheck } from "./photos-to-check";
import { engine } from "./store";

const checking = createJob<void>();

/** The last check of a model on photos, running or over. */
export const useChecking = checking.useJob;

/** Stops the check; photos that were already looked at are not looked at again. */
export const cancelCheck = checking.cancel;

/** Checks a model on the photos that are there for it, and keeps what comes of it. One check at a time. */
export function check(model: TrainedModel): Promise<void> {
  return checking.run(model.id, async (hooks) => {
    const { samples } = photosToCheck(model, (await settledData()).usable);
    const evaluation = await checkModel(engine, model, samples, hooks);
    hooks.signal.throwIfAborted();
    // What cannot be saved is shown all the same.
    await keepCheck(model.id, evaluation).catch(notifyFailure);
  });
}
