import type { Label } from "../common/label";
import { atTemperature } from "../metrics/temperature";
import type { Decision, Evaluation, HeldOut, TrainedModel } from "./model";

/** The likelier label, whatever it is. */
export const LIKELIER: Decision = { threshold: 0.5, unsure: 0 };

/** How a model decides: as was chosen for it, or by the likelier label. */
export function decisionOf({ decision = LIKELIER }: Pick<TrainedModel, "decision">): Decision {
  return decision;
}

/** The model's answer about one photo. */
export interface Prediction {
  readonly label: Label;
  /** Probability of `label`, 0 to 1; below ½ where the threshold is not ½. */
  readonly confidence: number;
  /** Probability of "female". */
  readonly female: number;
  /** Whether the probability is far enough from the threshold. */
  readonly isSure: boolean;
  /** What the probability was held against. */
  readonly threshold: number;
}

/** The answer that a probability of "female" stands for. */
export function predictionOf(female: number, { threshold, unsure }: Decision = LIKELIER): Prediction {
  const isSure = Math.abs(female - threshold) >= unsure;
  return female >= threshold
    ? { label: "female", confidence: female, female, isSure, threshold }
    : { label: "male", confidence: 1 - female, female, isSure, threshold };
}

/**
 * A model with its temperature made part of its head and of its scores: what is used, shown and exported. The head's
 * last layer divided by the temperature gives the logits divided by it.
 */
export function calibrated(model: TrainedModel): TrainedModel {
  const { temperature = 1, ...others } = model;
  if (temperature === 1) return model;
  const { head } = model;
  const cooled = (values: Float32Array) => Float32Array.from(values, (value) => value / temperature);
  return {
    ...others,
    head: { ...head, kernel: cooled(head.kernel), bias: cooled(head.bias) },
    evaluations: calibratedEvaluations(model.evaluations, temperature),
  };
}

/** Evaluations as they are at a temperature. */
export function calibratedEvaluations(
  evaluations: TrainedModel["evaluations"],
  temperature = 1,
): TrainedModel["evaluations"] {
  if (temperature === 1) return evaluations;
  const entries = Object.entries(evaluations) as [HeldOut, Evaluation][];
  const cooled = entries.map(([part, { scores, ...others }]) => [
    part,
    { ...others, scores: scores.map((score) => atTemperature(score, temperature)) },
  ]);
  return Object.fromEntries(cooled);
}

/**
 * What changes with a model's temperature: itself, and the threshold, which goes with it so that every photo is called
 * what it was called before. @param temperature 1: as the head was trained
 */
export function withTemperature(
  model: Pick<TrainedModel, "decision" | "temperature">,
  temperature: number,
): Required<Pick<TrainedModel, "decision" | "temperature">> {
  const { threshold, unsure } = decisionOf(model);
  const moved = atTemperature(threshold, temperature / (model.temperature ?? 1));
  return { temperature, decision: { threshold: moved, unsure } };
}
