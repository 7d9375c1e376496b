import { memo, useMemo } from "react";
import { type Label, otherLabel } from "../../../common/label";
import {
  averagePrecision,
  type PrecisionRecallCurve,
  precisionRecallCurve,
} from "../../../metrics/precision-recall";
import type { BinaryView } from "../../../models/evaluation";
import {
  type PrecisionRecallData,
  precisionRecallInWords,
  precisionRecallPanel,
  precisionRecallThreshold,
} from "../../../plots/precision-recall-plot";
import { ChartTip } from "../../widgets/ChartTip";
import { figure, percent } from "../../widgets/format";
import { PlotChart } from "../../widgets/PlotChart";
import { PlotLayer } from "../../widgets/PlotLayer";
import { thresholdName } from "../../widgets/roc-points";
import { useFigures } from "../threshold/useFigures";
import classes from "./Curves.module.css";

interface Choice {
  readonly recall: number;
  readonly precision: number;
  readonly threshold: number;
}

/** Minimum distance along the curve between two selectable points. */
const STEP = 0.005;

/** Precision against recall. */
export const PrecisionRecall = memo(function PrecisionRecall({
  view,
  positive,
}: {
  view: BinaryView;
  positive: Label;
}) {
  const data = useMemo(() => dataOf(view, positive), [view, positive]);
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.caption}>
        <strong>Precision and recall</strong>
        <span className={classes.note}>
          {data === undefined
            ? "This plot needs photos of both labels."
            : `To find more of the ${positive} photos (further right), it has to be wrong more often when it says ` +
              `${positive} (further down). The average precision is ${figure(data.averagePrecision)}.`}
        </span>
      </figcaption>
      {data && <Chart data={data} />}
    </figure>
  );
});

function Chart({ data }: { data: PrecisionRecallData }) {
  const { curve, positive } = data;
  const panel = useMemo(() => precisionRecallPanel(data), [data]);
  const all = useMemo(() => choicesOf(curve), [curve]);
  return (
    <PlotChart
      panel={panel}
      name="Precision and recall; use the arrow keys to move between thresholds"
      words={<Words data={data} />}
      choices={{
        all,
        across: "recall",
        heights: [{ key: "precision", ink: positive }],
        tip: (choice) => <Tip choice={choice} positive={positive} />,
      }}
    >
      <Now positive={positive} />
    </PlotChart>
  );
}

function Tip({ choice: { recall, precision, threshold }, positive }: { choice: Choice; positive: Label }) {
  return (
    <ChartTip
      title={thresholdName(threshold)}
      lines={[
        `finds ${percent(recall)} of the ${positive} photos`,
        `${percent(1 - precision)} of what it calls ${positive} is ${otherLabel(positive)}`,
      ]}
    />
  );
}

function Words({ data }: { data: PrecisionRecallData }) {
  return precisionRecallInWords(data, useFigures());
}

/** The current threshold. */
function Now({ positive }: { positive: Label }) {
  return <PlotLayer layer={precisionRecallThreshold(useFigures(), positive)} />;
}

function dataOf({ labels, scores }: BinaryView, positive: Label): PrecisionRecallData | undefined {
  const [curve, average] = [precisionRecallCurve(labels, scores), averagePrecision(labels, scores)];
  return curve === undefined || average === undefined
    ? undefined
    : { curve, averagePrecision: average, positive };
}

/** In order of rising recall; thins out thousands of points to those far enough apart to choose. */
function choicesOf(curve: PrecisionRecallCurve): Choice[] {
  const choices: Choice[] = [];
  for (let index = curve.recall.length - 1; index >= 0; index--) {
    const choice = {
      recall: curve.recall[index] ?? 0,
      precision: curve.precision[index] ?? 0,
      threshold: curve.thresholds[index] ?? Number.POSITIVE_INFINITY,
    };
    const last = choices.at(-1);
    const isFar =
      last === undefined || choice.recall - last.recall + Math.abs(choice.precision - last.precision) >= STEP;
    if (isFar || index === 0) choices.push(choice);
  }
  return choices;
}
