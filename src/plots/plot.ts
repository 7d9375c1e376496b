/**
 * Plots as data. Each is defined once, in data units; the page draws it with recharts (`PlotChart`), the report as SVG
 * (`report/svg`).
 */
import type { Label } from "../common/label";

/** A colour by its meaning; each renderer has its own value for it. */
export type Ink = Label | "accent" | "text" | "soft";

export type Shape = "circle" | "square" | "diamond" | "triangle";

/** Each label has its own shape, here and on the page. */
export const SHAPES: Readonly<Record<Label, Shape>> = { female: "circle", male: "square" };

/** In data units. */
export type Point = readonly [x: number, y: number];

/** The straight line from one point to another. */
export function segment(from: Point, to: Point): readonly Point[] {
  return [from, to];
}

/** A bar over a range of the x axis; with a negative height, it hangs down from 0. */
export interface Bar {
  readonly left: number;
  readonly right: number;
  readonly height: number;
}

/** Something to draw. Marks with a name are in the key (legend). */
export type Mark = { readonly ink: Ink; readonly name?: string } & (
  | {
      readonly kind: "line";
      readonly points: readonly Point[];
      readonly width?: number;
      /** Lengths of strokes and gaps; undefined: a solid line. */
      readonly dash?: string | undefined;
      /** At each point. */
      readonly shape?: Shape;
    }
  | {
      readonly kind: "points";
      readonly points: readonly Point[];
      readonly shape: Shape;
      readonly radius?: number;
      readonly isHollow?: boolean;
    }
  /** The area between two lines over the same x values. */
  | { readonly kind: "band"; readonly low: readonly Point[]; readonly high: readonly Point[] }
  | { readonly kind: "bars"; readonly bars: readonly Bar[] }
  | {
      readonly kind: "whiskers";
      readonly whiskers: readonly { readonly x: number; readonly low: number; readonly high: number }[];
    }
);

/** The style of reference lines: guessing, or the ideal. */
export const DOTTED = { kind: "line", ink: "soft", dash: "2 4", width: 1.5 } as const;

/** Text in a plot: offset from a point by `dx` pixels to the right and `dy` down. */
export interface Note {
  readonly text: string;
  readonly at: Point;
  readonly dx: number;
  readonly dy: number;
  readonly anchor: "start" | "middle" | "end";
  readonly ink: "text" | "soft";
}

export interface Axis {
  /** Empty if the plot says it elsewhere. */
  readonly label: string;
  readonly domain: readonly [from: number, to: number];
  readonly ticks: readonly number[];
  /** How a tick's value is written. */
  readonly format: (value: number) => string;
}

/** What is drawn on the axes, from back to front. */
export interface Layer {
  readonly marks: readonly Mark[];
  readonly notes: readonly Note[];
}

/** Two axes and what is drawn on them. */
export interface Panel extends Layer {
  readonly x: Axis;
  readonly y: Axis;
  /** Height of the area between the axes, for a plot that is 440 pixels wide with its axes. */
  readonly height: number;
}

/** A whole plot. */
export interface Plot {
  /** Unique among the plots of a document. */
  readonly id: string;
  readonly title: string;
  /** The plot in words, for users who cannot see it. */
  readonly description: string;
  /** One above the other. */
  readonly panels: readonly Panel[];
  /** Its data as CSV. */
  readonly csv: () => string;
}

/** A panel with more drawn on it. */
export function withLayer(panel: Panel, { marks, notes }: Layer): Panel {
  return { ...panel, marks: [...panel.marks, ...marks], notes: [...panel.notes, ...notes] };
}

/** The entries of the key: the marks that have a name, each once. */
export function namedMarks(panels: readonly Layer[]): readonly (Mark & { readonly name: string })[] {
  const named = panels
    .flatMap(({ marks }) => marks)
    .flatMap((mark) => (mark.name === undefined ? [] : [{ ...mark, name: mark.name }]));
  return [...new Map(named.map((mark) => [mark.name, mark])).values()];
}
