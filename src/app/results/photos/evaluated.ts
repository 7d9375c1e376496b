import type { EvaluatedPhoto } from "../../../models/evaluated";

/** Some of the photos that a model was checked on, to be looked at. */
export interface PhotoSet {
  readonly title: string;
  readonly photos: readonly EvaluatedPhoto[];
}
