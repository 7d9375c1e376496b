import { useMemo } from "react";
import { type Label, otherLabel } from "../../common/label";
import { macroFrom, type Rates } from "../../metrics/figures";
import { METRIC_NAMES, metricOf } from "../../metrics/metrics";
import { factsOfAnswers, factsOfScores } from "../../models/figure-facts";
import type { Evaluation } from "../../models/model";
import { FigureTable } from "../widgets/FigureTable";
import { count, listed, percent, twoDigits } from "../widgets/format";
import { LabelMark } from "../widgets/LabelMark";
import { FactList } from "./FactList";
import classes from "./MoreFigures.module.css";
import { useFigures } from "./threshold/useFigures";

/** Metrics shown here that do not depend on the threshold. */
const AT_NO_THRESHOLD = METRIC_NAMES.map(metricOf).flatMap(({ of, place, word }) =>
  of === "scores" && place !== "report" ? [word] : [],
);

const COLUMNS = ["Label", "Precision", "Recall", "F1", "Photos"];

/** The metrics of each label, their mean, and the less common metrics. */
export function MoreFigures({ evaluation, positive }: { evaluation: Evaluation; positive: Label }) {
  const { confusion, threshold } = useFigures();
  const { perClass, macro } = macroFrom(confusion);
  const ofScores = useMemo(() => factsOfScores(evaluation, positive, "page"), [evaluation, positive]);
  const all = perClass.positive.count + perClass.negative.count;
  return (
    <div className={classes.columns}>
      <FigureTable caption="Metrics of each label and their mean" columns={COLUMNS}>
        <Row
          name={<LabelMark label={positive} />}
          rates={perClass.positive}
          photos={perClass.positive.count}
        />
        <Row
          name={<LabelMark label={otherLabel(positive)} />}
          rates={perClass.negative}
          photos={perClass.negative.count}
        />
        <Row name="mean" rates={macro} photos={all} />
      </FigureTable>
      <FactList facts={[...factsOfAnswers(confusion, positive, "page"), ...ofScores]} />
      <p className="small-print">
        All but {listed(AT_NO_THRESHOLD)} depend on the threshold: a photo is called {positive} if its
        probability is at least {twoDigits(threshold)}. The mean (macro average) gives both labels the same
        weight, however many photos each has. The range next to the accuracy is the 95&nbsp;% Wilson interval.
      </p>
    </div>
  );
}

function Row({ name, rates, photos }: { name: React.ReactNode; rates: Rates; photos: number }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>{percent(rates.precision)}</td>
      <td>{percent(rates.recall)}</td>
      <td>{percent(rates.f1)}</td>
      <td>{count(photos)}</td>
    </tr>
  );
}
