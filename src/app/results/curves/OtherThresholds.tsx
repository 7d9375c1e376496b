import { useMemo } from "react";
import { METRICS, THRESHOLD_METRICS } from "../../../metrics/metrics";
import { thresholdTable } from "../../../metrics/thresholds";
import { viewFrom } from "../../../models/evaluation";
import { FigureTable } from "../../widgets/FigureTable";
import { twoDigits } from "../../widgets/format";
import classes from "./Curves.module.css";
import type { MeasuredModel } from "./measured-model";
import { PlotDownloads, ThresholdsDownload } from "./PlotDownloads";
import { PrecisionRecall } from "./PrecisionRecall";

/** The page shows every second row of the table: steps of 0.1. */
const SHOWN = 2;

const COLUMNS = ["Threshold", ...THRESHOLD_METRICS.map((name) => METRICS[name].title)];

/** The metrics at other thresholds: precision against recall, and a table. */
export function OtherThresholds({ model, part, evaluation, positive }: MeasuredModel) {
  const view = useMemo(() => viewFrom(evaluation, positive), [evaluation, positive]);
  const rows = useMemo(() => thresholdTable(view.labels, view.scores), [view]);
  return (
    <div className={classes.pair}>
      <div>
        <PrecisionRecall view={view} positive={positive} />
        <PlotDownloads plot="precision-recall" title="precision and recall" {...{ model, part, positive }} />
      </div>
      <div>
        <FigureTable caption="Metrics at each threshold" columns={COLUMNS}>
          {rows
            .filter((_row, index) => index % SHOWN === 1)
            .map((row) => (
              <tr key={row.threshold}>
                <th scope="row">{twoDigits(row.threshold)}</th>
                {THRESHOLD_METRICS.map((name) => (
                  <td key={name}>{METRICS[name].format(row[name])}</td>
                ))}
              </tr>
            ))}
        </FigureTable>
        <ThresholdsDownload model={model} part={part} positive={positive} />
      </div>
    </div>
  );
}
