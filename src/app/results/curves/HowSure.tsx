import { useMemo } from "react";
import { decisionOf } from "../../../models/decision";
import { viewFrom } from "../../../models/evaluation";
import { Calibrate } from "./Calibrate";
import classes from "./Curves.module.css";
import type { MeasuredModel } from "./measured-model";
import { PlotDownloads } from "./PlotDownloads";
import { Reliability } from "./Reliability";
import { ScoreHistogram } from "./ScoreHistogram";

/** How confident a model is, whether that confidence is justified, and its calibration. */
export function HowSure({ model, part, evaluation, positive }: MeasuredModel) {
  const view = useMemo(() => viewFrom(evaluation, positive), [evaluation, positive]);
  return (
    <>
      <div className={classes.pair}>
        <div>
          <ScoreHistogram {...{ evaluation, view, positive }} unsure={decisionOf(model).unsure} />
          <PlotDownloads plot="histogram" title="the histogram" {...{ model, part, positive }} />
        </div>
        <div>
          <Reliability view={view} positive={positive} />
          <PlotDownloads plot="reliability" title="the reliability diagram" {...{ model, part, positive }} />
        </div>
      </div>
      <Calibrate model={model} />
    </>
  );
}
