import { useMemo } from "react";
import type { Label } from "../../../common/label";
import { thresholdTable } from "../../../metrics/thresholds";
import { viewFrom } from "../../../models/evaluation";
import type { Evaluation, HeldOut, TrainedModel } from "../../../models/model";
import table from "../../widgets/FigureTable.module.css";
import { percent, twoDigits } from "../../widgets/format";
import classes from "./Curves.module.css";
import { PlotDownloads, ThresholdsDownload } from "./PlotDownloads";
import { PrecisionRecall } from "./PrecisionRecall";

/** The page shows every second row of the table: steps of 0.1. */
const SHOWN = 2;

/** The metrics at other thresholds: precision against recall, and a table. */
export function OtherThresholds({
  model,
  part,
  evaluation,
  positive,
}: {
  model: TrainedModel;
  part: HeldOut;
  evaluation: Evaluation;
  positive: Label;
}) {
  const view = useMemo(() => viewFrom(evaluation, positive), [evaluation, positive]);
  const rows = useMemo(() => thresholdTable(view.labels, view.scores), [view]);
  return (
    <div className={classes.pair}>
      <div>
        <PrecisionRecall view={view} positive={positive} />
        <PlotDownloads
          plot="precision-recall"
          title="precision and recall"
          model={model}
          part={part}
          positive={positive}
        />
      </div>
      <div>
        <table className={`${table.table} tabular`}>
          <caption className="visually-hidden">Figures at each threshold</caption>
          <thead>
            <tr>
              <th scope="col">Threshold</th>
              <th scope="col">Accuracy</th>
              <th scope="col">Precision</th>
              <th scope="col">Recall</th>
              <th scope="col">F1</th>
            </tr>
          </thead>
          <tbody>
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
          </tbody>
        </table>
        <ThresholdsDownload model={model} part={part} positive={positive} />
      </div>
    </div>
  );
}
