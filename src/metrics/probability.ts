/**
 * Types for which label a probability is about and whether it is calibrated, without run-time cost. To the compiler,
 * P(female) is not a number: it can only be compared with another P(female), and converting it to a number requires
 * naming the label. Only this file creates such values from numbers, or computes 1 − P(female).
 */
import type { Label } from "../common/label";
import { atTemperature } from "./temperature";

/** `uncalibrated`: the head's output; `calibrated`: with the model's temperature applied, which is often 1. */
export type Calibration = "calibrated" | "uncalibrated";

declare const FEMALE: unique symbol;
declare const POSITIVE: unique symbol;
declare const CALIBRATION: unique symbol;

/** The probability of "female", in [0, 1]; a number at run time. */
export interface FemaleProbability<C extends Calibration = "calibrated"> {
  readonly [FEMALE]: C;
}

/** The probability of the positive label, in [0, 1]; a number, as used in all of `src/metrics`. */
export type PositiveProbability = number & { readonly [POSITIVE]: true };

/** Probabilities of "female", one per photo; a `Float32Array` at run time. */
export interface FemaleScores<C extends Calibration = "calibrated">
  extends Iterable<FemaleProbability<C>>,
    Pick<Float32Array, "length" | "byteLength"> {
  readonly [place: number]: FemaleProbability<C>;
}

/** Probabilities of the positive label, one per photo. */
export type PositiveScores<C extends Calibration = "calibrated"> = Float64Array & {
  readonly [CALIBRATION]: C;
};

/** Marks a number as a probability of "female". */
export function femaleProbability<C extends Calibration = "calibrated">(value: number): FemaleProbability<C> {
  return value as unknown as FemaleProbability<C>;
}

/** The probability of a missing photo: NaN, which no threshold reaches. */
export const UNKNOWN: FemaleProbability<never> = femaleProbability(Number.NaN);

/** Marks an array as probabilities of "female"; returns the same array. */
export function femaleScores<C extends Calibration = "calibrated">(values: Float32Array): FemaleScores<C> {
  return values as unknown as FemaleScores<C>;
}

/** Marks a number as a probability of the positive label. */
export function positiveProbability(value: number): PositiveProbability {
  return value as PositiveProbability;
}

/** The probability of a label. */
export function ofLabel(female: FemaleProbability<Calibration>, label: Label): PositiveProbability {
  const value = female as unknown as number;
  return positiveProbability(label === "female" ? value : 1 - value);
}

/** The probability of "female", given that of `label`. */
export function femaleOf(probability: PositiveProbability, label: Label): FemaleProbability {
  return femaleProbability(label === "female" ? probability : 1 - probability);
}

/** Probabilities of a label, one per photo. */
export function positiveScores<C extends Calibration>(
  scores: FemaleScores<C>,
  label: Label,
): PositiveScores<C> {
  return Float64Array.from(scores, (female) => ofLabel(female, label)) as PositiveScores<C>;
}

/** The predicted label: female from the threshold up. */
export function calledAt<C extends Calibration>(
  female: FemaleProbability<C>,
  threshold: FemaleProbability<C>,
): Label {
  return female >= threshold ? "female" : "male";
}

/** The distance between two probabilities, in [0, 1]. */
export function distance<C extends Calibration>(
  one: FemaleProbability<C>,
  other: FemaleProbability<C>,
): number {
  return Math.abs(ofLabel(one, "female") - ofLabel(other, "female"));
}

/** Interpolates between two probabilities. @param share of the first, in [0, 1] */
export function mixed<C extends Calibration>(
  one: FemaleProbability<C>,
  other: FemaleProbability<C>,
  share: number,
): FemaleProbability<C> {
  return femaleProbability(share * ofLabel(one, "female") + (1 - share) * ofLabel(other, "female"));
}

/** A column of a table of scores: every `step`-th score from `start`, `length` of them. */
export function everyNth<C extends Calibration>(
  scores: FemaleScores<C>,
  step: number,
  start: number,
  length: number,
): FemaleScores<C> {
  const values = scores as unknown as Float32Array;
  return femaleScores(Float32Array.from({ length }, (_none, row) => values[row * step + start] as number));
}

/** Anything with scores: an evaluation, a stress test. */
interface Scored<C extends Calibration> {
  readonly scores: FemaleScores<C>;
}

/** Applies a model's temperature to a head's scores, rounded to float32; the same object at temperature 1. */
export function calibratedScores<T extends Scored<"uncalibrated">>(
  scored: T,
  temperature = 1,
): Omit<T, "scores"> & Scored<"calibrated"> {
  if (temperature === 1) return scored as Omit<T, "scores"> as Omit<T, "scores"> & Scored<"calibrated">;
  const values = scored.scores as unknown as Float32Array;
  return { ...scored, scores: femaleScores(values.map((score) => atTemperature(score, temperature))) };
}

/** Anything that may be calibrated. */
export type Calibrated<T> = T & { readonly [CALIBRATION]: "calibrated" };

/** Marks something as calibrated. */
export function asCalibrated<T extends object>(value: T): Calibrated<T> {
  return value as Calibrated<T>;
}

/** What a probability becomes when the model's temperature is multiplied by `factor`. */
export function cooled(female: FemaleProbability, factor: number): FemaleProbability {
  return femaleProbability(atTemperature(ofLabel(female, "female"), factor));
}
