import { memo, startTransition, useDeferredValue, useEffect, useId, useState } from "react";
import { CartesianGrid, Line, LineChart, ReferenceDot, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";
import type { Epoch } from "../../head/fit-head";
import chart from "./Chart.module.css";
import { ChartTip } from "./ChartTip";
import { figure, percent } from "./format";
import classes from "./TrainingCurves.module.css";

/** One of the two measures, and how it is drawn and spoken of. */
interface Measure {
  readonly name: string;
  readonly training: "loss" | "accuracy";
  readonly validation: "valLoss" | "valAccuracy";
  readonly format: (value: number | undefined) => string;
  readonly tick: (value: number) => string;
  /** From the bottom to the top of the frame, which stays as it is unless the curves would leave it. */
  readonly ticks: (epochs: readonly Epoch[]) => readonly number[];
  readonly good: string;
}

const LOSS: Measure = {
  name: "Loss",
  training: "loss",
  validation: "valLoss",
  format: figure,
  tick: (value) => value.toFixed(1),
  ticks: (epochs) => {
    const top = Math.ceil(Math.max(1, ...epochs.flatMap(({ loss, valLoss }) => [loss, valLoss ?? 0])));
    return [0, 0.2, 0.4, 0.6, 0.8, 1].map((share) => share * top);
  },
  good:
    "How wrong and how unsure the answers are. Good: both lines fall and stay close. " +
    "When validation rises again, it begins to learn the training photos by heart.",
};

const ACCURACY: Measure = {
  name: "Accuracy",
  training: "accuracy",
  validation: "valAccuracy",
  format: percent,
  tick: (value) => `${Math.round(value * 100)}\u00a0%`,
  ticks: (epochs) => {
    // One half is what guessing reaches.
    const low = Math.min(0.5, ...epochs.flatMap(({ accuracy, valAccuracy }) => [accuracy, valAccuracy ?? 1]));
    const tenths = Math.floor(10 * low);
    return Array.from({ length: 11 - tenths }, (_, index) => (tenths + index) / 10);
  },
  good:
    "The share of photos it calls right. Good: both lines rise and level off close together. " +
    "Validation counts: those photos it does not learn from.",
};

/** A line of training is dashed and grey, one of validation is solid and in the accent. */
const TRAINING = { stroke: "var(--text-soft)", strokeDasharray: "5 4" } as const;
const VALIDATION = { stroke: "var(--mantine-primary-color-filled)", strokeDasharray: undefined } as const;

/** The rounds that a frame has room for. Between two of these it stays as it is. */
const FRAMES = [20, 50, 100, 200, 500] as const;

/**
 * Loss and accuracy after each round of training, beside each other.
 * @param of the rounds that there will be at most: the curves grow into a frame that grows with them up to there
 * @param tunedAfter the rounds of the head, where fine-tuning followed them: a mark shows where it begins
 */
export const TrainingCurves = memo(function TrainingCurves({
  epochs,
  of,
  tunedAfter,
}: {
  epochs: readonly Epoch[];
  of: number;
  tunedAfter?: number | undefined;
}) {
  // With room for the first round of fine-tuning, so that the mark before it is seen from the start.
  const needed = Math.max(epochs.length, tunedAfter === undefined ? 0 : tunedAfter + 1);
  const frame = Math.min(of, FRAMES.find((each) => needed <= each) ?? of);
  // Recharts draws a chart in one go: the page gets its turn between the two.
  const [isFirstDrawn, setFirstDrawn] = useState(false);
  useEffect(() => startTransition(() => setFirstDrawn(true)), []);
  const later = useDeferredValue(epochs);
  return (
    <div className={classes.curves}>
      <Curve measure={LOSS} epochs={epochs} of={frame} tunedAfter={tunedAfter} />
      {isFirstDrawn && <Curve measure={ACCURACY} epochs={later} of={frame} tunedAfter={tunedAfter} />}
    </div>
  );
});

const Curve = memo(function Curve({
  measure,
  epochs,
  of,
  tunedAfter,
}: {
  measure: Measure;
  epochs: readonly Epoch[];
  of: number;
  tunedAfter: number | undefined;
}) {
  const caption = useId();
  const [isAsked, setAsked] = useState(false);
  const { name, training, validation, format, tick, good } = measure;
  const ticks = measure.ticks(epochs);
  const last = epochs.at(-1);
  const validated = last === undefined || last[validation] !== undefined;
  const isTold = isAsked && epochs.length > 0;
  const activeDot = isTold && { r: 4, stroke: "none" };
  const line = { type: "linear", dot: false, activeDot, strokeWidth: 2, isAnimationActive: false } as const;
  const head = { r: 3.5, stroke: "none", ifOverflow: "visible" } as const;
  return (
    <figure className={classes.figure}>
      <figcaption className={classes.head}>
        <span className={classes.title}>{name}</span>
        <span className={classes.key}>
          <Key line={TRAINING}>training</Key>
          {validated && <Key line={VALIDATION}>validation</Key>}
        </span>
      </figcaption>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only tells asking from a pointer that rests here. */}
      <div
        className={chart.chart}
        onPointerMove={({ movementX, movementY }) => (movementX !== 0 || movementY !== 0) && setAsked(true)}
        onPointerDown={() => setAsked(true)}
        onKeyDown={() => setAsked(true)}
        onPointerLeave={() => setAsked(false)}
      >
        <LineChart
          responsive
          className={classes.frame}
          data={epochs}
          margin={{ top: 8, right: 12, bottom: 0, left: 0 }}
          aria-label={`${name} by round; the arrow keys go from round to round`}
          aria-describedby={caption}
        >
          <CartesianGrid vertical={false} />
          {tunedAfter !== undefined && (
            <ReferenceLine
              x={tunedAfter + 0.5}
              stroke="var(--text-soft)"
              strokeDasharray="2 3"
              // Inside the frame: on the side where there is more room.
              label={
                tunedAfter < of / 2
                  ? { value: "fine-tuning", position: "insideBottomLeft", offset: 8 }
                  : { value: "fine-tuning →", position: "insideBottomRight", offset: 8 }
              }
            />
          )}
          <XAxis
            dataKey="epoch"
            type="number"
            domain={[1, Math.max(2, of)]}
            ticks={roundTicks(of)}
            tickFormatter={(round: number) => (round === 1 ? "round 1" : String(round))}
            interval="preserveStartEnd"
            tickLine={false}
            allowDataOverflow
          />
          <YAxis
            domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
            ticks={ticks}
            tickFormatter={tick}
            width={54}
            interval={0}
            tickLine={false}
            axisLine={false}
            allowDataOverflow
          />
          {isTold && (
            <Tooltip
              isAnimationActive={false}
              content={({ active, payload }) => {
                const epoch: Epoch | undefined = active ? payload[0]?.payload : undefined;
                return (
                  epoch && (
                    <ChartTip title={`Round ${epoch.epoch}`}>
                      <span>Training: {format(epoch[training])}</span>
                      {epoch[validation] !== undefined && (
                        <span>Validation: {format(epoch[validation])}</span>
                      )}
                    </ChartTip>
                  )
                );
              }}
            />
          )}
          <Line {...line} {...TRAINING} dataKey={training} />
          <Line {...line} {...VALIDATION} dataKey={validation} />
          {last && <ReferenceDot {...head} x={last.epoch} y={last[training]} fill={TRAINING.stroke} />}
          {last?.[validation] !== undefined && (
            <ReferenceDot {...head} x={last.epoch} y={last[validation]} fill={VALIDATION.stroke} />
          )}
        </LineChart>
      </div>
      <div className={classes.caption} id={caption}>
        {good}
        <span className="visually-hidden"> {inWords(measure, epochs, tunedAfter)}</span>
      </div>
    </figure>
  );
});

function Key({ line, children }: { line: typeof TRAINING | typeof VALIDATION; children: string }) {
  return (
    <span>
      <svg width="24" height="8" aria-hidden="true">
        <path d="M0 4H24" strokeWidth="2" {...line} />
      </svg>
      {children}
    </span>
  );
}

function inWords(
  { training, validation, format }: Measure,
  epochs: readonly Epoch[],
  tunedAfter: number | undefined,
): string {
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (first === undefined || last === undefined) return "No round is done yet.";
  const way = (key: Measure["training"] | Measure["validation"]) =>
    `${format(first[key])} after round ${first.epoch} and ${format(last[key])} after round ${last.epoch}`;
  const checked = last[validation] === undefined ? "" : `; validation: ${way(validation)}`;
  const mark = tunedAfter === undefined ? "" : ` Fine-tuning begins after round ${tunedAfter}.`;
  return `Training: ${way(training)}${checked}.${mark}`;
}

/** The first and the last round, and a few round numbers between them. */
function roundTicks(of: number): number[] {
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500].find((each) => of / each <= 6) ?? 1000;
  const between = Array.from({ length: Math.floor(of / step) }, (_, index) => (index + 1) * step);
  const clear = between.filter((each) => each - 1 >= step / 2 && of - each >= step / 2);
  return of > 1 ? [1, ...clear, of] : [1];
}
