import { LABELS, type Label, labelIndex, otherLabel } from "../common/label";
import { type FemaleScores, ofLabel } from "../metrics/probability";

/** Suspect labels, by out-of-fold predictions. */
export interface Doubts {
  /** The doubt about each photo's label, in [0, 1]: the probability of the other label. */
  readonly doubt: Float32Array;
  /** The indices of all photos, the most suspect label first. */
  readonly ranking: Uint32Array;
  /** The photos whose label is probably wrong, in the same order. */
  readonly issues: Uint32Array;
  /** Estimated number of wrong labels per given label; not all of them need to be among the issues. */
  readonly wrong: Readonly<Record<Label, number>>;
}

/** Up to this doubt, the given label is the more likely one and needs no review. */
export const INDIFFERENT = 0.5;

/**
 * Finds labels that are probably wrong, by confident learning (Northcutt, Jiang and Chuang, "Confident Learning:
 * Estimating Uncertainty in Dataset Labels", JAIR 70, 2021), as cleanlab's `find_label_issues` does with its default
 * `prune_by_noise_rate`: the confident joint estimates how many labels of each kind are wrong; that many of the most
 * doubtful ones are reported, if the model predicts the other label. With two labels, ranking by normalised margin and
 * by self-confidence is the same.
 *
 * @param labels the given label of each photo, as its index in `LABELS`
 * @param scores the probability of "female" for each photo, from a model not trained on it, in [0, 1]
 */
export function doubtsOf(labels: Uint8Array, scores: FemaleScores<"uncalibrated">): Doubts {
  const labelOf = (photo: number) => LABELS[labels[photo] as number] as Label;
  const doubt = Float32Array.from(scores, (female, photo) => ofLabel(female, otherLabel(labelOf(photo))));
  const ranking = Uint32Array.from(doubt.keys()).sort(
    (a, b) => (doubt[b] as number) - (doubt[a] as number) || a - b,
  );
  const wrong = countWrong(labels, doubt);
  const left = { ...wrong };
  const issues = ranking.filter((photo) => {
    return (doubt[photo] as number) > INDIFFERENT && left[labelOf(photo)]-- > 0;
  });
  return { doubt, ranking, issues, wrong };
}

/**
 * The off-diagonal of the calibrated confident joint, in whole photos. A photo counts as truly having a label if that
 * label's probability reaches its average over the photos given that label; if both do, the larger one counts. The
 * counts are then scaled so that those of a given label add up to its photos.
 */
function countWrong(labels: Uint8Array, doubt: Float32Array): Record<Label, number> {
  const female = doubt.filter((_doubt, photo) => labels[photo] === labelIndex("female"));
  const male = doubt.filter((_doubt, photo) => labels[photo] === labelIndex("male"));
  if (female.length === 0 || male.length === 0) return { female: 0, male: 0 };
  const [femaleFrom, maleFrom] = [1 - mean(female), 1 - mean(male)];
  return { female: wrongOf(female, femaleFrom, maleFrom), male: wrongOf(male, maleFrom, femaleFrom) };
}

/**
 * Estimates how many of the photos given one label truly have the other.
 * @param doubts the doubt about each of them
 * @param own probability from which a photo counts as having its given label
 * @param other the same for the other label
 */
function wrongOf(doubts: Float32Array, own: number, other: number): number {
  let [same, different] = [0, 0];
  for (const doubt of doubts) {
    const isOwn = 1 - doubt >= own;
    if (doubt >= other && (!isOwn || doubt > INDIFFERENT)) different++;
    else if (isOwn) same++;
  }
  const counted = same + different;
  return counted === 0 ? 0 : Math.round((doubts.length * different) / counted);
}

/** @param values at least one */
function mean(values: Float32Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
