import { memo } from "react";
import { useXAxisScale, useYAxisScale } from "recharts";
import { type Paint, type Path, pathsOf, swatchOf } from "../../plots/mark-paths";
import type { Layer, Mark, Point } from "../../plots/plot";
import classes from "./PlotChart.module.css";

const COLOURS: Readonly<Record<Paint, string>> = {
  female: "var(--female)",
  male: "var(--male)",
  accent: "var(--mantine-primary-color-filled)",
  text: "var(--text)",
  soft: "var(--text-soft)",
  paper: "var(--page)",
  none: "none",
};

/** The CSS colour of a paint, for the light and the dark theme. */
export function colourOf(paint: Paint): string {
  return COLOURS[paint];
}

/**
 * The marks and notes of a plot’s definition in a recharts chart. Whatever moves is a layer of its own, so that the
 * others are not redrawn.
 */
export const PlotLayer = memo(function PlotLayer({ layer: { marks, notes } }: { layer: Layer }) {
  const [across, up] = [useXAxisScale(), useYAxisScale()];
  if (across === undefined || up === undefined) return null;
  const place = ([x, y]: Point) => [across(x) ?? 0, up(y) ?? 0] as const;
  return (
    <g className={classes.layer}>
      {marks.map((mark, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no other name, and stay in their order.
        <Paths key={index} paths={pathsOf(mark, place)} />
      ))}
      {notes.map(({ text, at, dx, dy, anchor, ink }) => {
        const [x, y] = place(at);
        return (
          <text
            key={text}
            x={x + dx}
            y={y + dy}
            textAnchor={anchor}
            fill={COLOURS[ink]}
            className={classes.note}
          >
            {text}
          </text>
        );
      })}
    </g>
  );
});

/** The legend symbol of some marks. */
export function Swatch({ marks }: { marks: readonly Mark[] }) {
  return (
    <svg className={classes.swatch} width="24" height="18" viewBox="0 -9 24 18" aria-hidden="true">
      <Paths paths={marks.flatMap(swatchOf)} />
    </svg>
  );
}

function Paths({ paths }: { paths: readonly Path[] }) {
  return paths.map(({ d, fill, stroke, width, dash, opacity }) => (
    <path
      key={d}
      d={d}
      fill={COLOURS[fill]}
      fillOpacity={opacity}
      stroke={COLOURS[stroke]}
      strokeWidth={width}
      strokeDasharray={dash}
      strokeLinejoin="round"
    />
  ));
}
