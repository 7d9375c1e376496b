import { type ReactNode, useId, useMemo } from "react";
import { CartesianGrid, Line, LineChart, type MouseHandlerDataParam, Tooltip, XAxis, YAxis } from "recharts";
import { type Axis, type Ink, namedMarks, type Panel } from "../../plots/plot";
import classes from "./PlotChart.module.css";
import { colourOf, PlotLayer, Swatch } from "./PlotLayer";

/** The points of a chart that the pointer and the arrow keys select. */
export interface Choices<Choice> {
  readonly all: readonly Choice[];
  /** The key of a choice’s x value. */
  readonly across: keyof Choice & string;
  /** The keys of its y values, and the colours of their dots. */
  readonly heights: readonly { readonly key: keyof Choice & string; readonly ink: Ink }[];
  /** The content of the tooltip; undefined hides it. */
  readonly tip: ((choice: Choice) => ReactNode) | undefined;
  /** Called for a click, a drag along the curve, or Enter. */
  readonly onChoose?: (choice: Choice) => void;
}

/** An interactive panel of a plot, for pointer and keyboard. */
export function PlotChart<Choice extends object>({
  panel,
  name,
  title,
  words,
  caption,
  choices,
  children,
}: {
  panel: Panel;
  /** The accessible name: what this is and what the arrow keys do. */
  name: string;
  /** Replaces the name of the y axis. */
  title?: ReactNode;
  /** A description for screen readers. */
  words: ReactNode;
  /** Below the plot. */
  caption?: ReactNode;
  choices: Choices<Choice>;
  /** Further layers. */
  children?: ReactNode;
}) {
  const description = useId();
  const { all, across, heights, tip, onChoose } = choices;
  const choose = ({ activeTooltipIndex }: MouseHandlerDataParam) => {
    const choice = all[Number(activeTooltipIndex ?? Number.NaN)];
    if (choice !== undefined) onChoose?.(choice);
  };
  return (
    <div className={classes.plot}>
      <Head panel={panel} title={title} />
      <div className={classes.chart}>
        <LineChart
          {...frameOf(panel)}
          data={all}
          aria-label={name}
          aria-describedby={description}
          {...(onChoose && {
            onClick: choose,
            onMouseMove: (state: MouseHandlerDataParam, { buttons }: React.MouseEvent) =>
              buttons === 1 && choose(state),
          })}
        >
          <Axes panel={panel} across={across} />
          <PlotLayer layer={panel} />
          {children}
          {heights.map(({ key, ink }) => (
            <Line
              key={key}
              dataKey={key}
              stroke="none"
              // Without it, recharts draws a white dot on a line of one point.
              fill="none"
              dot={false}
              activeDot={tip !== undefined && { fill: colourOf(ink), r: 4 }}
              isAnimationActive={false}
            />
          ))}
          {tip !== undefined && (
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const choice: Choice | undefined = active ? payload[0]?.payload : undefined;
                return choice && tip(choice);
              }}
            />
          )}
        </LineChart>
      </div>
      <Foot panel={panel} />
      <div className={classes.caption} id={description}>
        {caption}
        <span className="visually-hidden"> {words}</span>
      </div>
    </div>
  );
}

/** A panel as a decorative background for controls, which carry all its information. */
export function PlotBackground({
  panel,
  layers,
  children,
}: {
  panel: Panel;
  /** Further layers. */
  layers: ReactNode;
  /** The controls, placed over the area between the axes. */
  children: ReactNode;
}) {
  return (
    <div className={classes.plot}>
      <Head panel={panel} />
      <div className={classes.chart}>
        <div aria-hidden="true">
          <LineChart {...frameOf(panel)} data={NO_CHOICES} accessibilityLayer={false}>
            <Axes panel={panel} />
            <PlotLayer layer={panel} />
            {layers}
          </LineChart>
        </div>
        <div className={classes.area}>{children}</div>
      </div>
      <Foot panel={panel} />
    </div>
  );
}

const NO_CHOICES: readonly never[] = [];

function frameOf({ height }: Panel) {
  return {
    responsive: true,
    className: classes.frame,
    style: { aspectRatio: 440 / (height + 40) },
    margin: { top: 10, right: 20, bottom: 0, left: 0 },
  };
}

/** The grid and ticks of the plot’s definition. Without a data key, even an unused one, recharts draws no x axis. */
function Axes({ panel: { x, y }, across = "x" }: { panel: Panel; across?: string }) {
  const [right, up] = [useMemo(() => axisOf(x), [x]), useMemo(() => axisOf(y), [y])];
  return (
    <>
      <CartesianGrid />
      <XAxis {...right} dataKey={across} height={30} />
      <YAxis {...up} width={54} interval={0} axisLine={false} />
    </>
  );
}

/** Recharts needs mutable arrays and, unless `allowDataOverflow` is set, data before it draws an axis. */
function axisOf({ domain: [from, to], ticks, format }: Axis) {
  const domain: [number, number] = [from, to];
  return {
    type: "number",
    domain,
    allowDataOverflow: true,
    ticks: [...ticks],
    tickFormatter: format,
    tickLine: false,
  } as const;
}

/** The name of the y axis, and the legend if there is more than one entry. */
function Head({ panel, title }: { panel: Panel; title?: ReactNode }) {
  const named = namedMarks([panel]);
  return (
    <div className={classes.head}>
      {title ?? <span>↑ {panel.y.label}</span>}
      {named.length > 1 && (
        <span className={classes.key}>
          {named.map((mark) => (
            <span key={mark.name}>
              <Swatch marks={[mark]} />
              {mark.name}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}

function Foot({ panel: { x } }: { panel: Panel }) {
  return x.label === "" ? null : <div className={classes.foot}>{x.label} →</div>;
}
