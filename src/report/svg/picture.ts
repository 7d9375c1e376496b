import { type Paint, px } from "../../plots/mark-paths";
import type { Place } from "../../plots/thin";
import { attributes, escaped } from "../markup";

/** The colours of the page's light theme; none is used without a word, a dash or a shape. */
export const COLOURS: Readonly<Record<Paint | "grid", string>> = {
  female: "#b45309",
  male: "#0f766e",
  accent: "#3c479c",
  text: "#1d1f26",
  soft: "#5c5f69",
  grid: "#e4e4e0",
  paper: "#ffffff",
  none: "none",
};

/** The width of a picture in units; a unit is a pixel at original size. */
export const WIDTH = 440;

/** The margin of text that spans the whole width. */
export const MARGIN = 10;

/** Size of all text except titles. */
const SIZE = 12;
const TITLE_SIZE = 15;
const LINE_HEIGHT = 17;

const FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";

/** The average width of a letter relative to its size: accurate enough for line breaks. */
const LETTER = 0.54;

/** The title and description of a picture. */
export interface Caption {
  /** Unique among the pictures of a document. */
  readonly id: string;
  readonly title: string;
  /** A full description, for users who cannot see it. */
  readonly description: string;
  /** What it is based on, below the title; undefined if the surrounding document has both. */
  readonly basis: string | undefined;
}

/**
 * Wraps parts, drawn from 0 down to `height`, into a self-contained picture on white, with a title and a description.
 */
export function picture(caption: Caption, height: number, parts: readonly string[]): string {
  const { id, title, description, basis } = caption;
  const lines = basis === undefined ? [] : wrapped(basis);
  const above = basis === undefined ? 0 : 30 + LINE_HEIGHT * lines.length + 6;
  const all = height + above;
  const opening = attributes({
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 ${-above} ${WIDTH} ${all}`,
    width: WIDTH,
    height: all,
    role: "img",
    "aria-labelledby": `${id}-title ${id}-description`,
    "font-family": FONT,
    fill: COLOURS.text,
  });
  return [
    `<svg${opening}>`,
    `<title id="${escaped(id)}-title">${escaped(title)}</title>`,
    `<desc id="${escaped(id)}-description">${escaped(description)}</desc>`,
    `<rect${attributes({ y: -above, width: WIDTH, height: all, fill: COLOURS.paper })}/>`,
    ...(basis === undefined
      ? []
      : [words(title, [MARGIN, 22 - above], { "font-size": TITLE_SIZE, "font-weight": 600 })]),
    ...lines.map((line, index) =>
      words(line, [MARGIN, 42 - above + LINE_HEIGHT * index], { fill: COLOURS.soft }),
    ),
    ...parts,
    "</svg>\n",
  ].join("\n");
}

/** Text on one line. @param look further attributes of the tag */
export function words(
  text: string,
  [x, y]: Place,
  look: Readonly<Record<string, string | number>> = {},
): string {
  return `<text${attributes({ x: px(x), y: px(y), "font-size": SIZE, ...look })}>${escaped(text)}</text>`;
}

/** Text in lines no wider than the picture. */
function wrapped(text: string): string[] {
  const longest = Math.floor((WIDTH - 2 * MARGIN) / widthOf("n"));
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").flatMap((each) => pieces(each, longest))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > longest) lines.push(line);
    line = longer.length > longest ? word : longer;
  }
  return [...lines, line];
}

/** Splits a word that is longer than a line. */
function pieces(word: string, longest: number): string[] {
  if (word.length <= longest) return [word];
  return [word.slice(0, longest), ...pieces(word.slice(longest), longest)];
}

/** The approximate width of text. */
export function widthOf(text: string): number {
  return text.length * SIZE * LETTER;
}
