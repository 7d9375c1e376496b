/** What is drawn of data in a frame. */
import { attributes } from "../markup";
import { mark, px, type Shape, type StrokeLook, stroke } from "./draw";
import { type Frame, type Point, placeOf } from "./frame";
import { thinned } from "./thin";

/** A line through points; of thousands those are drawn that can be told apart. */
export function line(frame: Frame, points: readonly Point[], look: StrokeLook): string {
  const places = thinned(points.map((point) => placeOf(frame, point)));
  const path = places.map(([x, y], index) => `${index === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("");
  return stroke(path, { width: 2, ...look });
}

/** The room between two lines over the same places across. */
export function band(frame: Frame, low: readonly Point[], high: readonly Point[], colour: string): string {
  const outline = [...high, ...low.toReversed()].map((point) => placeOf(frame, point));
  const points = outline.map(([x, y]) => `${px(x)},${px(y)}`).join(" ");
  return `<polygon${attributes({ points, fill: colour, "fill-opacity": 0.15 })}/>`;
}

/** A bar over a stretch of the axis across; a negative height hangs down. */
export interface Bar {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

/** Bars that stand or hang on 0; those without height are left out. */
export function bars(frame: Frame, all: readonly Bar[], colour: string): string {
  return all
    .filter(({ height }) => height !== 0)
    .map(({ left, right, height }) => {
      const [x, top] = placeOf(frame, [left, Math.max(0, height)]);
      const [end, foot] = placeOf(frame, [right, Math.min(0, height)]);
      const size = { width: px(end - x - 1.5), height: px(foot - top) };
      return `<rect${attributes({ x: px(x + 0.75), y: px(top), ...size, fill: colour })}/>`;
    })
    .join("\n");
}

/** A shape at each of some points. */
export function marks(frame: Frame, points: readonly Point[], colour: string, shape: Shape): string {
  return points.map((point) => mark(placeOf(frame, point), colour, shape)).join("\n");
}

/** From one value to another above a place across, with a short line across either end. */
export function whisker(frame: Frame, across: number, low: number, high: number, colour: string): string {
  const [x, top] = placeOf(frame, [across, high]);
  const [, foot] = placeOf(frame, [across, low]);
  const path = `M${px(x - 4)} ${px(top)}h8m-4 0V${px(foot)}m-4 0h8`;
  return stroke(path, { colour, width: 1.5 });
}
