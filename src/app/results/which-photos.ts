import type { TrainedModel } from "../../models/model";
import type { PhotosToCheck } from "../session/photos-to-check";

/** Which photos a model is checked on, or which it takes where there are none. */
export function whichPhotos({ openedFrom }: TrainedModel, { samples, areTest }: PhotosToCheck): string {
  if (samples.length > 0)
    return areTest
      ? "The test photos under Data."
      : "All photos under Data, by the labels that they have there.";
  if (openedFrom !== undefined) return "Photos of faces, in a folder named female and one named male.";
  return "It takes photos of a folder named test: all others under Data may be among those it learned from.";
}
