import { labelIndex } from "../common/label";
import { amountOf, CONDITIONS, type Condition, type Look, type Strength } from "../conditions/conditions";
import {
  type Calibration,
  calibratedScores,
  calledAt,
  everyNth,
  type FemaleProbability,
  type FemaleScores,
  ofLabel,
  UNKNOWN,
} from "../metrics/probability";
import { figuresOf, THRESHOLD } from "./evaluation";

/** What a model said about photos, each as it is and in bad conditions: at its temperature, or as its head gave it. */
export interface StressTest<C extends Calibration = "calibrated"> {
  /** Decides what chance does to each photo. */
  readonly seed: number;
  readonly paths: readonly string[];
  /** True label of each photo, as its index in `LABELS`. */
  readonly labels: Uint8Array;
  readonly looks: readonly Look[];
  /** The model's probability of "female", [photos, 1 + looks]: of each photo as it is first. */
  readonly scores: FemaleScores<C>;
}

/** How good a model is; undefined where the photos say nothing about it. */
interface Goodness {
  readonly accuracy: number | undefined;
  readonly rocAuc: number | undefined;
}

/** How good it is in one condition at one strength. */
export interface LookFigures extends Goodness {
  readonly strength: Strength;
  /** Share of the photos that it calls female. */
  readonly calledFemale: number | undefined;
  /** Places of the photos in `paths` that it calls right as they are, and wrong here. */
  readonly tipped: readonly number[];
}

export interface ConditionFigures {
  readonly condition: Condition;
  /** One for each strength that was looked at, the weakest first. */
  readonly looks: readonly LookFigures[];
  /** How much accuracy is lost at the greatest strength: 0.1 for ten percentage points; below 0 where it gains. */
  readonly loss: number;
}

export interface StressFigures {
  readonly count: number;
  /** Share of the photos that are female. */
  readonly females: number | undefined;
  /** On the photos as they are. */
  readonly clean: Goodness;
  /** In the order of `CONDITIONS`. */
  readonly conditions: readonly ConditionFigures[];
}

/** A loss of accuracy from which on a condition is said to hurt. */
export const HURTS = 0.05;

/**
 * How good a model is in each condition, beside the same photos as they are.
 * @param threshold a photo is called female from this probability of "female" on
 */
export function stressFigures(test: StressTest, threshold = THRESHOLD): StressFigures {
  const { labels, looks } = test;
  const plain = scoresOf(test, 0);
  const clean = goodness(labels, plain, threshold);
  const conditions = CONDITIONS.filter((each) => looks.some(({ condition }) => condition === each));
  return {
    count: labels.length,
    females: shareOf(labels, (label) => label === 0),
    clean,
    conditions: conditions.map((condition) => {
      const figures = [...looks.entries()]
        .filter(([, look]) => look.condition === condition)
        .map(([column, { strength }]): LookFigures => {
          const scores = scoresOf(test, 1 + column);
          const tipped = [...labels.keys()].filter(
            (photo) => isRight(labels, plain, photo, threshold) && !isRight(labels, scores, photo, threshold),
          );
          const calledFemale = shareOf(scores, (score) => calledAt(score, threshold) === "female");
          return { strength, calledFemale, tipped, ...goodness(labels, scores, threshold) };
        })
        .sort((one, other) => one.strength - other.strength);
      const loss = (clean.accuracy ?? 0) - (figures.at(-1)?.accuracy ?? 0);
      return { condition, looks: figures, loss };
    }),
  };
}

/** The conditions that hurt, the worst first. */
export function hurtfulConditions({ conditions }: StressFigures): readonly ConditionFigures[] {
  return conditions.filter(({ loss }) => loss >= HURTS).sort((one, other) => other.loss - one.loss);
}

/** The same at a model's temperature. */
export function calibratedStress(test: StressTest<"uncalibrated">, temperature = 1): StressTest {
  return calibratedScores(test, temperature);
}

/** The probability of "female" for every photo, in one column of the scores: as they are, or in one of the looks. */
export function scoresOf({ labels, looks, scores }: StressTest, column: number): FemaleScores {
  return everyNth(scores, 1 + looks.length, column, labels.length);
}

/** All of it for a report; what is undefined is null there, and photos are named by their paths. */
export function stressToJson(test: StressTest, threshold = THRESHOLD) {
  const { count, clean, conditions } = stressFigures(test, threshold);
  const figures = ({ accuracy, rocAuc }: Goodness) => ({
    accuracy: accuracy ?? null,
    rocAuc: rocAuc ?? null,
  });
  return {
    seed: test.seed,
    threshold: ofLabel(threshold, "female"),
    photos: count,
    clean: figures(clean),
    conditions: conditions.map(({ condition, looks, loss }) => ({
      condition,
      loss,
      strengths: looks.map((look) => ({
        strength: look.strength,
        amount: amountOf({ condition, strength: look.strength }),
        ...figures(look),
        calledFemale: look.calledFemale ?? null,
        tipped: look.tipped.map((photo) => test.paths[photo]),
      })),
    })),
  };
}

function goodness(labels: Uint8Array, scores: FemaleScores, threshold: FemaleProbability): Goodness {
  const { accuracy, rocAuc } = figuresOf({ paths: [], labels, scores }, "female", threshold);
  return { accuracy, rocAuc };
}

/** Undefined where there is nothing. */
function shareOf<Value>(
  values: Iterable<Value> & { readonly length: number },
  isMeant: (value: Value) => boolean,
): number | undefined {
  if (values.length === 0) return undefined;
  return Array.from(values).filter(isMeant).length / values.length;
}

function isRight(
  labels: Uint8Array,
  scores: FemaleScores,
  photo: number,
  threshold: FemaleProbability,
): boolean {
  const called = calledAt(scores[photo] ?? UNKNOWN, threshold);
  return labelIndex(called) === labels[photo];
}
