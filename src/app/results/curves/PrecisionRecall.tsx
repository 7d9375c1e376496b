import { memo, useMemo } from "react";
import {
  CartesianGrid,
  Line,
  LineChart,
  Tooltip,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from "recharts";
import { type Label, otherLabel } from "../../../common/label";
import { averagePrecision, precisionRecallCurve } from "../../../metrics/precision-recall";
import type { BinaryView } from "../../../models/evaluation";
import chart from "../../widgets/Chart.module.css";
import { ChartTip } from "../../widgets/ChartTip";
import { figure, percent } from "../../widgets/format";
import { thresholdName } from "../../widgets/roc-points";
import { useFigures } from "../threshold/useFigures";
import { SHARE_AXIS, SHARE_TICKS } from "./axes";
import classes from "./Curves.module.css";

interface Point {
  readonly recall: number;
  readonly precision: number;
  readonly threshold: number;
}

/** How far apart along the curve two points that are drawn are, at least. */
const STEP = 0.005;

/** Precision against recall: what it costs to find more. */
export const PrecisionRecall = memo(function PrecisionRecall({
  view,
  positive,
}: {
  view: BinaryView;
  positive: Label;
}) {
  const points = useMemo(() => pointsOf(view), [view]);
  const average = useMemo(() => averagePrecision(view.labels, view.scores), [view]);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>Precision and recall</strong>
        <span className={classes.note}>
          {points.length === 0
            ? "This cannot be drawn, because it takes photos of both labels."
            : `To find more of the ${positive} photos (to the right), it has to be wrong more often when it says ` +
              `${positive} (down). The average precision is ${figure(average)}.`}
        </span>
      </figcaption>
      {points.length > 0 && (
        <>
          <div className={classes.axis}>↑ right when it says {positive}</div>
          <div className={chart.chart}>
            <LineChart
              responsive
              className={classes.square}
              data={points}
              margin={{ top: 10, right: 20, bottom: 0, left: 0 }}
              aria-label="Precision and recall; the arrow keys go from threshold to threshold"
            >
              <CartesianGrid />
              <XAxis {...SHARE_AXIS} ticks={SHARE_TICKS} dataKey="recall" />
              <YAxis {...SHARE_AXIS} ticks={SHARE_TICKS} width={54} interval={0} />
              <Line
                dataKey="precision"
                type="stepBefore"
                stroke={`var(--${positive})`}
                strokeWidth={2.5}
                dot={false}
                isAnimationActive={false}
              />
              <Now positive={positive} />
              <Tooltip
                isAnimationActive={false}
                content={({ active, payload }) => {
                  const point: Point | undefined = active ? payload[0]?.payload : undefined;
                  return point && <Tip point={point} positive={positive} />;
                }}
              />
            </LineChart>
          </div>
          <div className={`${classes.axis} ${classes.across}`}>share of {positive} photos found →</div>
        </>
      )}
    </figure>
  );
});

function Tip({ point: { recall, precision, threshold }, positive }: { point: Point; positive: Label }) {
  return (
    <ChartTip title={thresholdName(threshold)}>
      <span>
        finds {percent(recall)} of the {positive} photos
      </span>
      <span>
        {percent(1 - precision)} of what it calls {positive} is {otherLabel(positive)}
      </span>
    </ChartTip>
  );
}

/** Where the threshold is now. */
function Now({ positive }: { positive: Label }) {
  const { precision, recall } = useFigures();
  const [across, up] = [useXAxisScale(), useYAxisScale()];
  if (precision === undefined || recall === undefined || across === undefined || up === undefined)
    return null;
  return (
    <circle
      cx={across(recall)}
      cy={up(precision)}
      r={7}
      fill={`var(--${positive})`}
      stroke="var(--page)"
      strokeWidth={2.5}
    />
  );
}

/** By rising recall; of thousands of points no more than can be told apart. */
function pointsOf({ labels, scores }: BinaryView): Point[] {
  const curve = precisionRecallCurve(labels, scores);
  if (curve === undefined) return [];
  const points: Point[] = [];
  for (let index = curve.recall.length - 1; index >= 0; index--) {
    const point = {
      recall: curve.recall[index] ?? 0,
      precision: curve.precision[index] ?? 0,
      threshold: curve.thresholds[index] ?? Number.POSITIVE_INFINITY,
    };
    const last = points.at(-1);
    const isFar =
      last === undefined || point.recall - last.recall + Math.abs(point.precision - last.precision) >= STEP;
    if (isFar || index === 0) points.push(point);
  }
  return points;
}
