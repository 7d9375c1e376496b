import type { EvaluatedPhoto } from "../../../models/evaluated";

export { barPhotos, cellPhotos, ownScore, tellsPhotos } from "../../../models/evaluated";
export type { EvaluatedPhoto };

/** Some of the photos that a model was checked on, to be looked at. */
export interface PhotoSet {
  readonly title: string;
  readonly photos: readonly EvaluatedPhoto[];
}
