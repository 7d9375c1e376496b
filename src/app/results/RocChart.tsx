import { Text, Title } from "@mantine/core";
import { memo, useId, useMemo } from "react";
import { type Label, otherLabel } from "../../common/label";
import type { PositiveProbability } from "../../metrics/probability";
import { rocCurve } from "../../metrics/roc";
import { thresholdUnder } from "../../metrics/thresholds";
import type { BinaryView } from "../../models/evaluation";
import { inWords, operatingPoint, pointsOf, type RocPoint } from "../../models/operating-point";
import { ChartTip } from "../widgets/ChartTip";
import { figure, percent, twoDigits } from "../widgets/format";
import { RocFrame, RocLine, RocMark } from "../widgets/RocFrame";
import { choicesOf, thresholdName } from "../widgets/roc-points";
import classes from "./RocChart.module.css";
import { useFigures } from "./threshold/useFigures";

/**
 * The ROC curve: what every other threshold would find and get wrong. Where the threshold is now is drawn by a part of
 * its own, since the curve does not change with it and takes long to draw.
 * @param onThreshold takes a threshold on the probability of `positive`
 */
export const RocChart = memo(function RocChart({
  view,
  rocAuc,
  missing,
  positive,
  onThreshold,
}: {
  view: BinaryView;
  rocAuc: number | undefined;
  /** Why there is no curve, where there is none. */
  missing: string | undefined;
  positive: Label;
  onThreshold: (threshold: PositiveProbability) => void;
}) {
  const heading = useId();
  const points = useMemo(() => pointsOf(rocCurve(view.labels, view.scores)), [view]);
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <Title order={2} size="h3" id={heading}>
        ROC curve
      </Title>
      {points.length === 0 ? (
        <Text className={classes.intro}>{missing}</Text>
      ) : (
        <>
          <Text className={classes.intro}>
            The lower the threshold, the more {positive} photos are found, and the more {otherLabel(positive)}{" "}
            ones are called {positive} by mistake. The area under the curve is {figure(rocAuc)}; 0.5 would be
            guessing, 1 would be perfect. Click on the curve to choose a threshold.
          </Text>
          <Chart
            points={points}
            positive={positive}
            onChoose={({ threshold }) => onThreshold(thresholdUnder(view.scores, threshold))}
          />
        </>
      )}
    </section>
  );
});

function Chart({
  points,
  positive,
  onChoose,
}: {
  points: readonly RocPoint[];
  positive: Label;
  onChoose: (choice: RocPoint) => void;
}) {
  const choices = useMemo(() => choicesOf(points), [points]);
  return (
    <RocFrame
      positive={positive}
      name="ROC curve; the arrow keys go from threshold to threshold"
      words={<Words points={points} positive={positive} />}
      choices={choices}
      onChoose={onChoose}
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
      <RocLine points={points} dataKey="tpr" stroke={`var(--${positive})`} />
      <OperatingPoint positive={positive} />
    </RocFrame>
  );
}

function Words({ points, positive }: { points: readonly RocPoint[]; positive: Label }) {
  return inWords(points, operatingPoint(useFigures()), positive);
}

function OperatingPoint({ positive }: { positive: Label }) {
  const at = operatingPoint(useFigures());
  return (
    <RocMark at={at} name={`threshold ${twoDigits(at.threshold)}`}>
      <LabelPoint label={positive} fill={`var(--${positive})`} />
    </RocMark>
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
