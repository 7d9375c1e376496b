import { LABELS, type Label, labelIndex, otherLabel } from "../common/label";
import { type FemaleScores, ofLabel } from "../metrics/probability";

/** Which labels a model doubts, by what it says of photos that it did not learn from. */
export interface Doubts {
  /** The doubt about each photo's label, in [0, 1]: the probability of the other one. */
  readonly doubt: Float32Array;
  /** All photos by their places in the list, the most doubtful label first. */
  readonly ranking: Uint32Array;
  /** Those whose label is probably wrong, in the same order. */
  readonly issues: Uint32Array;
  /** How many of the photos of each label probably have the wrong one; not all of them need be among the issues. */
  readonly wrong: Readonly<Record<Label, number>>;
}

/** Up to this doubt the given label is the likelier one, so that there is nothing to look at. */
export const INDIFFERENT = 0.5;

/**
 * Finds labels that are probably wrong, by confident learning (Northcutt, Jiang and Chuang, "Confident Learning:
 * Estimating Uncertainty in Dataset Labels", JAIR 70, 2021), as cleanlab's `find_label_issues` does with its default
 * `prune_by_noise_rate`: the confident joint says how many labels of each kind are wrong, and those are taken to be
 * the ones by which the model is surprised most, as long as it says otherwise at all. With two labels, ranking by
 * normalised margin and by self-confidence is the same.
 *
 * @param labels the given label of each photo, as its index in `LABELS`
 * @param scores the probability of "female" for each photo, from a model that did not learn from it, in [0, 1]
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
 * The off-diagonal of the calibrated confident joint, in whole photos. A photo counts as one that truly has a label
 * where the label's probability reaches what it is on average for photos that were given it, and is the larger one
 * where both do; these counts are then scaled so that those of a given label add up to its photos.
 */
function countWrong(labels: Uint8Array, doubt: Float32Array): Record<Label, number> {
  const female = doubt.filter((_doubt, photo) => labels[photo] === labelIndex("female"));
  const male = doubt.filter((_doubt, photo) => labels[photo] === labelIndex("male"));
  if (female.length === 0 || male.length === 0) return { female: 0, male: 0 };
  const [femaleFrom, maleFrom] = [1 - mean(female), 1 - mean(male)];
  return { female: wrongOf(female, femaleFrom, maleFrom), male: wrongOf(male, maleFrom, femaleFrom) };
}

/**
 * How many of the photos that were given one label truly have the other.
 * @param doubts about each of them
 * @param own from which probability a photo counts as one of its own label
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
