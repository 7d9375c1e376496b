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

/** Always the more likely label. */
export const LIKELIER: Decision = { threshold: femaleProbability(0.5), unsure: 0 };

/** How a model decides: as chosen for it, otherwise by the more likely label. */
export function decisionOf({ decision = LIKELIER }: Pick<TrainedModel, "decision">): Decision {
  return decision;
}

/** The model's prediction for one photo. */
export interface Prediction {
  readonly label: Label;
  /** Probability of `label`, 0 to 1; it may be below ½ if the threshold is not ½. */
  readonly confidence: number;
  /** Probability of "female". */
  readonly female: FemaleProbability;
  /** Whether the probability is far enough from the threshold. */
  readonly isSure: boolean;
  /** The threshold that the probability was compared with. */
  readonly threshold: FemaleProbability;
}

/** The prediction for a probability of "female". */
export function predictionOf(
  female: FemaleProbability,
  { threshold, unsure }: Decision = LIKELIER,
): Prediction {
  const label = calledAt(female, threshold);
  const isSure = distance(female, threshold) >= unsure;
  return { label, confidence: ofLabel(female, label), female, isSure, threshold };
}

/**
 * Applies a model's temperature to its head and scores: this model is used, shown and exported. Dividing the head's
 * last layer by the temperature divides the logits by it.
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

/** Evaluations with a temperature applied. */
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
 * What changes with a model's temperature: the temperature itself, and the threshold, which is converted so that no
 * prediction changes. @param temperature 1: as the head was trained
 */
export function withTemperature(
  model: Pick<TrainedModel, "decision" | "temperature">,
  temperature: number,
): Required<Pick<TrainedModel, "decision" | "temperature">> {
  const { threshold, unsure } = decisionOf(model);
  const moved = cooled(threshold, temperature / (model.temperature ?? 1));
  return { temperature, decision: { threshold: moved, unsure } };
}

/**
 * The model at temperature 1, with the threshold converted so that no prediction changes: a temperature fits only one
 * head.
 */
export function withoutTemperature(model: TrainedModel): TrainedModel {
  const { temperature, ...others } = model;
  return temperature === undefined ? model : { ...others, decision: withTemperature(model, 1).decision };
}
