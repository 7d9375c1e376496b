import { Text, Title } from "@mantine/core";
import { memo, useId, useMemo } from "react";
import { type Label, otherLabel } from "../../common/label";
import type { Figures } from "../../metrics/figures";
import { rocCurve } from "../../metrics/roc";
import type { BinaryView } from "../../models/evaluation";
import { ChartTip } from "../widgets/ChartTip";
import { figure, percent } from "../widgets/format";
import { RocFrame, RocLine, RocMark } from "../widgets/RocFrame";
import {
  choicesOf,
  inWords,
  operatingPoint,
  pointsOf,
  type RocPoint,
  thresholdName,
} from "../widgets/roc-points";
import classes from "./RocChart.module.css";
import { whyMissing } from "./sentences";

/** The ROC curve: what every other threshold would find and get wrong. */
export const RocChart = memo(function RocChart({
  view,
  figures,
  positive,
}: {
  view: BinaryView;
  figures: Figures;
  positive: Label;
}) {
  const heading = useId();
  const points = useMemo(() => pointsOf(rocCurve(view.labels, view.scores)), [view]);
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <Title order={2} size="h3" id={heading}>
        ROC curve
      </Title>
      {points.length === 0 ? (
        <Text className={classes.intro}>{whyMissing("rocAuc", figures, positive)}</Text>
      ) : (
        <>
          <Text className={classes.intro}>
            The lower the threshold, the more {positive} photos are found, and the more {otherLabel(positive)}{" "}
            ones are called {positive} by mistake. The area under the curve is {figure(figures.rocAuc)}; 0.5
            would be guessing, 1 would be perfect.
          </Text>
          <Chart points={points} figures={figures} positive={positive} />
        </>
      )}
    </section>
  );
});

function Chart({
  points,
  figures,
  positive,
}: {
  points: readonly RocPoint[];
  figures: Figures;
  positive: Label;
}) {
  const choices = useMemo(() => choicesOf(points), [points]);
  const at = operatingPoint(figures);
  const colour = `var(--${positive})`;
  return (
    <RocFrame
      positive={positive}
      name="ROC curve; the arrow keys go from threshold to threshold"
      words={inWords(points, at, positive)}
      choices={choices}
      tip={({ threshold, tpr, fpr }) => (
        <ChartTip title={thresholdName(threshold)}>
          <span>
            finds {percent(tpr)} of the {positive} photos
          </span>
          <span>
            calls {percent(fpr)} of the {otherLabel(positive)} photos {positive}
          </span>
        </ChartTip>
      )}
    >
      <RocLine points={points} dataKey="tpr" stroke={colour} />
      <RocMark at={at} name={`threshold ${at.threshold}`}>
        <LabelPoint label={positive} fill={colour} />
      </RocMark>
    </RocFrame>
  );
}

/** The label's own shape. */
function LabelPoint({ label, fill }: { label: Label; fill: string }) {
  return label === "female" ? (
    <circle r={8} fill={fill} className={classes.point} />
  ) : (
    <rect x={-7.5} y={-7.5} width={15} height={15} rx={2} fill={fill} className={classes.point} />
  );
}
