import { count, figure, percent } from "../common/words";
import { curveInWords } from "../crossvalidation/crossvalidation-sentences";
import type { LearningCurve } from "../crossvalidation/learning-curve-verdict";
import type { Epoch } from "../head/fit-head";
import type { TrainingRun } from "../models/model";
import { countAxis, highShareAxis, niceAxis } from "./axes";
import { historyCsv, learningCurveCsv } from "./csv";
import { type Axis, type Layer, type Mark, type Panel, type Plot, type Point, segment } from "./plot";

/** One of the two metrics of an epoch. */
export interface Measure {
  readonly name: string;
  readonly training: "loss" | "accuracy";
  readonly validation: "valLoss" | "valAccuracy";
  readonly word: (value: number | undefined) => string;
  /** The range of the axis; it grows only if a curve would leave it. */
  readonly axis: (values: readonly number[]) => Axis;
  /** Where the panel has room for text: at the top or at the bottom. */
  readonly free: "top" | "bottom";
}

const LOSS: Measure = {
  name: "Loss",
  training: "loss",
  validation: "valLoss",
  word: figure,
  axis: (values) => niceAxis("loss", 0, values.length === 0 ? 1 : Math.max(0.1, ...values)),
  free: "top",
};

const ACCURACY: Measure = {
  name: "Accuracy",
  training: "accuracy",
  validation: "valAccuracy",
  word: percent,
  axis: (values) => highShareAxis("accuracy", values.length === 0 ? [0.5] : values),
  free: "bottom",
};

export const MEASURES = [LOSS, ACCURACY] as const;

/** The course of training, running or done. */
export interface Course {
  readonly history: readonly Epoch[];
  /** The number of epochs on the x axis. */
  readonly room: number;
  /** The epoch whose weights were kept, counted from 1; undefined before the end. */
  readonly bestEpoch?: number | undefined;
  /** The number of epochs before fine-tuning, if there was any. */
  readonly tunedAfter?: number | undefined;
}

/** One metric after each epoch. */
export function measurePanel(measure: Measure, course: Course): Panel {
  const { history, room, bestEpoch, tunedAfter } = course;
  const of = (key: Measure["training"] | Measure["validation"]) =>
    history.flatMap((epoch): Point[] => {
      const value = epoch[key];
      return value === undefined ? [] : [[epoch.epoch, value]];
    });
  const [training, validation] = [of(measure.training), of(measure.validation)];
  const kept = (validation.length > 0 ? validation : training).filter(([epoch]) => epoch === bestEpoch);
  const x = roundAxis(room);
  const y = measure.axis([...training, ...validation].map(([, value]) => value));
  const tuning = tunedAfter === undefined ? NOTHING : tuningMark(x, y, tunedAfter, measure.free);
  return {
    height: 170,
    x,
    y,
    marks: [
      ...tuning.marks,
      ...courseMarks(training, { ink: "soft", dash: "5 4", name: "training" }),
      ...(validation.length > 0 || history.length === 0
        ? courseMarks(validation, { ink: "accent", name: "validation" })
        : []),
      ...(bestEpoch === undefined
        ? []
        : [{ kind: "points", points: kept, shape: "diamond", ink: "text", name: "kept" } as const]),
    ],
    notes: tuning.notes,
  };
}

const NOTHING: Layer = { marks: [], notes: [] };

/** A line, with a dot at its current end. */
function courseMarks(points: readonly Point[], look: Pick<Mark, "ink" | "name"> & { dash?: string }): Mark[] {
  return [
    { kind: "line", points, ...look },
    { kind: "points", points: points.slice(-1), shape: "circle", radius: 3.5, ink: look.ink },
  ];
}

/** Between the last round of the head and the first of fine-tuning. */
function tuningMark({ domain: [, last] }: Axis, y: Axis, tunedAfter: number, free: Measure["free"]): Layer {
  const x = tunedAfter + 0.5;
  const [bottom, top] = y.domain;
  const side = x < last / 2 ? ({ dx: 6, anchor: "start" } as const) : ({ dx: -6, anchor: "end" } as const);
  const where = free === "top" ? ({ at: [x, top], dy: 16 } as const) : ({ at: [x, bottom], dy: -8 } as const);
  return {
    marks: [{ kind: "line", points: segment([x, bottom], [x, top]), ink: "soft", dash: "2 3", width: 1 }],
    notes: [{ text: "fine-tuning →", ...where, ...side, ink: "soft" }],
  };
}

/** The first and the last round, and a few round numbers between them. */
function roundAxis(room: number): Axis {
  const last = Math.max(2, room);
  const { ticks } = niceAxis("", 0, last, 6);
  const apart = (ticks[1] ?? 1) / 2;
  const between = ticks.filter(
    (tick) => Number.isInteger(tick) && tick > 1 && tick - 1 >= apart && tick < last && last - tick >= apart,
  );
  return {
    label: "",
    domain: [1, last],
    ticks: [1, ...between, last],
    format: (round) => (round === 1 ? "round 1" : count(round)),
  };
}

/** One metric in words. */
export function measureInWords({ training, validation, word, name }: Measure, { history }: Course): string {
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined) return "No round has finished yet.";
  const way = (part: string, key: Measure["training"] | Measure["validation"]) =>
    last[key] === undefined
      ? []
      : [
          `${part} ${name.toLowerCase()} from ${word(first[key])} after round ${first.epoch} to ${word(last[key])} after round ${last.epoch}`,
        ];
  return `${[...way("training", training), ...way("validation", validation)].join("; ")}.`;
}

/** Which weights were kept, and where fine-tuning begins. */
export function courseInWords({ bestEpoch, tunedAfter }: Course): string {
  return [
    ...(bestEpoch === undefined ? [] : [`The model after round ${bestEpoch} was kept.`]),
    ...(tunedAfter === undefined ? [] : [`Fine-tuning begins after round ${tunedAfter}.`]),
  ].join(" ");
}

/** Loss and accuracy after each epoch of a finished training run. */
export function historyPlot(run: Pick<TrainingRun, "history" | "bestEpoch" | "tuning">): Plot {
  const { history, bestEpoch, tuning } = run;
  const course: Course = { history, room: history.length, bestEpoch, tunedAfter: tuning?.after };
  return {
    id: "plot-history",
    title: "Loss and accuracy by round",
    description: [...MEASURES.map((measure) => measureInWords(measure, course)), courseInWords(course)].join(
      " ",
    ),
    panels: MEASURES.map((measure) => measurePanel(measure, course)),
    csv: () => historyCsv(run),
  };
}

/**
 * Accuracy and ROC AUC of models trained on fewer photos; the band is the mean ± one standard deviation over the
 * rounds.
 */
export function learningCurvePlot(curve: LearningCurve): Plot {
  const means = curve.map(({ photos, accuracy }): Point => [photos, accuracy.mean]);
  const low = curve.map(({ photos, accuracy: { mean, deviation } }): Point => [photos, mean - deviation]);
  const high = curve.map(
    ({ photos, accuracy: { mean, deviation } }): Point => [photos, Math.min(1, mean + deviation)],
  );
  const aucs = curve.map(({ photos, rocAuc }): Point => [photos, rocAuc.mean]);
  const panel: Panel = {
    height: 260,
    x: countAxis("training photos", 0, Math.max(1, ...curve.map(({ photos }) => photos))),
    y: highShareAxis(
      "mean on photos not used for training",
      [...low, ...aucs].map(([, share]) => share),
    ),
    marks: [
      { kind: "band", low, high, ink: "accent" },
      { kind: "line", points: aucs, ink: "soft", dash: "5 4", shape: "square", name: "ROC AUC" },
      {
        kind: "line",
        points: means,
        ink: "accent",
        shape: "circle",
        name: "accuracy ± one standard deviation",
      },
    ],
    notes: [],
  };
  return {
    id: "plot-learning",
    title: "Learning curve",
    description: curveInWords(curve),
    panels: [panel],
    csv: () => learningCurveCsv(curve),
  };
}
