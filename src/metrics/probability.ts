/**
 * Which label a probability is about, and whether a model's temperature is in it, as types that cost nothing at run
 * time. To the compiler a P(female) is no number: it compares only with another one, and becomes a number by saying
 * whose probability is wanted. Nothing else makes such a value from a number, or takes 1 − P(female).
 */
import type { Label } from "../common/label";
import { atTemperature } from "./temperature";

/** `uncalibrated`: as a head gives it; `calibrated`: at the temperature of the head's model, which is often 1. */
export type Calibration = "calibrated" | "uncalibrated";

declare const FEMALE: unique symbol;
declare const POSITIVE: unique symbol;
declare const CALIBRATION: unique symbol;

/** The probability of "female", in [0, 1]: at run time a number. */
export interface FemaleProbability<C extends Calibration = "calibrated"> {
  readonly [FEMALE]: C;
}

/** The probability of the label that figures are about, in [0, 1]; a number, as all of `src/metrics` takes. */
export type PositiveProbability = number & { readonly [POSITIVE]: true };

/** Probabilities of "female", one per photo: at run time a `Float32Array`. */
export interface FemaleScores<C extends Calibration = "calibrated">
  extends Iterable<FemaleProbability<C>>,
    Pick<Float32Array, "length" | "byteLength"> {
  readonly [place: number]: FemaleProbability<C>;
}

/** Probabilities of the label that figures are about, one per photo. */
export type PositiveScores<C extends Calibration = "calibrated"> = Float64Array & {
  readonly [CALIBRATION]: C;
};

/** A number that is known to be the probability of "female". */
export function femaleProbability<C extends Calibration = "calibrated">(value: number): FemaleProbability<C> {
  return value as unknown as FemaleProbability<C>;
}

/** What is said of a photo that is not there: not a number, which no threshold reaches. */
export const UNKNOWN: FemaleProbability<never> = femaleProbability(Number.NaN);

/** Numbers that are known to be probabilities of "female"; the same array. */
export function femaleScores<C extends Calibration = "calibrated">(values: Float32Array): FemaleScores<C> {
  return values as unknown as FemaleScores<C>;
}

/** A number that is known to be the probability of the label that figures are about. */
export function positiveProbability(value: number): PositiveProbability {
  return value as PositiveProbability;
}

/** The probability of a label. */
export function ofLabel(female: FemaleProbability<Calibration>, label: Label): PositiveProbability {
  const value = female as unknown as number;
  return positiveProbability(label === "female" ? value : 1 - value);
}

/** The probability of "female" where `label` has this one. */
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

/** What a photo is called: female from the threshold on. */
export function calledAt<C extends Calibration>(
  female: FemaleProbability<C>,
  threshold: FemaleProbability<C>,
): Label {
  return female >= threshold ? "female" : "male";
}

/** How far apart two probabilities are, in [0, 1]. */
export function distance<C extends Calibration>(
  one: FemaleProbability<C>,
  other: FemaleProbability<C>,
): number {
  return Math.abs(ofLabel(one, "female") - ofLabel(other, "female"));
}

/** Between two probabilities. @param share of the first, in [0, 1] */
export function mixed<C extends Calibration>(
  one: FemaleProbability<C>,
  other: FemaleProbability<C>,
  share: number,
): FemaleProbability<C> {
  return femaleProbability(share * ofLabel(one, "female") + (1 - share) * ofLabel(other, "female"));
}

/** The first `length` of every `step`-th of some scores, from `start` on: a column of a table. */
export function everyNth<C extends Calibration>(
  scores: FemaleScores<C>,
  step: number,
  start: number,
  length: number,
): FemaleScores<C> {
  const values = scores as unknown as Float32Array;
  return femaleScores(Float32Array.from({ length }, (_none, row) => values[row * step + start] as number));
}

/** What holds scores: an evaluation, a stress test. */
interface Scored<C extends Calibration> {
  readonly scores: FemaleScores<C>;
}

/** What a head gave, at its model's temperature, each as float32 again; the same object at temperature 1. */
export function calibratedScores<T extends Scored<"uncalibrated">>(
  scored: T,
  temperature = 1,
): Omit<T, "scores"> & Scored<"calibrated"> {
  if (temperature === 1) return scored as Omit<T, "scores"> as Omit<T, "scores"> & Scored<"calibrated">;
  const values = scored.scores as unknown as Float32Array;
  return { ...scored, scores: femaleScores(values.map((score) => atTemperature(score, temperature))) };
}

/** What has a model's temperature in it. */
export type Calibrated<T> = T & { readonly [CALIBRATION]: "calibrated" };

/** Something that is known to have a model's temperature in it. */
export function asCalibrated<T extends object>(value: T): Calibrated<T> {
  return value as Calibrated<T>;
}

/** A probability when a model's temperature becomes `factor` times as high. */
export function cooled(female: FemaleProbability, factor: number): FemaleProbability {
  return femaleProbability(atTemperature(ofLabel(female, "female"), factor));
}
