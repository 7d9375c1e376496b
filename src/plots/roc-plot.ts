import { type Label, otherLabel } from "../common/label";
import { figure, twoDigits } from "../common/words";
import type { Figures } from "../metrics/figures";
import type { RocCurve } from "../metrics/roc";
import { inWords, operatingPoint, pointsOf, type RocPoint } from "../models/operating-point";
import { shareAxis } from "./axes";
import { rocCsv } from "./csv";
import {
  DOTTED,
  type Layer,
  type Mark,
  type Note,
  type Panel,
  type Plot,
  type Point,
  SHAPES,
  segment,
  withLayer,
} from "./plot";

/** Height of ROC and precision-recall plots: square. */
export const SQUARE = 366;

/** The panel for ROC curves, with the line of guessing and the given marks. */
export function rocPanel(curves: readonly Mark[], positive: Label): Panel {
  return {
    height: SQUARE,
    x: shareAxis(`share of ${otherLabel(positive)} photos called ${positive} by mistake`),
    y: shareAxis(`share of ${positive} photos found`),
    marks: [{ ...DOTTED, points: segment([0, 0], [1, 1]) }, ...curves],
    notes: [{ text: "guessing", at: [0.7, 0.7], dx: 10, dy: 16, anchor: "start", ink: "soft" }],
  };
}

/** The ROC curve of one model. */
export function modelRocPanel(
  corners: readonly RocPoint[],
  rocAuc: number | undefined,
  positive: Label,
): Panel {
  const name = `the model, area ${figure(rocAuc)}`;
  return rocPanel(
    [{ kind: "line", points: corners.map(placeOf), width: 2.5, ink: positive, name }],
    positive,
  );
}

/** The operating point on the ROC curve. */
export function rocThreshold(figures: Figures, positive: Label): Layer {
  return thresholdPoint(placeOf(operatingPoint(figures)), figures.threshold, positive);
}

/** The ROC curve of a model, with the threshold of its figures. */
export function rocPlot(curve: RocCurve, figures: Figures, positive: Label): Plot {
  const { rocAuc } = figures;
  const corners = pointsOf(curve);
  return {
    id: "plot-roc",
    title: "ROC curve",
    description: `The area under the curve is ${figure(rocAuc)}. ${inWords(corners, operatingPoint(figures), positive)}`,
    panels: [withLayer(modelRocPanel(corners, rocAuc, positive), rocThreshold(figures, positive))],
    csv: () => rocCsv(curve),
  };
}

/** A point on a curve of shares, in the label's colour and shape, with the name of its threshold. */
export function thresholdPoint(at: Point, threshold: number, positive: Label): Layer {
  return {
    marks: [{ kind: "points", points: [at], shape: SHAPES[positive], radius: 7.5, ink: positive }],
    notes: [noteBelow(`threshold ${twoDigits(threshold)}`, at)],
  };
}

/** Text below a point on a curve of shares, on the side with more room. */
export function noteBelow(text: string, [x, y]: Point): Note {
  const dy = y < 0.1 ? -14 : 20;
  return { text, at: [x, y], dy, ...(x > 0.65 ? END : START), ink: "text" };
}

/** The same above the point, preferably on its left. */
export function noteAbove(text: string, [x, y]: Point): Note {
  const dy = y > 0.95 ? 20 : -12;
  return { text, at: [x, y], dy, ...(x < 0.05 ? START : END), ink: "text" };
}

const START = { dx: 14, anchor: "start" } as const;
const END = { dx: -14, anchor: "end" } as const;

/** A point of the ROC curve, in data units. */
export function placeOf({ fpr, tpr }: RocPoint): Point {
  return [fpr, tpr];
}
