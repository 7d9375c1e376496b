import { FOLDS } from "./folds";
import { type FoldFigures, spreadOf } from "./summary";

/** The parts of the photos that models are trained with, to see what more of them bring. */
export const SHARES = [0.1, 0.25, 0.5, 1] as const;

/** What models came to that were trained with a part of the photos. */
export interface CurvePoint extends FoldFigures {
  /** Of the photos that a round may learn from, which are those outside of its fold. */
  readonly share: number;
  /** How many photos each learned from, on average. */
  readonly photos: number;
}

/** From the smallest part of the photos to all of them; the rounds of each point are the same ones in the same order. */
export type LearningCurve = readonly CurvePoint[];

/**
 * The epochs with a part of the photos. With as many as for all of them the fewer steps, not the fewer photos, would
 * cost accuracy: on a tenth of 640 faces 2.1 points. With as many steps nothing is lost, at four times the time; with
 * these it is half a point there, and nothing from a half on.
 */
export function epochsFor(share: number, epochs: number): number {
  return Math.round(epochs / Math.sqrt(share));
}

/** What a learning curve says about more photos. */
export interface Verdict {
  /** `no`: twice the photos are worth less than a point of accuracy. `unclear`: chance moves it too much to say. */
  readonly answer: "yes" | "probably" | "unclear" | "no";
  /** The gain in accuracy from the last step of the curve, in [-1, 1]. */
  readonly gain: number;
  /** The standard error of the gain. */
  readonly error: number;
  /** Photos to learn from before and after that step. */
  readonly from: number;
  readonly to: number;
}

/** Standard errors within which chance moves a value in 19 of 20 cases. */
const SURE = 2;

/** A gain below this is not worth the work. */
const WORTHWHILE = 0.01;

/**
 * Whether more photos would help: from what the last doubling of the photos brought, round by round on the same
 * folds, against how much that differs between rounds. Rounds share most of their photos, so the error of their mean
 * is larger than that of independent ones: C. Nadeau and Y. Bengio, "Inference for the Generalization Error", Machine
 * Learning 52, 2003, the corrected resampled t-test.
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
