import { checkModel } from "../../engine/jobs/check-job";
import type { TrainedModel } from "../../models/model";
import { notifyFailure } from "../notices/notify-failure";
import { settledData } from "./derived";
import { createJob } from "./job";
import { keepCheck } from "./models";
import { photosToCheck } from "./photos-to-check";
import { engine } from "./store";

/** The check of a model, by its id, on the photos that are there for it. */
export const checking = createJob<string>();

/** Checks a model on the photos that are there for it, and keeps what comes of it. One check at a time. */
export async function check(model: TrainedModel): Promise<void> {
  await checking.start(model.id, async (hooks) => {
    const { samples } = photosToCheck(model, (await settledData()).usable);
    const evaluation = await checkModel(engine, model, samples, hooks);
    hooks.commit();
    // What cannot be saved is shown all the same.
    await keepCheck(model.id, evaluation).catch(notifyFailure);
  });
}
