import { type Label, otherLabel } from "../common/label";
import { count, figure, percent, photos, twoDigits } from "../common/words";
import type { ReliabilityBin, ScoreHistogram } from "../metrics/reliability";
import { countAxis, percentWord, shareAxis } from "./axes";
import { histogramCsv, reliabilityCsv } from "./csv";
import {
  type Bar,
  DOTTED,
  type Layer,
  type Mark,
  type Panel,
  type Plot,
  SHAPES,
  segment,
  withLayer,
} from "./plot";

/** How often photos are positive, by predicted probability. */
export function reliabilityPanel(bins: readonly ReliabilityBin[], positive: Label): Panel {
  return {
    height: 300,
    x: probabilityAxis(positive),
    y: shareAxis(`share of such photos that are ${positive}`),
    marks: [
      { ...DOTTED, points: segment([0, 0], [1, 1]), name: "ideal" },
      {
        kind: "whiskers",
        whiskers: bins.map(({ meanScore, interval }) => ({ x: meanScore, ...interval })),
        ink: "soft",
      },
      {
        kind: "line",
        points: bins.map(({ meanScore, share }) => [meanScore, share]),
        ink: positive,
        shape: SHAPES[positive],
        name: "the model, with 95 % intervals",
      },
    ],
    notes: [],
  };
}

/** How many photos each point of the reliability diagram stands for. */
function countsPanel(bins: readonly ReliabilityBin[], positive: Label): Panel {
  const most = Math.max(1, ...bins.map((bin) => bin.count));
  const bars = bins.map(({ low, high, count: height }): Bar => ({ left: low, right: high, height }));
  return {
    height: 56,
    x: probabilityAxis(positive),
    y: { label: "photos", domain: [0, 1.3 * most], ticks: [0], format: count },
    marks: [{ kind: "bars", bars, ink: "soft" }],
    notes: bars.map(({ left, right, height }) => ({
      text: count(height),
      at: [(left + right) / 2, height],
      dx: 0,
      dy: -4,
      anchor: "middle",
      ink: "soft",
    })),
  };
}

/** The reliability diagram, with how many photos each point stands for. @param error expected calibration error */
export function reliabilityPlot(bins: readonly ReliabilityBin[], error: number, positive: Label): Plot {
  const diagram = reliabilityPanel(bins, positive);
  return {
    id: "plot-reliability",
    title: "Reliability diagram",
    description: `${reliabilityInWords(bins, positive)} Expected calibration error: ${figure(error)}.`,
    panels: [{ ...diagram, x: { ...diagram.x, label: "" } }, countsPanel(bins, positive)],
    csv: () => reliabilityCsv(bins),
  };
}

/** The reliability diagram in words. */
export function reliabilityInWords(bins: readonly ReliabilityBin[], positive: Label): string {
  const each = bins.map(
    ({ low, high, count: all, share, interval }) =>
      `between ${percentWord(low)} and ${percentWord(high)}: ${photos(all)}, ${percent(share)} of them ${positive} (95 % interval ${percent(interval.low)} to ${percent(interval.high)})`,
  );
  return `How often photos are ${positive}, by predicted probability. ${each.join("; ")}.`;
}

/**
 * The photos of each label by predicted probability: bars of the positive label rise from 0, those of the other label
 * hang down.
 */
export function histogramPanel({ positives, negatives }: ScoreHistogram, positive: Label): Panel {
  const negative = otherLabel(positive);
  return {
    height: 280,
    x: probabilityAxis(positive),
    y: countAxis("photos", -Math.max(1, ...negatives), Math.max(1, ...positives)),
    marks: [
      { kind: "bars", bars: barsOf(positives, 1), ink: positive, name: `${positive}, above` },
      { kind: "bars", bars: barsOf(negatives, -1), ink: negative, name: `${negative}, below` },
      { kind: "line", points: segment([0, 0], [1, 0]), ink: "soft", width: 1 },
    ],
    notes: [],
  };
}

/**
 * The threshold on a histogram, with the “not sure” band around it.
 * @param unsure half the width of the band; 0 if there is none
 */
export function histogramThreshold({ y }: Panel, threshold: number, unsure: number): Layer {
  const [from, to] = y.domain;
  const [low, high] = [Math.max(0, threshold - unsure), Math.min(1, threshold + unsure)];
  const band: Mark = {
    kind: "band",
    low: segment([low, from], [high, from]),
    high: segment([low, to], [high, to]),
    ink: "soft",
  };
  const line: Mark = {
    kind: "line",
    points: segment([threshold, from], [threshold, to]),
    ink: "text",
    width: 1.5,
    dash: "5 3",
  };
  const side = threshold > 0.6 ? ({ dx: -6, anchor: "end" } as const) : ({ dx: 6, anchor: "start" } as const);
  return {
    marks: unsure > 0 ? [band, line] : [line],
    notes: [{ text: `threshold ${twoDigits(threshold)}`, at: [threshold, to], dy: 14, ...side, ink: "text" }],
  };
}

/** A histogram, and the decision that is drawn on it. */
export interface HistogramData {
  readonly histogram: ScoreHistogram;
  readonly positive: Label;
  /** For the probability of `positive`. */
  readonly threshold: number;
  /** Within this distance of the threshold the model is not sure; 0: it always gives an answer. */
  readonly unsure: number;
}

/** The histogram of the probabilities, with the threshold. */
export function histogramPlot(data: HistogramData): Plot {
  const { histogram, positive, threshold, unsure } = data;
  const panel = histogramPanel(histogram, positive);
  return {
    id: "plot-histogram",
    title: "Probabilities of both labels",
    description: histogramInWords(data),
    panels: [withLayer(panel, histogramThreshold(panel, threshold, unsure))],
    csv: () => histogramCsv(histogram, positive),
  };
}

function histogramInWords({ histogram, positive, threshold, unsure }: HistogramData): string {
  const negative = otherLabel(positive);
  const size = histogram.positives.length;
  const each = histogram.positives.flatMap((own, bar) => {
    const other = histogram.negatives[bar] ?? 0;
    if (own + other === 0) return [];
    return [
      `${percentWord(bar / size)} to ${percentWord((bar + 1) / size)}: ${count(own)} ${positive}, ${count(other)} ${negative}`,
    ];
  });
  const band =
    unsure > 0 ? ` Within ${percentWord(unsure)} of it, in the grey band, the model is not sure.` : "";
  return (
    `The number of photos of each label, by their probability of ${positive}. ${each.join("; ")}. ` +
    `The threshold is ${twoDigits(threshold)}.${band}`
  );
}

function barsOf(counts: readonly number[], sign: 1 | -1): Bar[] {
  return counts.map((height, bar) => ({
    left: bar / counts.length,
    right: (bar + 1) / counts.length,
    height: sign * height,
  }));
}

function probabilityAxis(positive: Label) {
  return shareAxis(`predicted probability of ${positive}`);
}
