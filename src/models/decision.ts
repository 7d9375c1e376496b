import type { Label } from "../common/label";
import {
  asCalibrated,
  calibratedScores,
  calledAt,
  cooled,
  distance,
  type FemaleProbability,
  femaleProbability,
  ofLabel,
} from "../metrics/probability";
import type { CalibratedModel, Decision, Evaluations, TrainedModel } from "./model";

/** The likelier label, whatever it is. */
export const LIKELIER: Decision = { threshold: femaleProbability(0.5), unsure: 0 };

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
  readonly female: FemaleProbability;
  /** Whether the probability is far enough from the threshold. */
  readonly isSure: boolean;
  /** What the probability was held against. */
  readonly threshold: FemaleProbability;
}

/** The answer that a probability of "female" stands for. */
export function predictionOf(
  female: FemaleProbability,
  { threshold, unsure }: Decision = LIKELIER,
): Prediction {
  const label = calledAt(female, threshold);
  const isSure = distance(female, threshold) >= unsure;
  return { label, confidence: ofLabel(female, label), female, isSure, threshold };
}

/**
 * A model with its temperature made part of its head and of its scores: what is used, shown and exported. The head's
 * last layer divided by the temperature gives the logits divided by it.
 */
export function calibrated(model: TrainedModel): CalibratedModel {
  const { temperature = 1, head, evaluations, ...others } = model;
  const cooled = (values: Float32Array) => Float32Array.from(values, (value) => value / temperature);
  return {
    ...others,
    head: asCalibrated(
      temperature === 1 ? head : { ...head, kernel: cooled(head.kernel), bias: cooled(head.bias) },
    ),
    evaluations: calibratedEvaluations(evaluations, temperature),
  };
}

/** Evaluations as they are at a temperature. */
export function calibratedEvaluations(
  { val, test }: Evaluations<"uncalibrated">,
  temperature = 1,
): Evaluations {
  return {
    ...(val && { val: calibratedScores(val, temperature) }),
    ...(test && { test: calibratedScores(test, temperature) }),
  };
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
  const moved = cooled(threshold, temperature / (model.temperature ?? 1));
  return { temperature, decision: { threshold: moved, unsure } };
}

/** A model as its head was trained, which calls every photo what it calls it now: a temperature fits one head only. */
export function withoutTemperature(model: TrainedModel): TrainedModel {
  const { temperature, ...others } = model;
  return temperature === undefined ? model : { ...others, decision: withTemperature(model, 1).decision };
}
