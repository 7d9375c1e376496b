import { memo, useMemo } from "react";
import type { Label } from "../../../common/label";
import { brier } from "../../../metrics/loss";
import { expectedCalibrationError, type ReliabilityBin, reliability } from "../../../metrics/reliability";
import type { BinaryView } from "../../../models/evaluation";
import { photos } from "../../../models/figure-sentences";
import { reliabilityInWords, reliabilityPanel } from "../../../plots/calibration-plots";
import { ChartTip } from "../../widgets/ChartTip";
import { figure, percent } from "../../widgets/format";
import { PlotChart } from "../../widgets/PlotChart";
import classes from "./Curves.module.css";

/** How often the model is right, by its confidence. */
export const Reliability = memo(function Reliability({
  view,
  positive,
}: {
  view: BinaryView;
  positive: Label;
}) {
  const bins = useMemo(() => reliability(view.labels, view.scores), [view]);
  const panel = useMemo(() => reliabilityPanel(bins, positive), [bins, positive]);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>Are its probabilities right?</strong>
        <span className={classes.note}>{sentence(bins, view, positive)}</span>
      </figcaption>
      {bins.length > 0 && (
        <PlotChart
          panel={panel}
          name="Reliability diagram; use the arrow keys to move between points"
          words={reliabilityInWords(bins, positive)}
          choices={{
            all: bins,
            across: "meanScore",
            heights: [{ key: "share", ink: positive }],
            tip: (bin) => <Tip bin={bin} positive={positive} />,
          }}
        />
      )}
    </figure>
  );
});

function Tip({ bin, positive }: { bin: ReliabilityBin; positive: Label }) {
  const { low, high, count, meanScore, share, interval } = bin;
  return (
    <ChartTip
      title={`${photos(count)} between ${percent(low)} and ${percent(high)}`}
      lines={[
        `on average ${percent(meanScore)}, in fact ${percent(share)} ${positive}`,
        `among all such photos ${percent(interval.low)} to ${percent(interval.high)}`,
      ]}
    />
  );
}

function sentence(bins: readonly ReliabilityBin[], { labels, scores }: BinaryView, positive: Label): string {
  const error = expectedCalibrationError(bins);
  if (error === undefined) return "This plot needs photos to check the model on.";
  return (
    `Of the photos with a predicted probability of 80 %, 80 % should be ${positive}: the dotted line. On average it ` +
    `is off by ${percent(error)} (expected calibration error). Its Brier score is ${figure(brier(labels, scores))}. ` +
    "The thin bars show how far the points may be off by chance."
  );
}
