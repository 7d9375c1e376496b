import type { CurvePoint } from "../../../crossvalidation/learning-curve";

export {
  curveInWords,
  figuresText,
  partsSentence,
  percentSpread,
  verdictSentence,
} from "../../../crossvalidation/sentences";

/** The lowest percentage that the chart has to show, a multiple of five. */
export function chartFloor(curve: readonly CurvePoint[]): number {
  const lowest = Math.min(...curve.map(({ accuracy: { mean, deviation } }) => mean - deviation));
  return Math.max(0, Math.floor(20 * lowest) / 20);
}
