import { LABELS, type Label, labelIndex } from "../common/label";

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
export function doubtsOf(labels: Uint8Array, scores: Float32Array): Doubts {
  const doubt = Float32Array.from(labels, (label, photo) => otherProbability(label, scores[photo] as number));
  const ranking = Uint32Array.from(doubt.keys()).sort(
    (a, b) => (doubt[b] as number) - (doubt[a] as number) || a - b,
  );
  const wrong = countWrong(labels, doubt);
  const left = { ...wrong };
  const issues = ranking.filter((photo) => {
    const label = LABELS[labels[photo] as number] as Label;
    return (doubt[photo] as number) > INDIFFERENT && left[label]-- > 0;
  });
  return { doubt, ranking, issues, wrong };
}

function otherProbability(label: number, female: number): number {
  return label === labelIndex("female") ? 1 - female : female;
}

/**
 * The off-diagonal of the calibrated confident joint, in whole photos. A photo counts as one that truly has a label
 * where the label's probability reaches what it is on average for photos that were given it, and is the larger one
 * where both do; these counts are then scaled so that those of a given label add up to its photos.
 */
function countWrong(labels: Uint8Array, doubt: Float32Array): Record<Label, number> {
  const wrong = { female: 0, male: 0 };
  const [female, male] = LABELS.map((label) => selfConfidence(labels, doubt, labelIndex(label)));
  if (female === undefined || male === undefined) return wrong;
  const thresholds = { female, male };
  for (const given of LABELS) {
    const own = thresholds[given];
    const other = given === "female" ? thresholds.male : thresholds.female;
    const counts = { photos: 0, same: 0, other: 0 };
    for (const [photo, label] of labels.entries()) {
      if (label !== labelIndex(given)) continue;
      const doubted = doubt[photo] as number;
      const isOwn = 1 - doubted >= own;
      const isOther = doubted >= other;
      counts.photos++;
      if (isOther && (!isOwn || doubted > INDIFFERENT)) counts.other++;
      else if (isOwn) counts.same++;
    }
    const counted = counts.same + counts.other;
    if (counted > 0) wrong[given] = Math.round((counts.photos * counts.other) / counted);
  }
  return wrong;
}

/** The mean probability of a label over the photos that were given it; undefined where there are none. */
function selfConfidence(labels: Uint8Array, doubt: Float32Array, wanted: number): number | undefined {
  let [sum, count] = [0, 0];
  for (const [photo, label] of labels.entries()) {
    if (label !== wanted) continue;
    sum += 1 - (doubt[photo] as number);
    count++;
  }
  return count === 0 ? undefined : sum / count;
}
