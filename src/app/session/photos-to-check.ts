import type { Sample } from "../../dataset/sample";
import type { TrainedModel } from "../../models/model";

/** The photos that a model can be checked on. */
export interface PhotosToCheck {
  readonly samples: readonly Sample[];
  /** Whether they are only those that are marked as test photos. */
  readonly areTest: boolean;
}

/**
 * Of the photos that can be used, those that say what a model is worth: the test photos, or all where there are
 * none. A model that was trained here may have learned from the others, so for it only test photos count.
 */
export function photosToCheck(
  { openedFrom }: Pick<TrainedModel, "openedFrom">,
  usable: readonly Sample[],
): PhotosToCheck {
  const test = usable.filter(({ split }) => split === "test");
  if (test.length > 0 || openedFrom === undefined) return { samples: test, areTest: true };
  return { samples: usable, areTest: false };
}
