import { count } from "../common/words";
import { FOLDS } from "./folds";
import type { LearningCurve, Verdict } from "./learning-curve";
import type { FoldFigures, Spread } from "./summary";

/** "accuracy 94.8 ± 1.2 %, ROC AUC 0.987 ± 0.005". */
export function figuresText({ accuracy, rocAuc }: Pick<FoldFigures, "accuracy" | "rocAuc">): string {
  return `accuracy ${percentSpread(accuracy)}, ROC AUC ${rocAuc.mean.toFixed(3)} ± ${rocAuc.deviation.toFixed(3)}`;
}

/** "94.8 ± 1.2 %". */
export function percentSpread({ mean, deviation }: Spread): string {
  return `${(100 * mean).toFixed(1)} ± ${(100 * deviation).toFixed(1)}\u00a0%`;
}

const TIMES = ["once", "twice", "three times"];

/** The figures of cross-validation, and how they came about. */
export function partsSentence(figures: FoldFigures): string {
  const repeats = figures.rounds.length / FOLDS;
  const often = repeats > 1 ? `, ${TIMES[repeats - 1]} over` : "";
  return `In five parts, each checked by a model of the other four${often}: ${figuresText(figures)}.`;
}

/** Whether more photos would help, and by what that is known. */
export function verdictSentence({ answer, gain, error, from, to }: Verdict): string {
  const step = `from ${count(from)} to ${count(to)} photos to learn from`;
  const change = `accuracy ${gain < 0 ? "fell" : "rose"} by ${points(Math.abs(gain))}`;
  switch (answer) {
    case "yes":
      return `Yes, most likely: ${step}, ${change}, which is more than chance. Twice as many again should help, if a little less.`;
    case "no":
      return `Hardly: ${step}, ${change}. Twice as many again would bring less than one point.`;
    case "unclear":
      return `It cannot be told yet: ${step}, ${change}, but chance alone may move it by ${points(2 * error)}.`;
  }
}

/** "0.8 percentage points". */
function points(share: number): string {
  return `${(100 * share).toFixed(1)} percentage points`;
}

/** The curve for those who do not see it. */
export function curveInWords(curve: LearningCurve): string {
  return curve.map((point) => `With ${count(point.photos)} photos: ${figuresText(point)}.`).join(" ");
}
