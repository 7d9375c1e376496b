import { count } from "../common/words";
import { FOLDS } from "./folds";
import type { LearningCurve, Verdict } from "./learning-curve-verdict";
import type { FoldFigures, Spread } from "./summary";

/** "accuracy 94.8 ± 1.2 %, ROC AUC 0.987 ± 0.005". */
function figuresText({ accuracy, rocAuc }: Pick<FoldFigures, "accuracy" | "rocAuc">): string {
  return `accuracy ${percentSpread(accuracy)}, ROC AUC ${figureSpread(rocAuc)}`;
}

/** "94.8 ± 1.2 %", in one line. */
export function percentSpread({ mean, deviation }: Spread): string {
  return `${(100 * mean).toFixed(1)}\u00a0±\u00a0${(100 * deviation).toFixed(1)}\u00a0%`;
}

/** "0.987 ± 0.005", in one line. */
export function figureSpread({ mean, deviation }: Spread): string {
  return `${mean.toFixed(3)}\u00a0±\u00a0${deviation.toFixed(3)}`;
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
  const way =
    `with ${count(to)} photos to learn from in place of ${count(from)}, accuracy ` +
    `${gain < 0 ? "fell" : "rose"} by ${points(Math.abs(gain))}`;
  switch (answer) {
    case "yes":
      return `More photos should help: ${way}, which is more than chance. Twice as many again may bring as much, or a little less.`;
    case "probably":
      return `More photos would probably help: ${way}, though chance alone moves it by some ${points(error)}.`;
    case "unclear":
      return (
        `Whether more photos would help cannot be told: ${way}, and chance alone moves it by some ` +
        `${points(error)}. More photos would at least make the figures more certain.`
      );
    case "no":
      return `More photos would hardly help: ${way}. Twice as many again would bring less than one point.`;
  }
}

/** "0.8 points": percentage points. */
function points(share: number): string {
  return `${(100 * share).toFixed(1)} points`;
}

/** The curve for those who do not see it. */
export function curveInWords(curve: LearningCurve): string {
  return curve.map((point) => `With ${count(point.photos)} photos: ${figuresText(point)}.`).join(" ");
}
