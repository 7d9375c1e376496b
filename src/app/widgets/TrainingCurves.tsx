import { memo, startTransition, useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Epoch } from "../../head/fit-head";
import {
  type Course,
  courseInWords,
  MEASURES,
  type Measure,
  measureInWords,
  measurePanel,
} from "../../plots/training-plots";
import { ChartTip } from "./ChartTip";
import { PlotChart } from "./PlotChart";
import classes from "./PlotChart.module.css";

/** What a good curve of each measure looks like. */
const GOOD: Readonly<Record<Measure["training"], string>> = {
  loss:
    "How wrong and how unsure the answers are. Good: both lines fall and stay close. " +
    "When validation rises again, it begins to learn the training photos by heart.",
  accuracy:
    "The share of photos it calls right. Good: both lines rise and level off close together. " +
    "Validation counts: those photos it does not learn from.",
};

/** The rounds that a frame has room for. Between two of these it stays as it is. */
const FRAMES = [20, 50, 100, 200, 500] as const;

/**
 * Loss and accuracy after each round of training, beside each other.
 * @param of the rounds that there will be at most: the curves grow into a frame that grows with them up to there
 * @param bestEpoch the round whose weights were kept, where training is done
 * @param tunedAfter the rounds of the head, where fine-tuning followed them: a mark shows where it begins
 */
export const TrainingCurves = memo(function TrainingCurves({
  epochs,
  of,
  bestEpoch,
  tunedAfter,
}: {
  epochs: readonly Epoch[];
  of: number;
  bestEpoch?: number;
  tunedAfter?: number | undefined;
}) {
  // With room for the first round of fine-tuning, so that the mark before it is seen from the start.
  const needed = Math.max(epochs.length, tunedAfter === undefined ? 0 : tunedAfter + 1);
  const room = Math.min(of, FRAMES.find((each) => needed <= each) ?? of);
  const course = useMemo(
    () => ({ history: epochs, room, bestEpoch, tunedAfter }),
    [epochs, room, bestEpoch, tunedAfter],
  );
  // Recharts draws a chart in one go: the page gets its turn between the two.
  const [isFirstDrawn, setFirstDrawn] = useState(false);
  useEffect(() => startTransition(() => setFirstDrawn(true)), []);
  const later = useDeferredValue(course);
  const [loss, accuracy] = MEASURES;
  return (
    <div className={classes.pair}>
      <Curve measure={loss} course={course} />
      {isFirstDrawn && <Curve measure={accuracy} course={later} />}
    </div>
  );
});

const Curve = memo(function Curve({ measure, course }: { measure: Measure; course: Course }) {
  const [isAsked, setAsked] = useState(false);
  const panel = useMemo(() => measurePanel(measure, course), [measure, course]);
  const { name, training, validation } = measure;
  const { history } = course;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only tells asking from a pointer that rests here.
    <div
      onPointerMove={({ movementX, movementY }) => (movementX !== 0 || movementY !== 0) && setAsked(true)}
      onPointerDown={() => setAsked(true)}
      onKeyDown={() => setAsked(true)}
      onPointerLeave={() => setAsked(false)}
    >
      <PlotChart
        panel={panel}
        name={`${name} by round; the arrow keys go from round to round`}
        title={<span className={classes.title}>{name}</span>}
        caption={GOOD[training]}
        words={`${measureInWords(measure, course)} ${courseInWords(course)}`}
        choices={{
          all: history,
          across: "epoch",
          heights: [
            { key: training, ink: "soft" },
            { key: validation, ink: "accent" },
          ],
          tip: isAsked && history.length > 0 ? (epoch) => <Tip measure={measure} epoch={epoch} /> : undefined,
        }}
      />
    </div>
  );
});

function Tip({ measure: { training, validation, word }, epoch }: { measure: Measure; epoch: Epoch }) {
  return (
    <ChartTip title={`Round ${epoch.epoch}`}>
      <span>Training: {word(epoch[training])}</span>
      {epoch[validation] !== undefined && <span>Validation: {word(epoch[validation])}</span>}
    </ChartTip>
  );
}
