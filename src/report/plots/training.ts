import { count, figure, percent } from "../../common/words";
import { curveInWords } from "../../crossvalidation/crossvalidation-sentences";
import type { LearningCurve } from "../../crossvalidation/learning-curve-verdict";
import type { Epoch } from "../../head/fit-head";
import { COLOURS, note, px, stroke } from "../svg/draw";
import {
  ABOVE,
  type Axis,
  axes,
  BELOW,
  type Frame,
  type Point,
  percentWord,
  placeOf,
  roundTicks,
} from "../svg/frame";
import { type LegendEntry, legend, picture } from "../svg/picture";
import { band, line, marks } from "../svg/shapes";

const TRAINING = { name: "training", colour: COLOURS.soft, dash: "5 4" } as const;
const VALIDATION = { name: "validation", colour: COLOURS.accent } as const;

export interface HistoryData {
  readonly history: readonly Epoch[];
  /** The epoch whose weights were kept, from 1. */
  readonly bestEpoch: number;
  /** Epochs of the head alone, where fine-tuning followed them. */
  readonly tunedAfter: number | undefined;
}

/** One of the two measures of an epoch. */
interface Measure {
  readonly training: "loss" | "accuracy";
  readonly validation: "valLoss" | "valAccuracy";
  readonly word: (value: number | undefined) => string;
}

const LOSS: Measure = { training: "loss", validation: "valLoss", word: figure };
const ACCURACY: Measure = { training: "accuracy", validation: "valAccuracy", word: percent };

const MEASURE_HEIGHT = 170;

/** Loss and accuracy after each epoch, one above the other, as SVG. @param basis as for `rocPlot` */
export function historyPlot(data: HistoryData, basis?: string): string {
  const { history } = data;
  const rounds = roundAxis(history.length);
  const loss: Frame = { top: ABOVE, height: MEASURE_HEIGHT, x: rounds, y: lossAxis(history) };
  const accuracy: Frame = {
    top: loss.top + MEASURE_HEIGHT + BELOW + ABOVE + 8,
    height: MEASURE_HEIGHT,
    x: rounds,
    y: accuracyAxis(history.flatMap((epoch) => [epoch.accuracy, epoch.valAccuracy ?? 1])),
  };
  const top = accuracy.top + MEASURE_HEIGHT + BELOW;
  const isChecked = history.some(({ valLoss }) => valLoss !== undefined);
  const entries: LegendEntry[] = [
    TRAINING,
    ...(isChecked ? [VALIDATION] : []),
    { name: "kept", colour: COLOURS.text, shape: "diamond" },
  ];
  const key = legend(entries, top);
  const caption = {
    id: "plot-history",
    title: "Loss and accuracy by round",
    description: historyInWords(data),
    basis,
  };
  return picture(caption, top + key.height, [
    measured(loss, data, LOSS),
    measured(accuracy, data, ACCURACY),
    key.parts,
  ]);
}

function measured(frame: Frame, { history, bestEpoch, tunedAfter }: HistoryData, measure: Measure): string {
  const of = (key: Measure["training"] | Measure["validation"]) =>
    history.flatMap((epoch): Point[] => {
      const value = epoch[key];
      return value === undefined ? [] : [[epoch.epoch, value]];
    });
  const [training, validation] = [of(measure.training), of(measure.validation)];
  const kept = (validation.length > 0 ? validation : training).filter(([epoch]) => epoch === bestEpoch);
  return [
    axes(frame),
    ...(tunedAfter === undefined ? [] : [tuningMark(frame, tunedAfter)]),
    line(frame, training, TRAINING),
    ...(validation.length > 0 ? [line(frame, validation, VALIDATION)] : []),
    marks(frame, kept, COLOURS.text, "diamond"),
  ].join("\n");
}

/** Between the last round of the head and the first of fine-tuning. */
function tuningMark(frame: Frame, tunedAfter: number): string {
  const [x] = placeOf(frame, [tunedAfter + 0.5, frame.y.from]);
  const isLeft = tunedAfter < frame.x.to / 2;
  return [
    stroke(`M${px(x)} ${frame.top}v${frame.height}`, { colour: COLOURS.soft, dash: "2 3" }),
    note("fine-tuning →", [x + (isLeft ? 6 : -6), frame.top + 16], isLeft ? "start" : "end"),
  ].join("");
}

function roundAxis(rounds: number): Axis {
  const last = Math.max(2, rounds);
  const ticks = roundTicks(last, 6).filter((tick) => Number.isInteger(tick) && tick >= 1 && tick <= last);
  return { from: 1, to: last, ticks: [...new Set([1, ...ticks])], word: count, label: "round" };
}

function lossAxis(history: readonly Epoch[]): Axis {
  const most = Math.max(...history.flatMap(({ loss, valLoss }) => [loss, valLoss ?? 0]), 0.1);
  const ticks = roundTicks(most, 4);
  const digits = ticks.every((tick) => Math.abs(tick * 10 - Math.round(tick * 10)) < 1e-9) ? 1 : 2;
  return { from: 0, to: ticks.at(-1) ?? 1, ticks, word: (value) => value.toFixed(digits), label: "loss" };
}

/** From a round share below the lowest value up to 1. */
function accuracyAxis(values: readonly number[], label = "accuracy"): Axis {
  const lowest = Math.min(0.9, ...values);
  const step = lowest >= 0.7 ? 0.05 : 0.1;
  const from = Math.max(0, Math.floor(lowest / step + 1e-9) * step);
  const ticks = Array.from({ length: Math.round((1 - from) / step) + 1 }, (_none, at) => from + at * step);
  return { from, to: 1, ticks, word: percentWord, label };
}

function historyInWords({ history, bestEpoch, tunedAfter }: HistoryData): string {
  const [first, last] = [history[0], history.at(-1)];
  if (first === undefined || last === undefined) return "There was no round.";
  const way = (name: string, key: Measure["training"] | Measure["validation"], word: Measure["word"]) =>
    last[key] === undefined
      ? []
      : [
          `${name} from ${word(first[key])} after round ${first.epoch} to ${word(last[key])} after round ${last.epoch}`,
        ];
  const ways = [
    ...way("training loss", "loss", LOSS.word),
    ...way("validation loss", "valLoss", LOSS.word),
    ...way("training accuracy", "accuracy", ACCURACY.word),
    ...way("validation accuracy", "valAccuracy", ACCURACY.word),
  ];
  const tuned = tunedAfter === undefined ? "" : ` Fine-tuning began after round ${tunedAfter}.`;
  return `${ways.join("; ")}. Kept is what was learned after round ${bestEpoch}.${tuned}`;
}

const LEARNING_HEIGHT = 260;
const AUC = { name: "ROC AUC", colour: COLOURS.soft, dash: "5 4", shape: "square" } as const;
const MEAN = {
  name: "accuracy, with how far single models are off",
  colour: COLOURS.accent,
  shape: "circle",
} as const;

/**
 * Accuracy and ROC AUC of models that learned from fewer photos, as SVG; the band is one standard deviation of the
 * rounds to either side. @param basis as for `rocPlot`
 */
export function learningCurvePlot(curve: LearningCurve, basis?: string): string {
  const spread = curve.map(({ photos, accuracy: { mean, deviation } }) => ({
    low: [photos, mean - deviation] as const,
    mean: [photos, mean] as const,
    high: [photos, Math.min(1, mean + deviation)] as const,
  }));
  const aucs = curve.map(({ photos, rocAuc }): Point => [photos, rocAuc.mean]);
  const frame: Frame = {
    top: ABOVE,
    height: LEARNING_HEIGHT,
    x: photosAxis(curve),
    y: accuracyAxis(
      [...spread.map(({ low }) => low[1]), ...aucs.map(([, auc]) => auc)],
      "mean of the rounds",
    ),
  };
  const top = frame.top + frame.height + BELOW;
  const key = legend([MEAN, AUC], top);
  const caption = {
    id: "plot-learning",
    title: "Learning curve",
    description: curveInWords(curve),
    basis,
  };
  return picture(caption, top + key.height, [
    axes(frame),
    band(
      frame,
      spread.map(({ low }) => low),
      spread.map(({ high }) => high),
      MEAN.colour,
    ),
    line(frame, aucs, AUC),
    marks(frame, aucs, AUC.colour, AUC.shape),
    line(
      frame,
      spread.map(({ mean }) => mean),
      MEAN,
    ),
    marks(
      frame,
      spread.map(({ mean }) => mean),
      MEAN.colour,
      MEAN.shape,
    ),
    key.parts,
  ]);
}

function photosAxis(curve: LearningCurve): Axis {
  const ticks = roundTicks(Math.max(1, ...curve.map(({ photos }) => photos))).filter(Number.isInteger);
  return { from: 0, to: ticks.at(-1) ?? 1, ticks, word: count, label: "photos to learn from" };
}
