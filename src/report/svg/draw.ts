/** The strokes, shapes and words that a picture is made of. */
import { attributes, escaped } from "../markup";
import type { Place } from "./thin";

/** The page's own colours in the light; a word, a dash or a shape stands beside each. */
export const COLOURS = {
  female: "#b45309",
  male: "#0f766e",
  /** What is neither label. */
  accent: "#3c479c",
  text: "#1d1f26",
  soft: "#5c5f69",
  line: "#e4e4e0",
  paper: "#ffffff",
} as const;

/** Size of all words but titles. */
export const SIZE = 12;

export type Shape = "circle" | "square" | "diamond";

export interface StrokeLook {
  readonly colour: string;
  readonly width?: number;
  /** Lengths of strokes and gaps; undefined: a solid line. */
  readonly dash?: string | undefined;
}

export function stroke(d: string, { colour, width = 1, dash }: StrokeLook): string {
  return `<path${attributes({ d, fill: "none", stroke: colour, "stroke-width": width, "stroke-dasharray": dash, "stroke-linejoin": "round" })}/>`;
}

export function mark([x, y]: Place, colour: string, shape: Shape): string {
  const look = { fill: colour, stroke: COLOURS.paper, "stroke-width": 1.5 };
  switch (shape) {
    case "circle":
      return `<circle${attributes({ cx: px(x), cy: px(y), r: 5.5, ...look })}/>`;
    case "square":
      return `<rect${attributes({ x: px(x - 5), y: px(y - 5), width: 10, height: 10, ...look })}/>`;
    case "diamond":
      return `<path${attributes({ d: `M${px(x)} ${px(y - 7)}l7 7-7 7-7-7z`, ...look })}/>`;
  }
}

/** Words on one line. @param look further attributes of the tag */
export function words(
  text: string,
  [x, y]: Place,
  look: Readonly<Record<string, string | number>> = {},
): string {
  return `<text${attributes({ x: px(x), y: px(y), "font-size": SIZE, ...look })}>${escaped(text)}</text>`;
}

/** Words within a plot, on white, so that lines behind them do not hide them. */
export function note(text: string, at: Place, anchor: "start" | "middle" | "end" = "start"): string {
  const look = { "text-anchor": anchor };
  // Twice, since not every program knows `paint-order`.
  const white = {
    stroke: COLOURS.paper,
    "stroke-width": 4,
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  return words(text, at, { ...look, ...white }) + words(text, at, look);
}

/** A length with as many digits as an eye can see. */
export function px(value: number): number {
  return Math.round(value * 10) / 10;
}
