import { Text, Title } from "@mantine/core";
import { useId, useMemo } from "react";
import { type Label, otherLabel } from "../../common/label";
import { rocCurve } from "../../metrics/roc";
import type { Comparison, Side } from "../../models/comparison";
import { figuresOf, viewFrom } from "../../models/evaluation";
import { inWords, operatingPoint, pointsOf, type RocPoint } from "../../models/operating-point";
import type { Pair } from "../session/address";
import { ChartTip } from "../widgets/ChartTip";
import { percent, twoDigits } from "../widgets/format";
import { RocFrame, RocLine, RocMark } from "../widgets/RocFrame";
import { pairsOf } from "../widgets/roc-points";
import classes from "./ComparedCurves.module.css";
import { LETTERS } from "./comparison-sentences";
import { LINES, ModelMark, ModelPoint } from "./ModelMark";

/** One model's curve, and the point on it that its figures are for. */
interface DrawnCurve {
  readonly points: readonly RocPoint[];
  readonly at: RocPoint;
}

/** The ROC curves of two models in one frame. */
export function ComparedCurves({
  models,
  comparison,
  positive,
}: {
  models: Pair;
  comparison: Comparison;
  positive: Label;
}) {
  const heading = useId();
  const [one, other] = useMemo(() => {
    const [left, right] = comparison.sides;
    return [curveOf(left, positive), curveOf(right, positive)] as const;
  }, [comparison, positive]);
  return (
    <section className={classes.section} aria-labelledby={heading}>
      <Title order={2} size="h3" id={heading}>
        ROC curves
      </Title>
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
    </section>
  );
}

function whyMissing(side: Side | undefined, curve: DrawnCurve | undefined): string {
  if (curve !== undefined) return "";
  return side === undefined
    ? ": not checked on photos here"
    : ": no curve, for want of photos of both labels";
}

function whereThePointsAre(one: DrawnCurve | undefined, other: DrawnCurve | undefined): string {
  const thresholds = [one, other].flatMap((curve) =>
    curve === undefined ? [] : [twoDigits(curve.at.threshold)],
  );
  const [first, second = first] = thresholds;
  return first === second
    ? `The points are at threshold ${first}.`
    : `The points are at the models’ thresholds, ${first} and ${second}.`;
}

function curveOf(side: Side | undefined, positive: Label): DrawnCurve | undefined {
  if (side === undefined) return undefined;
  const { labels, scores } = viewFrom(side.evaluation, positive);
  const points = pointsOf(rocCurve(labels, scores));
  return points.length === 0
    ? undefined
    : { points, at: operatingPoint(figuresOf(side.evaluation, positive, side.decision.threshold)) };
}

function Chart({
  models,
  curves,
  positive,
}: {
  models: Pair;
  curves: readonly [DrawnCurve | undefined, DrawnCurve | undefined];
  positive: Label;
}) {
  const [one, other] = curves;
  const choices = useMemo(() => pairsOf(one?.points ?? [], other?.points ?? []), [one, other]);
  const words = curves.map(
    (curve, index) =>
      curve && `${LETTERS[index]}, ${models[index]?.name}: ${inWords(curve.points, curve.at, positive)}`,
  );
  return (
    <RocFrame
      positive={positive}
      name="ROC curves of both models; the arrow keys go from left to right"
      words={words.filter(Boolean).join(" ")}
      choices={choices}
      tip={({ fpr, one: left, other: right }) => (
        <ChartTip title={`${percent(fpr)} of the ${otherLabel(positive)} photos called ${positive}`}>
          {left !== undefined && (
            <span>
              {LETTERS[0]} finds {percent(left)} of the {positive} photos
            </span>
          )}
          {right !== undefined && (
            <span>
              {LETTERS[1]} finds {percent(right)} of the {positive} photos
            </span>
          )}
        </ChartTip>
      )}
    >
      {one && <RocLine points={one.points} dataKey="one" {...LINES[0]} />}
      {other && <RocLine points={other.points} dataKey="other" {...LINES[1]} />}
      {one && <Point curve={one} index={0} />}
      {other && <Point curve={other} index={1} />}
    </RocFrame>
  );
}

function Point({ curve, index }: { curve: DrawnCurve; index: 0 | 1 }) {
  return (
    <RocMark at={curve.at} name={LETTERS[index]} side={index === 0 ? "above" : "below"}>
      <ModelPoint index={index} />
    </RocMark>
  );
}
