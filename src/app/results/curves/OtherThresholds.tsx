import { useMemo } from "react";
import { thresholdTable } from "../../../metrics/thresholds";
import { viewFrom } from "../../../models/evaluation";
import { FigureTable } from "../../widgets/FigureTable";
import { percent, twoDigits } from "../../widgets/format";
import classes from "./Curves.module.css";
import type { MeasuredModel } from "./measured-model";
import { PlotDownloads, ThresholdsDownload } from "./PlotDownloads";
import { PrecisionRecall } from "./PrecisionRecall";

/** The page shows every second row of the table: steps of 0.1. */
const SHOWN = 2;

const COLUMNS = ["Threshold", "Accuracy", "Precision", "Recall", "F1"];

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
        <FigureTable caption="Figures at each threshold" columns={COLUMNS}>
          {rows
            .filter((_row, index) => index % SHOWN === 1)
            .map(({ threshold, accuracy, precision, recall, f1 }) => (
              <tr key={threshold}>
                <th scope="row">{twoDigits(threshold)}</th>
                <td>{percent(accuracy)}</td>
                <td>{percent(precision)}</td>
                <td>{percent(recall)}</td>
                <td>{percent(f1)}</td>
              </tr>
            ))}
        </FigureTable>
        <ThresholdsDownload model={model} part={part} positive={positive} />
      </div>
    </div>
  );
}
