import { count } from "../common/words";
import { FOLDS } from "./folds";
import type { LearningCurve, Verdict } from "./learning-curve-verdict";
import type { FoldFigures, Spread } from "./summary";

/** "accuracy 94.8 ± 1.2 %, ROC AUC 0.987 ± 0.005". */
function figuresText({ accuracy, rocAuc }: Pick<FoldFigures, "accuracy" | "rocAuc">): string {
  return `accuracy ${percentSpread(accuracy)}, ROC AUC ${figureSpread(rocAuc)}`;
}

/** "94.8 ± 1.2 %", with non-breaking spaces. */
export function percentSpread({ mean, deviation }: Spread): string {
  return `${(100 * mean).toFixed(1)}\u00a0±\u00a0${(100 * deviation).toFixed(1)}\u00a0%`;
}

/** "0.987 ± 0.005", with non-breaking spaces. */
export function figureSpread({ mean, deviation }: Spread): string {
  return `${mean.toFixed(3)}\u00a0±\u00a0${deviation.toFixed(3)}`;
}

const TIMES = ["once", "twice", "three times"];

/** The cross-validated metrics, and how they were computed. */
export function partsSentence(figures: FoldFigures): string {
  const repeats = figures.rounds.length / FOLDS;
  const often = repeats > 1 ? `, run ${TIMES[repeats - 1]}` : "";
  return `Five-fold cross-validation${often}: ${figuresText(figures)}.`;
}

/** Whether more photos would help, with the evidence. */
export function verdictSentence({ answer, gain, error, from, to }: Verdict): string {
  const way =
    `with ${count(to)} training photos instead of ${count(from)}, accuracy ` +
    `${gain < 0 ? "fell" : "rose"} by ${points(Math.abs(gain))}`;
  switch (answer) {
    case "yes":
      return `More photos should help: ${way}, more than chance would explain. Doubling them again may gain as much, or a little less.`;
    case "probably":
      return `More photos would probably help: ${way}, although chance alone changes it by about ${points(error)}.`;
    case "unclear":
      return (
        `It is unclear whether more photos would help: ${way}, and chance alone changes it by about ` +
        `${points(error)}. More photos would at least make the metrics more reliable.`
      );
    case "no":
      return `More photos would hardly help: ${way}. Doubling them again would gain less than one point.`;
  }
}

/** "0.8 points": percentage points. */
function points(share: number): string {
  return `${(100 * share).toFixed(1)} points`;
}

/** A text alternative for the curve. */
export function curveInWords(curve: LearningCurve): string {
  return curve.map((point) => `With ${count(point.photos)} photos: ${figuresText(point)}.`).join(" ");
}
