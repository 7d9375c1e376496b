import type { TrainedModel } from "../../models/model";
import type { PhotosToCheck } from "../session/photos-to-check";

/** Which photos a model is checked on, or which ones it needs if there are none. */
export function whichPhotos({ openedFrom }: TrainedModel, { samples, areTest }: PhotosToCheck): string {
  if (samples.length > 0)
    return areTest ? "The test photos under Data." : "All photos under Data, with their labels there.";
  if (openedFrom !== undefined) return "Add photos of faces in two folders, named female and male.";
  return "Add photos in a folder named test. All others under Data may be among its training photos.";
}
