import { AppError } from "../../common/error";
import { leaveOut } from "../../dataset/edits";
import { trainModel } from "../../engine/jobs/training-job";
import type { Epoch } from "../../head/fit-head";
import type { TrainingSettings } from "../../head/head-settings";
import { chosenBackbone } from "./backbone-choice";
import { notifyNotKept } from "./browser";
import { settledData } from "./derived";
import { edit } from "./intake";
import type { RunHooks } from "./job";
import { isTraining, showingEpochs, type Trained, training } from "./learning";
import { keepModel } from "./models";
import { engine, go, useSession } from "./store";

/** Trains on the current photos, saves the model, and goes to its results. */
export async function train(): Promise<void> {
  if (isTraining()) return;
  const ended = await training.start(useSession.getState().settings, trainAndKeep);
  if (ended?.status === "done") go("results");
}

/** If stopped, the photos, the settings and the features extracted so far remain. */
async function trainAndKeep(hooks: RunHooks<readonly Epoch[]>): Promise<Trained> {
  const backbone = chosenBackbone(useSession.getState());
  if (backbone === undefined) {
    throw new AppError("no-backbone", "There is no backbone to train on.", { next: "Reload the page." });
  }
  const { dataset, usable: samples, splits } = await settledData();
  const { leftOut, readSeconds } = dataset;
  const { settings } = useSession.getState();
  const { model, broken } = await trainModel(
    engine,
    { samples, splits, leftOut, readSeconds, settings, backbone },
    showingEpochs(hooks),
  );
  hooks.commit();
  if (broken.size > 0) await edit(leaveOut(broken));
  // A model that cannot be saved can still be used and downloaded.
  const saved = await keepModel(model).then(
    () => true,
    (error) => {
      notifyNotKept(error);
      return false;
    },
  );
  return { modelId: model.id, saved };
}

export function changeSettings(change: Partial<TrainingSettings>): void {
  useSession.setState(({ settings }) => ({ settings: { ...settings, ...change } }));
}
