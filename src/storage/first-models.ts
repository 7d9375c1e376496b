import type { Head } from "../head/head";
import type { TrainedModel, TrainingRun } from "../models/model";

/** A model as the first version of the page kept it: trained here, on Keras's preprocessing, with one layer. */
interface FirstModel
  extends Omit<TrainedModel, "run" | "preprocessing" | "openedFrom" | "head">,
    TrainingRun {
  readonly head: Omit<Head, "hidden">;
}

/** A model record of the first version of the page as one of today; any other value as it is. */
export function currentModel(stored: unknown): unknown {
  if (!isFirst(stored)) return stored;
  const { settings, backend, counts, history, bestEpoch, skipped, seconds, head, ...others } = stored;
  return {
    ...others,
    head: { ...head, hidden: [] },
    preprocessing: "keras",
    run: { settings, backend, counts, history, bestEpoch, skipped, seconds },
    openedFrom: undefined,
  };
}

/** Only those of the first version carry the settings of their run themselves. */
function isFirst(stored: unknown): stored is FirstModel {
  return (
    typeof stored === "object" && stored !== null && !("preprocessing" in stored) && "settings" in stored
  );
}
