import { checkModel } from "../../engine/jobs/check-job";
import type { TrainedModel } from "../../models/model";
import { notifyFailure } from "../notices/notify-failure";
import { settledData } from "./derived";
import { createJob } from "./job";
import { keepCheck } from "./models";
import { photosToCheck } from "./photos-to-check";
import { engine } from "./store";

/** The job that checks a model on the photos under Data; its subject is the model's id. */
export const checking = createJob<string>();

/** Checks a model on the photos under Data that suit it, and stores the evaluation. One check at a time. */
export async function check(model: TrainedModel): Promise<void> {
  await checking.start(model.id, async (hooks) => {
    const { samples } = photosToCheck(model, (await settledData()).usable);
    const evaluation = await checkModel(engine, model, samples, hooks);
    hooks.commit();
    // An evaluation that cannot be saved is still shown.
    await keepCheck(model.id, evaluation).catch(notifyFailure);
  });
}
