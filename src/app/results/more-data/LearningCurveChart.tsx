import { useId, useMemo } from "react";
import { Area, CartesianGrid, ComposedChart, Line, Tooltip, XAxis, YAxis } from "recharts";
import {
  curveInWords,
  figureSpread,
  percentSpread,
} from "../../../crossvalidation/crossvalidation-sentences";
import type { CurvePoint, LearningCurve } from "../../../crossvalidation/learning-curve-verdict";
import chart from "../../widgets/Chart.module.css";
import { ChartTip } from "../../widgets/ChartTip";
import { count } from "../../widgets/format";
import classes from "./MorePhotos.module.css";

/** A point as it is drawn. */
interface Drawn {
  readonly point: CurvePoint;
  readonly photos: number;
  readonly mean: number;
  readonly band: readonly [number, number];
}

/** With a lower accuracy to show, the lines are 10 % apart. */
const FINE_FROM = 0.7;

const LINE = "var(--mantine-primary-color-filled)";

/** Accuracy by the number of photos to learn from: the mean as a line, the spread as a band around it. */
export function LearningCurveChart({ curve }: { curve: LearningCurve }) {
  const caption = useId();
  const data = useMemo(() => curve.map(drawn), [curve]);
  const ticks = useMemo(() => ticksFor(curve), [curve]);
  const most = data.at(-1)?.photos ?? 1;
  return (
    <figure className={classes.figure}>
      <div className={classes.head}>
        <span>↑ accuracy on photos that it did not learn from</span>
        <span className={classes.key}>
          <Key />
        </span>
      </div>
      <div className={chart.chart}>
        <ComposedChart
          responsive
          className={classes.frame}
          data={data}
          margin={{ top: 8, right: 16, bottom: 0, left: 0 }}
          aria-label="Accuracy by number of photos; the arrow keys go from point to point"
          aria-describedby={caption}
        >
          <CartesianGrid vertical={false} />
          <XAxis
            dataKey="photos"
            type="number"
            domain={[0, most]}
            ticks={[0, ...data.map(({ photos }) => photos)]}
            tickFormatter={(photos: number) => count(photos)}
            interval="preserveEnd"
            tickLine={false}
          />
          <YAxis
            domain={[ticks[0] ?? 0, 1]}
            ticks={ticks}
            interval={0}
            tickFormatter={(share: number) => `${Math.round(100 * share)}\u00a0%`}
            width={54}
            tickLine={false}
            axisLine={false}
          />
          <Tooltip isAnimationActive={false} content={Tip} />
          <Area
            dataKey="band"
            type="linear"
            stroke="none"
            fill={LINE}
            fillOpacity={0.22}
            activeDot={false}
            isAnimationActive={false}
          />
          <Line
            dataKey="mean"
            type="linear"
            stroke={LINE}
            strokeWidth={2}
            dot={{ r: 4, fill: LINE, stroke: "none" }}
            activeDot={{ r: 6, stroke: "none" }}
            isAnimationActive={false}
          />
        </ComposedChart>
      </div>
      <figcaption className={classes.caption} id={caption}>
        photos that it learned from →<span className="visually-hidden">{curveInWords(curve)}</span>
      </figcaption>
    </figure>
  );
}

function Tip({ active, payload }: { active?: boolean; payload?: readonly { readonly payload?: Drawn }[] }) {
  const point = active ? payload?.[0]?.payload?.point : undefined;
  return (
    point && (
      <ChartTip title={`${count(point.photos)} photos`}>
        <span>Accuracy: {percentSpread(point.accuracy)}</span>
        <span>ROC AUC: {figureSpread(point.rocAuc)}</span>
      </ChartTip>
    )
  );
}

function Key() {
  return (
    <>
      <svg width="24" height="12" aria-hidden="true">
        <rect width="24" height="12" fill={LINE} fillOpacity={0.22} />
        <path d="M0 6H24" stroke={LINE} strokeWidth={2} />
      </svg>
      mean and spread
    </>
  );
}

function drawn(point: CurvePoint): Drawn {
  const { mean, deviation } = point.accuracy;
  return { point, photos: point.photos, mean, band: [mean - deviation, Math.min(1, mean + deviation)] };
}

/** From below the lowest point of the band to 100 %, in steps of 5 % or, where that are too many, 10 %. */
function ticksFor(curve: LearningCurve): number[] {
  const lowest = Math.min(...curve.map(({ accuracy: { mean, deviation } }) => mean - deviation));
  const steps = lowest < FINE_FROM ? 10 : 20;
  const first = Math.max(0, Math.floor(steps * lowest));
  return Array.from({ length: steps - first + 1 }, (_, index) => (first + index) / steps);
}
