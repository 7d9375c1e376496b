import type { Head } from "../head/head";
import type { TrainedModel, TrainingRun } from "../models/model";

/**
 * A model as the first version of the page stored it: trained here, with Keras's preprocessing and a head of one layer.
 */
interface FirstModel
  extends Omit<TrainedModel, "run" | "preprocessing" | "openedFrom" | "head">,
    TrainingRun {
  readonly head: Omit<Head, "hidden">;
}

/** Converts a model record of the first version of the page to today's; returns any other value unchanged. */
export function toCurrentModel(stored: unknown): unknown {
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

/** Only records of the first version have the settings of their run at the top level. */
function isFirst(stored: unknown): stored is FirstModel {
  return (
    typeof stored === "object" && stored !== null && !("preprocessing" in stored) && "settings" in stored
  );
}
