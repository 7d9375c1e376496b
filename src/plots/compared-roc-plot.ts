import type { Label } from "../common/label";
import type { RocPoint } from "../models/operating-point";
import { type Mark, type Panel, type Point, withLayer } from "./plot";
import { noteAbove, noteBelow, placeOf, rocPanel } from "./roc-plot";

/** How the lines and points of two models differ: one is solid, the other dashed and hollow. */
export const MODEL_LOOKS = [
  { ink: "accent", dash: undefined, shape: "diamond", isHollow: false },
  { ink: "text", dash: "7 5", shape: "triangle", isHollow: true },
] as const;

/** One model's ROC curve, and its operating point. */
export interface ComparedCurve {
  readonly corners: readonly RocPoint[];
  readonly at: RocPoint;
}

/** The ROC curves of models A and B in one plot; undefined if a model has none. */
export function comparedRocPanel(
  curves: readonly [ComparedCurve | undefined, ComparedCurve | undefined],
  positive: Label,
): Panel {
  const panel = rocPanel([], positive);
  const both = ([0, 1] as const).flatMap((index) => {
    const curve = curves[index];
    return curve === undefined ? [] : [{ index, corners: curve.corners.map(placeOf), at: placeOf(curve.at) }];
  });
  return withLayer(panel, {
    marks: both.flatMap(({ index, corners, at }) => modelMarks(index, corners, [at])),
    notes: both.map(({ index, at }) => (index === 0 ? noteAbove("A", at) : noteBelow("B", at))),
  });
}

/** The line of one of the two models, and points on it. */
export function modelMarks(index: 0 | 1, line: readonly Point[], points: readonly Point[]): readonly Mark[] {
  const { ink, dash, shape, isHollow } = MODEL_LOOKS[index];
  return [
    { kind: "line", points: line, width: 2.5, ink, dash },
    { kind: "points", points, shape, radius: 6.4, ink, isHollow },
  ];
}
