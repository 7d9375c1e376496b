import { labelIndex } from "../common/label";
import { UNKNOWN } from "../metrics/probability";
import { calibratedEvaluations, decisionOf, predictionOf } from "./decision";
import { mainPart } from "./evaluation";
import type { Decision, Evaluation, HeldOut, TrainedModel } from "./model";

/** The evaluation that one of two compared models is seen by. */
export interface Side {
  readonly part: HeldOut;
  readonly evaluation: Evaluation;
  /** How its model decides. */
  readonly decision: Decision;
}

/**
 * Whether two evaluations are about the same photos. `relabelled`: they are, but some had another label then, so
 * that what was right for one model was wrong for the other.
 */
export type Sameness = "same" | "relabelled" | "different";

/** What two models are compared by. */
export interface Comparison {
  /** Undefined for a model that was not checked on any photos. */
  readonly sides: readonly [Side | undefined, Side | undefined];
  /** Undefined unless both were checked. */
  readonly photos: Sameness | undefined;
}

/** In which parts of two models the same photos are looked for; what is found first is taken. */
const PAIRS: readonly (readonly [HeldOut, HeldOut])[] = [
  ["test", "test"],
  ["val", "val"],
  ["test", "val"],
  ["val", "test"],
];

/**
 * Chooses by which photos two models are compared: the same ones if there are any that both were checked on, else
 * those that stand for either model elsewhere.
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

/** A model by one of its evaluations; undefined where it has none. */
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
  // Where neither file told its paths, equal labels are all that speaks for equal photos.
  return paths.length > 0 ? "relabelled" : "different";
}

/** How many of the same photos two models called right. */
export interface RightAnswers {
  readonly both: number;
  readonly onlyOne: number;
  readonly onlyOther: number;
}

/** Counts what two models called right. Only for the same photos. */
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
  /** Undefined where the evaluation does not tell. */
  readonly path: string | undefined;
  readonly label: number;
  readonly isRight: boolean;
}

/** The answers to all photos, in the order of the paths. */
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
