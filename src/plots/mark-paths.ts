/** The geometry of marks, as SVG paths that any renderer can draw. */
import type { Ink, Mark, Point, Shape } from "./plot";
import { type Place, thinned } from "./thin";

/** `paper` is the background colour of the plot. */
export type Paint = Ink | "paper" | "none";

export interface Path {
  readonly d: string;
  readonly fill: Paint;
  readonly stroke: Paint;
  readonly width?: number;
  readonly dash?: string | undefined;
  /** Opacity of the fill; undefined: 1. */
  readonly opacity?: number;
}

const RADIUS = 4.5;

/** The least height of a bar, so that one photo among thousands is still visible. */
const LEAST_BAR = 2;

/**
 * A mark as paths, from back to front. Lines with thousands of points are simplified to the visible ones.
 * @param place converts a data point to pixels
 */
export function pathsOf(mark: Mark, place: (point: Point) => Place): readonly Path[] {
  const { ink } = mark;
  switch (mark.kind) {
    case "line": {
      const { points, width = 2, dash, shape } = mark;
      const d = polyline(thinned(points.map(place)));
      const path: Path = { d, fill: "none", stroke: ink, width, dash };
      return shape === undefined ? [path] : [path, ...pathsOf({ kind: "points", points, shape, ink }, place)];
    }
    case "points": {
      const { points, shape, radius = RADIUS, isHollow = false } = mark;
      const d = points.map((point) => outline(shape, place(point), radius)).join("");
      return [
        isHollow
          ? { d, fill: "paper", stroke: ink, width: 2.5 }
          : { d, fill: ink, stroke: "paper", width: radius / 3 },
      ];
    }
    case "band": {
      const d = `${polyline([...mark.high, ...mark.low.toReversed()].map(place))}Z`;
      return [{ d, fill: ink, stroke: "none", opacity: 0.18 }];
    }
    case "bars": {
      const d = mark.bars
        .map(({ left, right, height }) => bar(place([left, height]), place([right, 0])))
        .join("");
      return [{ d, fill: ink, stroke: "none" }];
    }
    case "whiskers": {
      const d = mark.whiskers.map(({ x, low, high }) => whisker(place([x, high]), place([x, low]))).join("");
      return [{ d, fill: "none", stroke: ink, width: 1.5 }];
    }
  }
}

/** The symbol of a mark in the key, 24 wide, around y = 0. */
export function swatchOf(mark: Mark): readonly Path[] {
  const asItIs = (place: Point): Place => place;
  const middle = [[12, 0]] as const;
  switch (mark.kind) {
    case "line": {
      const { shape, ...line } = mark;
      const ends = [
        [0, 0],
        [24, 0],
      ] as const;
      const paths = pathsOf({ ...line, points: ends }, asItIs);
      return shape === undefined
        ? paths
        : [...paths, ...pathsOf({ kind: "points", points: middle, shape, ink: mark.ink }, asItIs)];
    }
    case "points":
      return pathsOf({ ...mark, points: middle }, asItIs);
    default:
      return pathsOf({ kind: "points", points: middle, shape: "square", radius: 6, ink: mark.ink }, asItIs);
  }
}

function polyline(places: readonly Place[]): string {
  return places.map(([x, y], index) => `${index === 0 ? "M" : "L"}${px(x)} ${px(y)}`).join("");
}

/** Shapes of equal radius look equally large. */
function outline(shape: Shape, [x, y]: Place, radius: number): string {
  const [r, side, tip] = [px(radius), px(0.9 * radius), px(1.25 * radius)];
  switch (shape) {
    case "circle":
      return `M${px(x - r)} ${px(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`;
    case "square":
      return `M${px(x - side)} ${px(y - side)}h${2 * side}v${2 * side}h${-2 * side}z`;
    case "diamond":
      return `M${px(x)} ${px(y - tip)}l${tip} ${tip}l${-tip} ${tip}l${-tip} ${-tip}z`;
    case "triangle":
      return `M${px(x)} ${px(y - tip)}l${tip} ${px(1.8 * tip)}h${-2 * tip}z`;
  }
}

/** A bar between two opposite corners, with a gap to the next; nothing at 0, otherwise high enough to be visible. */
function bar([left, end]: Place, [right, foot]: Place): string {
  if (end === foot) return "";
  const height = Math.max(LEAST_BAR, Math.abs(foot - end));
  const top = end < foot ? foot - height : foot;
  return `M${px(left + 0.75)} ${px(top)}h${px(right - left - 1.5)}v${px(height)}H${px(left + 0.75)}z`;
}

function whisker([x, top]: Place, [, foot]: Place): string {
  return `M${px(x - 4)} ${px(top)}h8m-4 0V${px(foot)}m-4 0h8`;
}

/** A length, rounded to what the eye can see. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}
