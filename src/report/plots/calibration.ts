import { type Label, otherLabel } from "../../common/label";
import { count, figure, percent, photos, twoDigits } from "../../common/words";
import type { ReliabilityBin, ScoreHistogram } from "../../metrics/reliability";
import { COLOURS, px, stroke, words } from "../svg/draw";
import {
  ABOVE,
  type Axis,
  axes,
  BELOW,
  type Frame,
  percentWord,
  placeOf,
  roundTicks,
  shareAxis,
} from "../svg/frame";
import { legend, picture } from "../svg/picture";
import { type Bar, band, bars, line, marks, whisker } from "../svg/shapes";
import { SHAPES } from "./curves";

export interface ReliabilityData {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error. */
  readonly error: number;
  readonly positive: Label;
}

/** Heights of the diagram and of the counts below it. */
const DIAGRAM = 300;
const COUNTS = 56;

/** The reliability diagram, with how many photos each point stands for, as SVG. @param basis as for `rocPlot` */
export function reliabilityPlot({ bins, error, positive }: ReliabilityData, basis?: string): string {
  const colour = COLOURS[positive];
  const across = shareAxis(`probability of ${positive} that the model gave`);
  const frame: Frame = {
    top: ABOVE,
    height: DIAGRAM,
    x: { ...across, label: "" },
    y: shareAxis(`share of such photos that are ${positive}`),
  };
  const below: Frame = { top: ABOVE + DIAGRAM + 52, height: COUNTS, x: across, y: countAxis(bins) };
  const shape = SHAPES[positive];
  const top = below.top + COUNTS + BELOW;
  const key = legend(
    [
      { name: "the model, with 95 % intervals", colour, shape },
      { name: "as it should be", colour: COLOURS.soft, dash: "2 4" },
    ],
    top,
  );
  const caption = {
    id: "plot-reliability",
    title: "Reliability diagram",
    description: reliabilityInWords(bins, error, positive),
    basis,
  };
  const points = bins.map(({ meanScore, share }) => [meanScore, share] as const);
  return picture(caption, top + key.height, [
    axes(frame),
    line(
      frame,
      [
        [0, 0],
        [1, 1],
      ],
      { colour: COLOURS.soft, dash: "2 4", width: 1.5 },
    ),
    ...bins.map(({ meanScore, interval }) => whisker(frame, meanScore, interval.low, interval.high, colour)),
    line(frame, points, { colour, width: 1.5 }),
    marks(frame, points, colour, shape),
    axes(below),
    bars(below, bins.map(barOfBin), COLOURS.soft),
    ...bins.map((bin) => countAbove(below, bin)),
    key.parts,
  ]);
}

function countAxis(bins: readonly ReliabilityBin[]): Axis {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  return { from: 0, to: 1.3 * most, ticks: [0], word: count, label: "photos" };
}

function barOfBin({ low, high, count: height }: ReliabilityBin): Bar {
  return { left: low, right: high, height };
}

function countAbove(frame: Frame, { low, high, count: height }: ReliabilityBin): string {
  const [x, y] = placeOf(frame, [(low + high) / 2, height]);
  return words(count(height), [x, y - 4], { "font-size": 11, "text-anchor": "middle", fill: COLOURS.soft });
}

function reliabilityInWords(bins: readonly ReliabilityBin[], error: number, positive: Label): string {
  const each = bins.map(
    ({ low, high, count: all, share, interval }) =>
      `between ${percentWord(low)} and ${percentWord(high)}: ${photos(all)}, ${percent(share)} of them ${positive} (95 % interval ${percent(interval.low)} to ${percent(interval.high)})`,
  );
  return (
    `How often photos are ${positive}, by the probability that the model gave. ${each.join("; ")}. ` +
    `Expected calibration error: ${figure(error)}.`
  );
}

export interface HistogramData {
  readonly histogram: ScoreHistogram;
  readonly positive: Label;
  /** On the probability of `positive`. */
  readonly threshold: number;
  /** Nearer to the threshold than this the model is not sure; 0: it always is. */
  readonly unsure: number;
}

const HISTOGRAM = 280;

/**
 * The probabilities that photos of either label got, as SVG: bars of the positive label stand on the middle line, those
 * of the other hang from it. @param basis as for `rocPlot`
 */
export function histogramPlot(data: HistogramData, basis?: string): string {
  const { histogram, positive, threshold, unsure } = data;
  const negative = otherLabel(positive);
  const { positives, negatives } = histogram;
  const frame: Frame = {
    top: ABOVE,
    height: HISTOGRAM,
    x: shareAxis(`probability of ${positive} that the model gave`),
    y: mirroredAxis(positives, negatives),
  };
  const top = frame.top + frame.height + BELOW;
  const key = legend(
    [
      { name: `${positive}, above`, colour: COLOURS[positive], shape: SHAPES[positive] },
      { name: `${negative}, below`, colour: COLOURS[negative], shape: SHAPES[negative] },
      { name: `threshold ${twoDigits(threshold)}`, colour: COLOURS.text, dash: "5 3" },
    ],
    top,
  );
  const caption = {
    id: "plot-histogram",
    title: "Probabilities of both labels",
    description: histogramInWords(data),
    basis,
  };
  return picture(caption, top + key.height, [
    ...(unsure > 0 ? [unsureBand(frame, threshold, unsure)] : []),
    axes(frame),
    bars(frame, barsOf(positives, 1), COLOURS[positive]),
    bars(frame, barsOf(negatives, -1), COLOURS[negative]),
    line(
      frame,
      [
        [0, 0],
        [1, 0],
      ],
      { colour: COLOURS.soft, width: 1 },
    ),
    thresholdLine(frame, threshold),
    key.parts,
  ]);
}

function barsOf(counts: readonly number[], sign: 1 | -1): Bar[] {
  return counts.map((height, bar) => ({
    left: bar / counts.length,
    right: (bar + 1) / counts.length,
    height: sign * height,
  }));
}

/** From the most photos of one label below to those of the other above. */
function mirroredAxis(above: readonly number[], below: readonly number[]): Axis {
  const up = roundTicks(Math.max(1, ...above), 3).filter(Number.isInteger);
  const down = roundTicks(Math.max(1, ...below), 3).filter(Number.isInteger);
  return {
    from: -(down.at(-1) ?? 1),
    to: up.at(-1) ?? 1,
    ticks: [...down.slice(1).map((tick) => -tick), ...up],
    word: (value) => count(Math.abs(value)),
    label: "photos",
  };
}

function thresholdLine(frame: Frame, threshold: number): string {
  const [x] = placeOf(frame, [threshold, 0]);
  return stroke(`M${px(x)} ${frame.top}v${frame.height}`, { colour: COLOURS.text, width: 1.5, dash: "5 3" });
}

/** Where the model is not sure. */
function unsureBand(frame: Frame, threshold: number, unsure: number): string {
  const [low, high] = [Math.max(0, threshold - unsure), Math.min(1, threshold + unsure)];
  const { from, to } = frame.y;
  return band(
    frame,
    [
      [low, from],
      [high, from],
    ],
    [
      [low, to],
      [high, to],
    ],
    COLOURS.soft,
  );
}

function histogramInWords({ histogram, positive, threshold, unsure }: HistogramData): string {
  const negative = otherLabel(positive);
  const each = histogram.positives.flatMap((own, bar) => {
    const other = histogram.negatives[bar] ?? 0;
    const size = histogram.positives.length;
    if (own + other === 0) return [];
    return [
      `${percentWord(bar / size)} to ${percentWord((bar + 1) / size)}: ${count(own)} ${positive}, ${count(other)} ${negative}`,
    ];
  });
  const band =
    unsure > 0 ? ` Nearer to it than ${percentWord(unsure)}, in the grey band, the model is not sure.` : "";
  return (
    `How many photos of either label got which probability of ${positive}. ${each.join("; ")}. ` +
    `The threshold is ${twoDigits(threshold)}.${band}`
  );
}
