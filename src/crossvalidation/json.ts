import type { Label } from "../common/label";
import type { Doubts } from "./doubts";
import { FOLDS } from "./folds";
import type { LearningCurve } from "./learning-curve-verdict";
import type { FoldFigures } from "./summary";

/** JSON form of a label check: all photos, the most suspect label first; doubts are in [0, 1]. */
export function labelCheckToJson({
  samples,
  doubts: { doubt, ranking },
}: {
  readonly samples: readonly { readonly path: string; readonly label: Label }[];
  readonly doubts: Doubts;
}) {
  return Array.from(ranking, (photo) => ({
    file: samples[photo]?.path,
    label: samples[photo]?.label,
    doubt: doubt[photo],
  }));
}

/** JSON form of cross-validated metrics: mean and sample standard deviation over the rounds. */
export function crossValidationToJson({ rounds, accuracy, rocAuc }: FoldFigures) {
  return { folds: FOLDS, repeats: rounds.length / FOLDS, accuracy, rocAuc, rounds };
}

/** JSON form of a learning curve, from the smallest subset of the photos to all. */
export function learningCurveToJson(curve: LearningCurve) {
  return curve.map(({ share, photos, ...figures }) => ({ share, photos, ...crossValidationToJson(figures) }));
}
