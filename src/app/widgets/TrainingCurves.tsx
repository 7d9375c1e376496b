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
    "How wrong and how unsure the predictions are. Good: both lines fall and stay close together. " +
    "If validation rises again, the model starts to memorise the training photos (overfitting).",
  accuracy:
    "The share of photos it gets right. Good: both lines rise and level off close together. " +
    "The validation line matters more: the model is not trained on those photos.",
};

/** Widths of the x axis in rounds. The axis grows in these steps only. */
const FRAMES = [20, 50, 100, 200, 500] as const;

/**
 * Loss and accuracy after each round of training, side by side.
 * @param of the maximum number of rounds; the x axis grows with the curves up to this number
 * @param bestEpoch the round whose weights were kept, once training is done
 * @param tunedAfter the number of rounds before fine-tuning, if there was any; a mark shows where it begins
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
  // Leaves room for the first round of fine-tuning, so that the mark before it is visible from the start.
  const needed = Math.max(epochs.length, tunedAfter === undefined ? 0 : tunedAfter + 1);
  const room = Math.min(of, FRAMES.find((each) => needed <= each) ?? of);
  const course = useMemo(
    () => ({ history: epochs, room, bestEpoch, tunedAfter }),
    [epochs, room, bestEpoch, tunedAfter],
  );
  // Recharts draws a chart synchronously; drawing the second one later keeps the page responsive.
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
    // biome-ignore lint/a11y/noStaticElementInteractions: it only distinguishes deliberate use from a resting pointer.
    <div
      onPointerMove={({ movementX, movementY }) => (movementX !== 0 || movementY !== 0) && setAsked(true)}
      onPointerDown={() => setAsked(true)}
      onKeyDown={() => setAsked(true)}
      onPointerLeave={() => setAsked(false)}
    >
      <PlotChart
        panel={panel}
        name={`${name} by round; use the arrow keys to move between rounds`}
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
    <ChartTip
      title={`Round ${epoch.epoch}`}
      lines={[
        `Training: ${word(epoch[training])}`,
        ...(epoch[validation] === undefined ? [] : [`Validation: ${word(epoch[validation])}`]),
      ]}
    />
  );
}
