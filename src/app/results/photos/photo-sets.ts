import { createContext, useContext } from "react";
import type { Label } from "../../../common/label";
import type { FemaleProbability } from "../../../metrics/probability";
import { barPhotos, cellPhotos, type EvaluatedPhoto } from "../../../models/evaluated";
import { photos as photosText } from "../../../models/figure-sentences";
import type { Evaluation } from "../../../models/model";
import { percent } from "../../widgets/format";

/** Some of the photos that a model was checked on, to be shown. */
export interface PhotoSet {
  readonly title: string;
  readonly photos: readonly EvaluatedPhoto[];
}

/** Shows photos over the results. */
export const ShowPhotos = createContext<((set: PhotoSet) => void) | undefined>(undefined);

/** Undefined if no photos can be shown. */
export function useShowPhotos(): ((set: PhotoSet) => void) | undefined {
  return useContext(ShowPhotos);
}

/** A cell of the confusion matrix: "5 female photos called male". */
export function cellSet(
  evaluation: Evaluation,
  threshold: FemaleProbability,
  label: Label,
  called: Label,
): PhotoSet {
  const photos = cellPhotos(evaluation, threshold, label, called);
  return { title: `${photosText(photos.length, label)} called ${called}`, photos };
}

/** A bar of the histogram: "3 male photos between 5 % and 10 % female". */
export function barSet(
  evaluation: Evaluation,
  label: Label,
  positive: Label,
  bar: number,
  bars: number,
): PhotoSet {
  const photos = barPhotos(evaluation, label, positive, bar, bars);
  const [low, high] = [bar, bar + 1].map((edge) => percent(edge / bars));
  return { title: `${photosText(photos.length, label)} between ${low} and ${high} ${positive}`, photos };
}
