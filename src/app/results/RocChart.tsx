import { Text } from "@mantine/core";
import { memo, useMemo } from "react";
import { type Label, otherLabel } from "../../common/label";
import type { PositiveProbability } from "../../metrics/probability";
import { rocCurve } from "../../metrics/roc";
import { thresholdUnder } from "../../metrics/thresholds";
import type { BinaryView } from "../../models/evaluation";
import { inWords, operatingPoint, pointsOf, type RocPoint } from "../../models/operating-point";
import { modelRocPanel, rocThreshold } from "../../plots/roc-plot";
import { ChartTip } from "../widgets/ChartTip";
import { figure, percent } from "../widgets/format";
import { PlotChart } from "../widgets/PlotChart";
import { PlotLayer } from "../widgets/PlotLayer";
import { choicesOf, thresholdName } from "../widgets/roc-points";
import { TitledSection } from "../widgets/TitledSection";
import classes from "./curves/Curves.module.css";
import { useFigures } from "./threshold/useFigures";

/**
 * The ROC curve: the rates at every threshold. The current threshold is a component of its own: the curve does not
 * change with it and is slow to draw.
 * @param onThreshold is called with a threshold on the probability of `positive`
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
  /** Why there is no curve; undefined if there is one. */
  missing: string | undefined;
  positive: Label;
  onThreshold: (threshold: PositiveProbability) => void;
}) {
  const corners = useMemo(() => pointsOf(rocCurve(view.labels, view.scores)), [view]);
  const choices = useMemo(() => choicesOf(corners), [corners]);
  const panel = useMemo(() => modelRocPanel(corners, rocAuc, positive), [corners, rocAuc, positive]);
  return (
    <TitledSection title="ROC curve" className={classes.section}>
      <Text className={classes.intro}>
        {corners.length === 0
          ? missing
          : `The lower the threshold, the more ${positive} photos are found, and the more ${otherLabel(positive)} ` +
            `ones are called ${positive} by mistake. The area under the curve (AUC) is ${figure(rocAuc)}: 0.5 is ` +
            "guessing, 1 is perfect. Click the curve to choose a threshold."}
      </Text>
      {corners.length > 0 && (
        <PlotChart
          panel={panel}
          name="ROC curve; use the arrow keys to move between thresholds"
          words={<Words corners={corners} positive={positive} />}
          choices={{
            all: choices,
            across: "fpr",
            heights: [{ key: "tpr", ink: positive }],
            tip: (choice) => <Tip choice={choice} positive={positive} />,
            onChoose: ({ threshold }) => onThreshold(thresholdUnder(view.scores, threshold)),
          }}
        >
          <Now positive={positive} />
        </PlotChart>
      )}
    </TitledSection>
  );
});

function Tip({ choice: { threshold, tpr, fpr }, positive }: { choice: RocPoint; positive: Label }) {
  return (
    <ChartTip
      title={thresholdName(threshold)}
      lines={[
        `finds ${percent(tpr)} of the ${positive} photos`,
        `calls ${percent(fpr)} of the ${otherLabel(positive)} photos ${positive}`,
      ]}
    />
  );
}

function Words({ corners, positive }: { corners: readonly RocPoint[]; positive: Label }) {
  return inWords(corners, operatingPoint(useFigures()), positive);
}

/** The current threshold. */
function Now({ positive }: { positive: Label }) {
  return <PlotLayer layer={rocThreshold(useFigures(), positive)} />;
}
