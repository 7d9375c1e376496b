import { useMemo } from "react";
import { figureSpread, percentSpread } from "../../../crossvalidation/crossvalidation-sentences";
import type { LearningCurve } from "../../../crossvalidation/learning-curve-verdict";
import { learningCurvePlot } from "../../../plots/training-plots";
import { ChartTip } from "../../widgets/ChartTip";
import { count } from "../../widgets/format";
import { PlotChart } from "../../widgets/PlotChart";

/** Accuracy and ROC AUC by the number of training photos. */
export function LearningCurveChart({ curve }: { curve: LearningCurve }) {
  const { panels, description } = useMemo(() => learningCurvePlot(curve), [curve]);
  const all = useMemo(
    () => curve.map((point) => ({ ...point, mean: point.accuracy.mean, auc: point.rocAuc.mean })),
    [curve],
  );
  return panels.map((panel) => (
    <PlotChart
      key={panel.y.label}
      panel={panel}
      name="Accuracy by number of photos; use the arrow keys to move between points"
      words={description}
      choices={{
        all,
        across: "photos",
        heights: [
          { key: "auc", ink: "soft" },
          { key: "mean", ink: "accent" },
        ],
        tip: ({ photos, accuracy, rocAuc }) => (
          <ChartTip
            title={`${count(photos)} photos`}
            lines={[`Accuracy: ${percentSpread(accuracy)}`, `ROC AUC: ${figureSpread(rocAuc)}`]}
          />
        ),
      }}
    />
  ));
}
