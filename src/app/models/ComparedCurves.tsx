import { Text } from "@mantine/core";
import { useMemo } from "react";
import { type Label, otherLabel } from "../../common/label";
import { rocCurve } from "../../metrics/roc";
import type { Side } from "../../models/comparison";
import { figuresOf, viewFrom } from "../../models/evaluation";
import { inWords, operatingPoint, pointsOf } from "../../models/operating-point";
import { type ComparedCurve, comparedRocPanel, MODEL_LOOKS } from "../../plots/compared-roc-plot";
import { ChartTip } from "../widgets/ChartTip";
import { percent, twoDigits } from "../widgets/format";
import { PlotChart } from "../widgets/PlotChart";
import { pairsOf, type RocPair } from "../widgets/roc-points";
import { TitledSection } from "../widgets/TitledSection";
import classes from "./ComparedCurves.module.css";
import type { ComparedModels } from "./compared-models";
import { LETTERS } from "./comparison-sentences";
import { ModelMark } from "./ModelMark";

/** The ROC curves of two models in one frame. */
export function ComparedCurves({ models, comparison, positive }: ComparedModels) {
  const [one, other] = useMemo(() => {
    const [left, right] = comparison.sides;
    return [curveOf(left, positive), curveOf(right, positive)] as const;
  }, [comparison, positive]);
  return (
    <TitledSection title="ROC curves" className={classes.section}>
      <ul className={classes.legend}>
        {models.map(({ id, name }, index) => (
          <li key={id}>
            <ModelMark index={index === 0 ? 0 : 1} />
            <span>
              <b>{LETTERS[index]}</b> {name}
              {whyMissing(comparison.sides[index], index === 0 ? one : other)}
            </span>
          </li>
        ))}
      </ul>
      {(one !== undefined || other !== undefined) && (
        <>
          <Text className={classes.intro}>
            The higher the curve, the more {positive} photos are found for the same share of{" "}
            {otherLabel(positive)} ones called {positive} by mistake. {whereThePointsAre(one, other)}
          </Text>
          <Chart models={models} curves={[one, other]} positive={positive} />
        </>
      )}
    </TitledSection>
  );
}

function whyMissing(side: Side | undefined, curve: ComparedCurve | undefined): string {
  if (curve !== undefined) return "";
  return side === undefined
    ? ": not checked on photos here"
    : ": no curve, because it needs photos of both labels";
}

function whereThePointsAre(one: ComparedCurve | undefined, other: ComparedCurve | undefined): string {
  const thresholds = [one, other].flatMap((curve) =>
    curve === undefined ? [] : [twoDigits(curve.at.threshold)],
  );
  const [first, second = first] = thresholds;
  return first === second
    ? `The points are at threshold ${first}.`
    : `The points are at the models’ thresholds, ${first} and ${second}.`;
}

function curveOf(side: Side | undefined, positive: Label): ComparedCurve | undefined {
  if (side === undefined) return undefined;
  const { labels, scores } = viewFrom(side.evaluation, positive);
  const corners = pointsOf(rocCurve(labels, scores));
  return corners.length === 0
    ? undefined
    : { corners, at: operatingPoint(figuresOf(side.evaluation, positive, side.decision.threshold)) };
}

function Chart({
  models,
  curves,
  positive,
}: Omit<ComparedModels, "comparison"> & {
  curves: readonly [ComparedCurve | undefined, ComparedCurve | undefined];
}) {
  const [one, other] = curves;
  const all = useMemo(() => pairsOf(one?.corners ?? [], other?.corners ?? []), [one, other]);
  const panel = useMemo(() => comparedRocPanel([one, other], positive), [one, other, positive]);
  const words = curves.map(
    (curve, index) =>
      curve && `${LETTERS[index]}, ${models[index]?.name}: ${inWords(curve.corners, curve.at, positive)}`,
  );
  return (
    <PlotChart
      panel={panel}
      name="ROC curves of both models; use the arrow keys to move along them"
      words={words.filter(Boolean).join(" ")}
      choices={{
        all,
        across: "fpr",
        heights: [
          { key: "one", ink: MODEL_LOOKS[0].ink },
          { key: "other", ink: MODEL_LOOKS[1].ink },
        ],
        tip: (pair) => <Tip pair={pair} positive={positive} />,
      }}
    />
  );
}

function Tip({ pair: { fpr, one, other }, positive }: { pair: RocPair; positive: Label }) {
  return (
    <ChartTip
      title={`${percent(fpr)} of the ${otherLabel(positive)} photos called ${positive}`}
      lines={[one, other].flatMap((height, index) =>
        height === undefined ? [] : [`${LETTERS[index]} finds ${percent(height)} of the ${positive} photos`],
      )}
    />
  );
}
