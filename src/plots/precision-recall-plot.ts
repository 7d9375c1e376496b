import type { Label } from "../common/label";
import { figure, percent, twoDigits } from "../common/words";
import type { Figures } from "../metrics/figures";
import type { PrecisionRecallCurve } from "../metrics/precision-recall";
import { shareAxis } from "./axes";
import { precisionRecallCsv } from "./csv";
import { DOTTED, type Layer, type Panel, type Plot, type Point, segment, withLayer } from "./plot";
import { SQUARE, thresholdPoint } from "./roc-plot";

/** A precision-recall curve, and what its description needs. */
export interface PrecisionRecallData {
  readonly curve: PrecisionRecallCurve;
  readonly averagePrecision: number;
  readonly positive: Label;
}

/** The curve and the line of guessing. */
export function precisionRecallPanel(data: PrecisionRecallData): Panel {
  const { curve, averagePrecision, positive } = data;
  const guessed = precisionOfGuessing(curve);
  const name = `the model, average ${figure(averagePrecision)}`;
  const dy = guessed > 0.9 ? 16 : -6;
  return {
    height: SQUARE,
    x: shareAxis(`recall: share of ${positive} photos found`),
    y: shareAxis(`precision: share of those called ${positive} that are`),
    marks: [
      { ...DOTTED, points: segment([0, guessed], [1, guessed]) },
      { kind: "line", points: steps(curve), width: 2.5, ink: positive, name },
    ],
    notes: [{ text: "guessing", at: [0, guessed], dx: 10, dy, anchor: "start", ink: "soft" }],
  };
}

/** The operating point on the curve; none if no photo is predicted positive. */
export function precisionRecallThreshold({ precision, recall, threshold }: Figures, positive: Label): Layer {
  return precision === undefined || recall === undefined
    ? { marks: [], notes: [] }
    : thresholdPoint([recall, precision], threshold, positive);
}

/** The precision-recall curve of a model, with the threshold of its figures. */
export function precisionRecallPlot(data: PrecisionRecallData, figures: Figures): Plot {
  return {
    id: "plot-pr",
    title: "Precision-recall curve",
    description: precisionRecallInWords(data, figures),
    panels: [withLayer(precisionRecallPanel(data), precisionRecallThreshold(figures, data.positive))],
    csv: () => precisionRecallCsv(data.curve),
  };
}

/** The curve in words. */
export function precisionRecallInWords(data: PrecisionRecallData, figures: Figures): string {
  const { curve, averagePrecision, positive } = data;
  const { precision, recall, threshold } = figures;
  const reached = [0.5, 0.8, 0.9, 0.95].map((share) => {
    // The recall decreases along the curve, so the last point that is high enough has the highest threshold.
    const at = curve.recall.findLastIndex((each) => each >= share);
    return `${percent(curve.precision[at])} if it finds ${100 * share} %`;
  });
  const chosen =
    precision === undefined
      ? `At threshold ${twoDigits(threshold)} it calls no photo ${positive}.`
      : `At threshold ${twoDigits(threshold)} it finds ${percent(recall)} of the ${positive} photos, and ${percent(precision)} of those it calls ${positive} are.`;
  return (
    `The average precision is ${figure(averagePrecision)}; guessing gives ${figure(precisionOfGuessing(curve))}. ${chosen} ` +
    `The precision is ${reached.join(", ")}.`
  );
}

/** The share of positive photos: the precision at the lowest threshold, which predicts all as positive. */
function precisionOfGuessing({ precision: [all = 0] }: PrecisionRecallCurve): number {
  return all;
}

/** Between two thresholds the curve is a step, as scikit-learn draws it (`steps-post`). */
function steps({ precision, recall }: PrecisionRecallCurve): Point[] {
  return precision.flatMap((value, index): Point[] => {
    const [at = 0, next] = [recall[index], recall[index + 1]];
    return next === undefined
      ? [[at, value]]
      : [
          [at, value],
          [next, value],
        ];
  });
}
