import { labelIndex } from "../common/label";
import { UNKNOWN } from "../metrics/probability";
import { calibratedEvaluations, decisionOf, predictionOf } from "./decision";
import { mainPart } from "./evaluation";
import type { Decision, Evaluation, HeldOut, TrainedModel } from "./model";

/** One of two compared models, with the evaluation that it is compared by. */
export interface Side {
  readonly part: HeldOut;
  readonly evaluation: Evaluation;
  /** The decision of its model. */
  readonly decision: Decision;
}

/**
 * Whether two evaluations have the same photos. `relabelled`: they do, but some labels differ, so that an answer that
 * was right for one model was wrong for the other.
 */
export type Sameness = "same" | "relabelled" | "different";

/** The evaluations that two models are compared by. */
export interface Comparison {
  /** Undefined for a model without an evaluation. */
  readonly sides: readonly [Side | undefined, Side | undefined];
  /** Undefined unless both have one. */
  readonly photos: Sameness | undefined;
}

/** The pairs of splits that are searched for the same photos; the first match is used. */
const PAIRS: readonly (readonly [HeldOut, HeldOut])[] = [
  ["test", "test"],
  ["val", "val"],
  ["test", "val"],
  ["val", "test"],
];

/**
 * Chooses the evaluations to compare two models by: those on the same photos if there are any, otherwise the main
 * evaluation of each model.
 */
export function comparisonOf(one: TrainedModel, other: TrainedModel): Comparison {
  for (const [part, otherPart] of PAIRS) {
    const fair = compareBy(sideOf(one, part), sideOf(other, otherPart));
    if (fair.photos === "same") return fair;
  }
  return compareBy(sideOf(one, mainPart(one)), sideOf(other, mainPart(other)));
}

function compareBy(one: Side | undefined, other: Side | undefined): Comparison {
  return { sides: [one, other], photos: one && other && sameness(one, other) };
}

/** A model with one of its evaluations; undefined if it has none. */
export function sideOf(model: TrainedModel, part: HeldOut | undefined): Side | undefined {
  const evaluation = part && calibratedEvaluations(model.evaluations, model.temperature)[part];
  return part && evaluation && { part, evaluation, decision: decisionOf(model) };
}

function sameness(one: Side, other: Side): Sameness {
  const { labels, paths } = one.evaluation;
  if (labels.length !== other.evaluation.labels.length || paths.length !== other.evaluation.paths.length)
    return "different";
  const [answers, others] = [answersOf(one), answersOf(other)];
  if (answers.some(({ path }, index) => path !== others[index]?.path)) return "different";
  if (answers.every(({ label }, index) => label === others[index]?.label)) return "same";
  // If neither file names its paths, equal labels are the only evidence for equal photos.
  return paths.length > 0 ? "relabelled" : "different";
}

/** How many photos each of two models classified correctly. */
export interface RightAnswers {
  readonly both: number;
  readonly onlyOne: number;
  readonly onlyOther: number;
}

/** Counts the photos that two models classified correctly. Only for evaluations of the same photos. */
export function rightAnswers(one: Side, other: Side): RightAnswers {
  const others = answersOf(other);
  const counts = { both: 0, onlyOne: 0, onlyOther: 0 };
  for (const [index, { isRight }] of answersOf(one).entries()) {
    if (others[index]?.isRight) counts[isRight ? "both" : "onlyOther"]++;
    else if (isRight) counts.onlyOne++;
  }
  return counts;
}

interface Answer {
  /** Undefined if the evaluation does not name its photos. */
  readonly path: string | undefined;
  readonly label: number;
  readonly isRight: boolean;
}

/** The predictions for all photos, in the order of their paths. */
function answersOf({ evaluation: { paths, labels, scores }, decision }: Side): Answer[] {
  const answers = Array.from(labels, (label, index) => ({
    path: paths[index],
    label,
    isRight: labelIndex(predictionOf(scores[index] ?? UNKNOWN, decision).label) === label,
  }));
  return paths.length === 0 ? answers : answers.sort((a, b) => compare(a.path, b.path));
}

function compare(one = "", other = ""): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
