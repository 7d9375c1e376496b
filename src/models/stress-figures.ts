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

/** A model's predictions for photos, each as it is and in bad conditions: calibrated, or as its head gave them. */
export interface StressTest<C extends Calibration = "calibrated"> {
  /** Controls all randomness. */
  readonly seed: number;
  readonly paths: readonly string[];
  /** True label of each photo, as its index in `LABELS`. */
  readonly labels: Uint8Array;
  readonly looks: readonly Look[];
  /** The model's probability of "female", [photos, 1 + looks], starting with the photo as it is. */
  readonly scores: FemaleScores<C>;
}

/** The metrics of a model; undefined if they cannot be computed. */
interface Goodness {
  readonly accuracy: number | undefined;
  readonly rocAuc: number | undefined;
}

/** The metrics in one condition at one strength. */
export interface LookFigures extends Goodness {
  readonly strength: Strength;
  /** Share of the photos that are predicted female. */
  readonly calledFemale: number | undefined;
  /** Indices into `paths` of the photos that are classified correctly as they are, but not here. */
  readonly tipped: readonly number[];
}

export interface ConditionFigures {
  readonly condition: Condition;
  /** One for each strength, the weakest first. */
  readonly looks: readonly LookFigures[];
  /** The accuracy lost at the greatest strength: 0.1 for ten percentage points; below 0 for a gain. */
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

/** The least loss of accuracy that counts as hurting. */
export const HURTS = 0.05;

/**
 * The metrics of a model in each condition, and on the photos as they are.
 * @param threshold a photo is predicted female from this probability of "female" up
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

/** The same with a model's temperature applied. */
export function calibratedStress(test: StressTest<"uncalibrated">, temperature = 1): StressTest {
  return calibratedScores(test, temperature);
}

/** The probability of "female" for every photo, in one column of the scores: as they are, or in one of the looks. */
export function scoresOf({ labels, looks, scores }: StressTest, column: number): FemaleScores {
  return everyNth(scores, 1 + looks.length, column, labels.length);
}

/** All metrics as JSON: undefined values are null, and photos are given by their paths. */
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

/** Undefined if there are none. */
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
