/** Plots as self-contained SVG pictures. */
import { scaleLinear } from "d3-scale";
import { type Path, pathsOf, px, swatchOf } from "../../plots/mark-paths";
import { type Mark, type Note, namedMarks, type Panel, type Plot, type Point } from "../../plots/plot";
import type { Place } from "../../plots/thin";
import { attributes } from "../markup";
import { COLOURS, MARGIN, picture, WIDTH, widthOf, words } from "./picture";

/** Margins of a panel: for the ticks of the axis on its left, and for half a tick on its right. */
const [LEFT, RIGHT] = [52, 22];

/** Room above a panel for the name of its y axis, and below for the ticks of its x axis and for its name. */
const [ABOVE, TICKS, LABEL] = [26, 26, 20];

/** Between two panels, below the ticks. */
const GAP = 8;

const SWATCH = 30;
const KEY_ROW = 20;

const SOFT = { fill: COLOURS.soft } as const;

/** @param basis what the plot is based on, shown in the picture; undefined if the surrounding document says it */
export function plotSvg({ id, title, description, panels }: Plot, basis?: string): string {
  let bottom = 0;
  const drawn = panels.map((panel) => {
    const top = bottom + ABOVE;
    bottom = top + panel.height + TICKS + (panel.x.label === "" ? GAP : LABEL);
    return panelSvg(panel, top);
  });
  const key = keySvg(namedMarks(panels), bottom);
  return picture({ id, title, description, basis }, bottom + key.height, [...drawn, key.svg]);
}

function panelSvg(panel: Panel, top: number): string {
  const place = placeIn(panel, top);
  return [
    axesSvg(panel, top, place),
    ...panel.marks.flatMap((mark) => pathsOf(mark, place).map(pathSvg)),
    ...panel.notes.map((note) => noteSvg(note, place(note.at))),
  ].join("\n");
}

function placeIn({ x, y, height }: Panel, top: number): (point: Point) => Place {
  const across = scaleLinear(x.domain, [LEFT, WIDTH - RIGHT]);
  const up = scaleLinear(y.domain, [top + height, top]);
  return ([right, high]) => [across(right), up(high)];
}

/** Grid, ticks and names of the axes. */
function axesSvg({ x, y, height }: Panel, top: number, place: (point: Point) => Place): string {
  const [right, bottom] = [WIDTH - RIGHT, top + height];
  const rows = y.ticks.map((tick) => {
    const [, at] = place([x.domain[0], tick]);
    return (
      line(`M${LEFT} ${px(at)}H${right}`, COLOURS.grid) +
      words(y.format(tick), [LEFT - 8, at + 4], { ...SOFT, "text-anchor": "end" })
    );
  });
  const columns = x.ticks.map((tick) => {
    const [at] = place([tick, y.domain[0]]);
    return (
      line(`M${px(at)} ${top}V${bottom}`, COLOURS.grid) +
      words(x.format(tick), [at, bottom + 17], { ...SOFT, "text-anchor": "middle" })
    );
  });
  return [
    ...rows,
    ...columns,
    line(`M${LEFT} ${bottom}H${right}`, COLOURS.soft),
    words(`↑ ${y.label}`, [MARGIN, top - 11], SOFT),
    x.label === "" ? "" : words(`${x.label} →`, [right, bottom + 36], { ...SOFT, "text-anchor": "end" }),
  ].join("\n");
}

function line(d: string, stroke: string): string {
  return `<path${attributes({ d, stroke })}/>`;
}

function pathSvg({ d, fill, stroke, width, dash, opacity }: Path): string {
  return `<path${attributes({
    d,
    fill: COLOURS[fill],
    "fill-opacity": opacity,
    stroke: COLOURS[stroke],
    "stroke-width": width,
    "stroke-dasharray": dash,
    "stroke-linejoin": "round",
  })}/>`;
}

/** With a white outline, so that it stays legible over lines. */
function noteSvg({ text, dx, dy, anchor, ink }: Note, [x, y]: Place): string {
  const at = [x + dx, y + dy] as const;
  const look = { "text-anchor": anchor, fill: COLOURS[ink] };
  // Drawn twice, because not every program supports `paint-order`.
  const white = {
    stroke: COLOURS.paper,
    "stroke-width": 4,
    "stroke-linejoin": "round",
    "aria-hidden": "true",
  };
  return words(text, at, { ...look, ...white }) + words(text, at, look);
}

/** The key: marks with their names, side by side, wrapped into rows. */
function keySvg(
  marks: readonly (Mark & { readonly name: string })[],
  top: number,
): { svg: string; height: number } {
  let [x, row] = [MARGIN, 0];
  const entries = marks.map((mark) => {
    const width = SWATCH + widthOf(mark.name);
    if (x > MARGIN && x + width > WIDTH - MARGIN) [x, row] = [MARGIN, row + 1];
    const y = top + KEY_ROW * (row + 0.5);
    const swatch = `<g transform="translate(${px(x)} ${y})">${swatchOf(mark).map(pathSvg).join("")}</g>`;
    const entry = swatch + words(mark.name, [x + SWATCH, y + 4]);
    x += width + 20;
    return entry;
  });
  return { svg: entries.join("\n"), height: KEY_ROW * (row + 1) + 4 };
}
