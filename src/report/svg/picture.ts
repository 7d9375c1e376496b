import { attributes, escaped } from "../markup";
import { COLOURS, mark, type Shape, SIZE, stroke, words } from "./draw";
import { WIDTH } from "./frame";

const FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const TITLE_SIZE = 15;

/** How wide a letter is on average, in parts of its size: near enough to know where a line has to end. */
const LETTER = 0.54;

/** Room beside words that have the whole width. */
const MARGIN = 10;

const LINE_HEIGHT = 17;

/** What a picture is called and says, in words. */
export interface Caption {
  /** Unique among the pictures of a document. */
  readonly id: string;
  readonly title: string;
  /** All that there is to see, for those who do not see it. */
  readonly description: string;
  /** What it is computed on, to stand below the title; undefined where the document around it says both. */
  readonly basis: string | undefined;
}

/**
 * A picture from its parts, which are drawn from 0 down to `height`; on white, with a name and a description, and
 * without anything from elsewhere.
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

/** A line or a shape, and what it stands for. */
export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
  readonly dash?: string;
  /** In place of a line, or upon a dashed one. */
  readonly shape?: Shape;
}

const SWATCH = 30;
const LEGEND_ROW = 20;

/** Entries beside each other, in rows where there is no more room, drawn from `top` on. */
export function legend(entries: readonly LegendEntry[], top: number): { parts: string; height: number } {
  let [x, row] = [MARGIN, 0];
  const parts = entries.map((entry) => {
    const width = SWATCH + widthOf(entry.name);
    if (x > MARGIN && x + width > WIDTH - MARGIN) [x, row] = [MARGIN, row + 1];
    const drawn = legendEntry(entry, x, top + LEGEND_ROW * (row + 0.5));
    x += width + 14;
    return drawn;
  });
  return { parts: parts.join("\n"), height: LEGEND_ROW * (row + 1) + 4 };
}

function legendEntry({ name, colour, dash, shape }: LegendEntry, x: number, y: number): string {
  return [
    shape === undefined || dash !== undefined ? stroke(`M${x} ${y}h24`, { colour, width: 2, dash }) : "",
    shape === undefined ? "" : mark([x + 12, y], colour, shape),
    words(name, [x + SWATCH, y + 4]),
  ].join("");
}

/** Words in lines that are no wider than the picture. */
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

/** A word that is longer than a line has no place to break at. */
function pieces(word: string, longest: number): string[] {
  if (word.length <= longest) return [word];
  return [word.slice(0, longest), ...pieces(word.slice(longest), longest)];
}

function widthOf(text: string): number {
  return text.length * SIZE * LETTER;
}
