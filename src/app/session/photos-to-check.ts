import type { Sample } from "../../dataset/sample";
import type { TrainedModel } from "../../models/model";

/** The photos to check a model on. */
export interface PhotosToCheck {
  readonly samples: readonly Sample[];
  /** Whether they are only the test photos. */
  readonly areTest: boolean;
}

/**
 * The usable photos that show how good a model is: the test photos, or all if there are none. A model trained on this
 * page may have learned from the others, so for it only test photos count.
 */
export function photosToCheck(
  { openedFrom }: Pick<TrainedModel, "openedFrom">,
  usable: readonly Sample[],
): PhotosToCheck {
  const test = usable.filter(({ split }) => split === "test");
  if (test.length > 0 || openedFrom === undefined) return { samples: test, areTest: true };
  return { samples: usable, areTest: false };
}
