import { FOLDS } from "./folds";
import { type FoldFigures, spreadOf } from "./summary";

/** The fractions of the photos that models are trained on, to estimate the benefit of more. */
export const SHARES = [0.1, 0.25, 0.5, 1] as const;

/** The results of models trained on a fraction of the photos. */
export interface CurvePoint extends FoldFigures {
  /** Fraction of a round's training photos, which are those outside its fold. */
  readonly share: number;
  /** The mean number of training photos. */
  readonly photos: number;
}

/** From the smallest fraction to all photos; every point has the same rounds in the same order. */
export type LearningCurve = readonly CurvePoint[];

/**
 * The number of epochs for a fraction of the photos. With the same number of epochs, the smaller number of steps, not
 * of photos, would cost accuracy: 2.1 points on a tenth of 640 faces. The same number of steps costs nothing but takes
 * four times as long; this compromise costs half a point there, and nothing from half of the photos on.
 */
export function epochsFor(share: number, epochs: number): number {
  return Math.round(epochs / Math.sqrt(share));
}

/** The conclusion from a learning curve: would more photos help? */
export interface Verdict {
  /** `no`: doubling gains less than a point of accuracy. `unclear`: the gain is within chance variation. */
  readonly answer: "yes" | "probably" | "unclear" | "no";
  /** The gain in accuracy from the last step of the curve, in [-1, 1]. */
  readonly gain: number;
  /** The standard error of the gain. */
  readonly error: number;
  /** Training photos before and after that step. */
  readonly from: number;
  readonly to: number;
}

/** Standard errors that cover chance variation in 19 of 20 cases. */
const SURE = 2;

/** A gain below this is not worth the work. */
const WORTHWHILE = 0.01;

/**
 * Whether more photos would help: compares the gain from the last doubling, paired by fold, with its variation between
 * rounds. Rounds share most of their photos, so the error of their mean is larger than for independent ones:
 * C. Nadeau and Y. Bengio, "Inference for the Generalization Error", Machine Learning 52, 2003, the corrected resampled
 * t-test.
 */
export function verdictOf(curve: LearningCurve): Verdict | undefined {
  const [before, after] = curve.slice(-2);
  if (before === undefined || after === undefined) return undefined;
  const gains = after.rounds.map(
    ({ accuracy }, round) => accuracy - (before.rounds[round]?.accuracy ?? Number.NaN),
  );
  const { mean: gain, deviation } = spreadOf(gains);
  const testToTrain = 1 / (FOLDS - 1);
  const error = deviation * Math.sqrt(1 / gains.length + testToTrain);
  return { answer: answerOf(gain, error), gain, error, from: before.photos, to: after.photos };
}

function answerOf(gain: number, error: number): Verdict["answer"] {
  if (gain + SURE * error < WORTHWHILE) return "no";
  if (gain > SURE * error) return "yes";
  return gain > error ? "probably" : "unclear";
}
