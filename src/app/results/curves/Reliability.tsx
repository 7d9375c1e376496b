import { memo, useMemo } from "react";
import { CartesianGrid, ErrorBar, Line, LineChart, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import type { Label } from "../../../common/label";
import { brier } from "../../../metrics/loss";
import { expectedCalibrationError, type ReliabilityBin, reliability } from "../../../metrics/reliability";
import type { BinaryView } from "../../../models/evaluation";
import { photos } from "../../../models/figure-sentences";
import chart from "../../widgets/Chart.module.css";
import { ChartTip } from "../../widgets/ChartTip";
import { figure, percent } from "../../widgets/format";
import { SHARE_AXIS, SHARE_TICKS } from "./axes";
import classes from "./Curves.module.css";

/** How often photos are what the model says, by how sure it says it. */
export const Reliability = memo(function Reliability({
  view,
  positive,
}: {
  view: BinaryView;
  positive: Label;
}) {
  const bins = useMemo(() => reliability(view.labels, view.scores), [view]);
  const points = useMemo(
    () =>
      bins.map((bin) => ({ ...bin, reach: [bin.share - bin.interval.low, bin.interval.high - bin.share] })),
    [bins],
  );
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>Can its probabilities be taken at their word?</strong>
        <span className={classes.note}>{sentence(bins, view, positive)}</span>
      </figcaption>
      {bins.length > 0 && (
        <>
          <div className={classes.axis}>↑ share of them that is {positive}</div>
          <div className={chart.chart}>
            <LineChart
              responsive
              className={classes.square}
              data={points}
              margin={{ top: 10, right: 20, bottom: 0, left: 0 }}
              aria-label="Reliability diagram; the arrow keys go from one to the next"
            >
              <CartesianGrid />
              <XAxis {...SHARE_AXIS} ticks={SHARE_TICKS} dataKey="meanScore" />
              <YAxis {...SHARE_AXIS} ticks={SHARE_TICKS} width={54} interval={0} />
              <ReferenceLine
                segment={[
                  { x: 0, y: 0 },
                  { x: 1, y: 1 },
                ]}
                stroke="var(--text-soft)"
                strokeDasharray="2 4"
              />
              <Line
                dataKey="share"
                stroke={`var(--${positive})`}
                strokeWidth={2}
                dot={{ r: 4, fill: `var(--${positive})`, stroke: "none" }}
                isAnimationActive={false}
              >
                <ErrorBar
                  dataKey="reach"
                  direction="y"
                  width={5}
                  stroke="var(--text-soft)"
                  isAnimationActive={false}
                />
              </Line>
              <Tooltip
                isAnimationActive={false}
                content={({ active, payload }) => {
                  const bin: ReliabilityBin | undefined = active ? payload[0]?.payload : undefined;
                  return bin && <Tip bin={bin} positive={positive} />;
                }}
              />
            </LineChart>
          </div>
          <div className={`${classes.axis} ${classes.across}`}>probability of {positive} that it gave →</div>
        </>
      )}
    </figure>
  );
});

function Tip({ bin, positive }: { bin: ReliabilityBin; positive: Label }) {
  const { low, high, count, meanScore, share, interval } = bin;
  return (
    <ChartTip title={`${photos(count)} between ${percent(low)} and ${percent(high)}`}>
      <span>
        on average {percent(meanScore)}, in fact {percent(share)} {positive}
      </span>
      <span>
        among all such photos {percent(interval.low)} to {percent(interval.high)}
      </span>
    </ChartTip>
  );
}

function sentence(bins: readonly ReliabilityBin[], { labels, scores }: BinaryView, positive: Label): string {
  const error = expectedCalibrationError(bins);
  if (error === undefined) return "This cannot be drawn, because there are no photos to check with.";
  return (
    `Of all photos to which it gives 80 %, 80 % should be ${positive}: on the dotted line. On average it is off by ` +
    `${percent(error)} (expected calibration error); its Brier score is ${figure(brier(labels, scores))}. ` +
    "The thin bars say where the points could lie by chance."
  );
}
