import { memo, type ReactNode, useId } from "react";
import {
  CartesianGrid,
  Curve,
  type DotProps,
  Line,
  LineChart,
  type MouseHandlerDataParam,
  ReferenceDot,
  ReferenceLine,
  Tooltip,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from "recharts";
import { type Label, otherLabel } from "../../common/label";
import type { RocPoint } from "../../models/operating-point";
import chart from "./Chart.module.css";
import classes from "./RocFrame.module.css";

const AXIS = {
  type: "number",
  domain: [0, 1],
  ticks: [0, 0.25, 0.5, 0.75, 1],
  tickFormatter: (value: number) => `${100 * value}\u00a0%`,
  tickLine: false,
  axisLine: false,
} as const;

/** The square that ROC curves are drawn in, with the line of guessing. */
export function RocFrame<Choice extends { readonly fpr: number }>({
  positive,
  name,
  words,
  choices,
  tip,
  onChoose,
  children,
}: {
  positive: Label;
  /** What this is and what the arrow keys do, for those who do not see it. */
  name: string;
  /** What the curves say, for those who do not see them. */
  words: ReactNode;
  /** What the pointer and the arrow keys choose from, and what is told beside it. */
  choices: readonly Choice[];
  tip: (choice: Choice) => ReactNode;
  /** What a click, a drag along the curve, or Enter does with a choice. */
  onChoose?: (choice: Choice) => void;
  /** The curves and their points. */
  children: ReactNode;
}) {
  const description = useId();
  const negative = otherLabel(positive);
  const choose = ({ activeTooltipIndex }: MouseHandlerDataParam) => {
    const choice = choices[Number(activeTooltipIndex ?? Number.NaN)];
    if (choice !== undefined) onChoose?.(choice);
  };
  return (
    <figure className={classes.figure}>
      <div className={classes.axis}>↑ share of {positive} photos found</div>
      <div className={chart.chart}>
        <LineChart
          responsive
          className={classes.frame}
          data={choices}
          margin={{ top: 10, right: 20, bottom: 0, left: 0 }}
          aria-label={name}
          aria-describedby={description}
          {...(onChoose && {
            onClick: choose,
            onMouseMove: (state: MouseHandlerDataParam, { buttons }: React.MouseEvent) =>
              buttons === 1 && choose(state),
          })}
        >
          <CartesianGrid />
          <XAxis {...AXIS} dataKey="fpr" />
          <YAxis {...AXIS} width={54} interval={0} />
          <ReferenceLine
            segment={[
              { x: 0, y: 0 },
              { x: 1, y: 1 },
            ]}
            stroke="var(--text-soft)"
            strokeDasharray="2 4"
          />
          <ReferenceDot x={0.7} y={0.7} shape={Guessing} />
          {children}
          <Tooltip
            isAnimationActive={false}
            content={({ active, payload }) => {
              const choice: Choice | undefined = active ? payload[0]?.payload : undefined;
              return choice && tip(choice);
            }}
          />
        </LineChart>
      </div>
      <div className={`${classes.axis} ${classes.across}`}>
        share of {negative} photos called {positive} by mistake →
      </div>
      <p className="visually-hidden" id={description}>
        {words}
      </p>
    </figure>
  );
}

function Guessing({ cx = 0, cy = 0 }: DotProps) {
  return (
    <text x={cx + 10} y={cy + 16} className={classes.guessing}>
      guessing
    </text>
  );
}

/** A curve in the frame, and the dot on it that goes with what the pointer or the arrow keys choose. */
export function RocLine({
  points,
  dataKey,
  ...stroke
}: {
  points: readonly RocPoint[];
  /** Under which name each choice has this curve's height. */
  dataKey: string;
  stroke: string;
  strokeDasharray?: string | undefined;
}) {
  return (
    <>
      <Corners points={points} {...stroke} />
      <Line
        dataKey={dataKey}
        stroke="none"
        dot={false}
        activeDot={{ fill: stroke.stroke, r: 4 }}
        isAnimationActive={false}
      />
    </>
  );
}

/**
 * The curve itself. A line of the chart takes one point for each place across, which is right for what the
 * pointer and the arrow keys choose from, but the curve also goes straight up.
 */
const Corners = memo(function Corners({
  points,
  ...stroke
}: {
  points: readonly RocPoint[];
  stroke: string;
  strokeDasharray?: string | undefined;
}) {
  const [across, up] = [useXAxisScale(), useYAxisScale()];
  if (across === undefined || up === undefined) return null;
  const corners = points.map(({ fpr, tpr }) => ({ x: across(fpr) ?? 0, y: up(tpr) ?? 0 }));
  return <Curve points={corners} type="linear" strokeWidth={2.5} fill="none" {...stroke} />;
});

/**
 * A point on a curve that all other figures are for: its mark and its name. A plain drawing, since a `ReferenceDot` that
 * moves has the whole chart computed anew.
 */
export function RocMark({
  at,
  name,
  side = "below",
  children,
}: {
  at: RocPoint;
  name: string;
  /** On which side of the curve the name stands, where there is room. */
  side?: "above" | "below";
  /** Drawn around (0, 0). */
  children: ReactNode;
}) {
  const [across, up] = [useXAxisScale(), useYAxisScale()];
  if (across === undefined || up === undefined) return null;
  return (
    <g transform={`translate(${across(at.fpr) ?? 0} ${up(at.tpr) ?? 0})`}>
      {children}
      <text {...(side === "above" ? placeAbove(at) : placeBelow(at))} className={classes.name}>
        {name}
      </text>
    </g>
  );
}

interface NamePlace {
  readonly x: number;
  readonly y: number;
  readonly textAnchor: "start" | "end";
}

function placeBelow({ fpr, tpr }: RocPoint): NamePlace {
  const y = tpr < 0.1 ? -14 : 20;
  return fpr > 0.65 ? { x: -14, y, textAnchor: "end" } : { x: 14, y, textAnchor: "start" };
}

function placeAbove({ fpr, tpr }: RocPoint): NamePlace {
  const y = tpr > 0.95 ? 20 : -12;
  return fpr < 0.05 ? { x: 14, y, textAnchor: "start" } : { x: -12, y, textAnchor: "end" };
}
