import { type Label, otherLabel } from "../../common/label";
import { figure, percent, twoDigits } from "../../common/words";
import type { PrecisionRecallCurve } from "../../metrics/precision-recall";
import type { RocCurve } from "../../metrics/roc";
import { inWords, pointsOf, type RocPoint } from "../../models/operating-point";
import { COLOURS, type Shape } from "../svg/draw";
import { ABOVE, axes, BELOW, type Frame, type Point, shareAxis } from "../svg/frame";
import { type Caption, type LegendEntry, legend, picture } from "../svg/picture";
import { line, marks } from "../svg/shapes";

const HEIGHT = 330;

/** What is guessed. */
const GUESSING = { colour: COLOURS.soft, dash: "2 4" } as const;

/** Each label has a shape of its own, here and on the page. */
export const SHAPES: Readonly<Record<Label, Shape>> = { female: "circle", male: "square" };

export interface RocData {
  readonly curve: RocCurve;
  /** Where the threshold lies that the figures are for. */
  readonly at: RocPoint;
  readonly rocAuc: number;
  readonly positive: Label;
}

/** The ROC curve as SVG. @param basis what it is computed on, to stand in the picture; undefined: it is said elsewhere */
export function rocPlot({ curve, at, rocAuc, positive }: RocData, basis?: string): string {
  const frame: Frame = {
    top: ABOVE,
    height: HEIGHT,
    x: shareAxis(`share of ${otherLabel(positive)} photos called ${positive}`),
    y: shareAxis(`share of ${positive} photos found`),
  };
  const points = pointsOf(curve);
  const description = `The area under the curve is ${figure(rocAuc)}. ${inWords(points, at, positive)}`;
  return curvePicture({
    caption: { id: "plot-roc", title: "ROC curve", description, basis },
    frame,
    positive,
    curve: { points: points.map(({ fpr, tpr }) => [fpr, tpr]), name: `the model, area ${figure(rocAuc)}` },
    guessing: {
      points: [
        [0, 0],
        [1, 1],
      ],
      name: "guessing",
    },
    at: { point: [at.fpr, at.tpr], threshold: at.threshold },
  });
}

export interface PrecisionRecallData {
  readonly curve: PrecisionRecallCurve;
  /** At the threshold that the figures are for; a precision that is undefined is not marked. */
  readonly at: {
    readonly precision: number | undefined;
    readonly recall: number;
    readonly threshold: number;
  };
  readonly averagePrecision: number;
  /** The share of all photos that are positive, which is the precision of guessing. */
  readonly positiveShare: number;
  readonly positive: Label;
}

/** The precision-recall curve as SVG. @param basis as for `rocPlot` */
export function precisionRecallPlot(data: PrecisionRecallData, basis?: string): string {
  const { curve, at, averagePrecision, positiveShare, positive } = data;
  const frame: Frame = {
    top: ABOVE,
    height: HEIGHT,
    x: shareAxis(`recall: share of ${positive} photos found`),
    y: shareAxis(`precision: share of those called ${positive} that are`),
  };
  return curvePicture({
    caption: {
      id: "plot-pr",
      title: "Precision-recall curve",
      description: precisionRecallInWords(data),
      basis,
    },
    frame,
    positive,
    curve: { points: steps(curve), name: `the model, average ${figure(averagePrecision)}` },
    guessing: {
      points: [
        [0, positiveShare],
        [1, positiveShare],
      ],
      name: "guessing",
    },
    at:
      at.precision === undefined ? undefined : { point: [at.recall, at.precision], threshold: at.threshold },
  });
}

function precisionRecallInWords(data: PrecisionRecallData): string {
  const { curve, at, averagePrecision, positiveShare, positive } = data;
  const reached = [0.5, 0.8, 0.9, 0.95].map((recall) => {
    // The recall falls from point to point, and the last that is high enough has the highest threshold.
    const at = curve.recall.findLastIndex((each) => each >= recall);
    return `${percent(curve.precision[at])} where it finds ${100 * recall} %`;
  });
  const chosen =
    at.precision === undefined
      ? `At threshold ${twoDigits(at.threshold)} it calls no photo ${positive}.`
      : `At threshold ${twoDigits(at.threshold)} it finds ${percent(at.recall)} of the ${positive} photos, and ${percent(at.precision)} of those it calls ${positive} are.`;
  return (
    `The average precision is ${figure(averagePrecision)}; guessing comes to ${figure(positiveShare)}. ${chosen} ` +
    `The precision is ${reached.join(", ")}.`
  );
}

/** Between two thresholds nothing changes but by jumps: scikit-learn draws the curve so too (`steps-post`). */
function steps({ precision, recall }: PrecisionRecallCurve): Point[] {
  return precision.flatMap((value, index): Point[] => {
    const [at, next] = [recall[index] as number, recall[index + 1]];
    return next === undefined
      ? [[at, value]]
      : [
          [at, value],
          [next, value],
        ];
  });
}

interface CurvePicture {
  readonly caption: Caption;
  readonly frame: Frame;
  readonly positive: Label;
  readonly curve: { readonly points: readonly Point[]; readonly name: string };
  readonly guessing: { readonly points: readonly Point[]; readonly name: string };
  readonly at: { readonly point: Point; readonly threshold: number } | undefined;
}

/** A curve of the positive label, what guessing would be, and where the threshold lies. */
function curvePicture({ caption, frame, positive, curve, guessing, at }: CurvePicture): string {
  const colour = COLOURS[positive];
  const shape = SHAPES[positive];
  const entries: LegendEntry[] = [
    { name: curve.name, colour },
    { name: guessing.name, ...GUESSING },
    ...(at === undefined ? [] : [{ name: `threshold ${twoDigits(at.threshold)}`, colour, shape }]),
  ];
  const top = frame.top + frame.height + BELOW;
  const key = legend(entries, top);
  return picture(caption, top + key.height, [
    axes(frame),
    line(frame, guessing.points, { ...GUESSING, width: 1.5 }),
    line(frame, curve.points, { colour }),
    ...(at === undefined ? [] : [marks(frame, [at.point], colour, shape)]),
    key.parts,
  ]);
}
