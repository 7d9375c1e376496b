import { count, figure, twoDigits } from "../../common/words";
import type { Interval } from "../../metrics/interval";
import { HEADLINE_METRICS, type HeadlineMetric, METRICS } from "../../metrics/metrics";
import { ofLabel } from "../../metrics/probability";
import { areKnownUnseen } from "../../models/evaluation";
import { cautions, percentRange, plainSentence } from "../../models/figure-sentences";
import { type Html, html, note, type Section, table } from "../html-markup";
import type { ReportExtras } from "../input";
import { type Measured, PART_NAMES, photosInWords } from "../measured";
import { type ReportedFigure, reportedFigures } from "../reported-figures";

/** How good a model is: a sentence, the five headline metrics, and warnings about them. */
export function worth(measured: Measured, others: readonly Measured[], extras: ReportExtras): Section {
  const { figures, positive, model, part, evaluation } = measured;
  const reported = reportedFigures(measured, extras.intervals?.[part]);
  const notes = [...(extras.cautions?.[part] ?? []), ...cautions(model, part, evaluation, figures)];
  return {
    id: "worth",
    title: "How good it is",
    body: html`<p class="lead">${plainSentence(figures, positive)}</p>
<dl class="five">${HEADLINE_METRICS.map((name) => card(name, reported[name], measured))}</dl>
${note(
  `Measured on ${photosInWords(measured)}${areKnownUnseen(evaluation) ? ", which it was not trained on" : ""}. ` +
    `A photo is called female if its probability is at least ${twoDigits(ofLabel(measured.decision.threshold, "female"))}.`,
)}
${notes.length > 0 ? html`<ul class="cautions">${notes.map((each) => html`<li>${each}</li>`)}</ul>` : undefined}
${others.length > 0 ? eachPart([measured, ...others]) : undefined}`,
  };
}

function card(name: HeadlineMetric, reported: ReportedFigure, { positive }: Measured): Html {
  const { title, format, meaning } = METRICS[name];
  const value = reported.value === null ? "–" : format(reported.value);
  const words = reported.value === null ? reported.reason : meaning(positive);
  return html`<div><dt>${title}</dt><dd class="value">${value}</dd><dd class="note">${words}</dd><dd>${rangeOf(reported, format)}</dd></div>\n`;
}

/** "95 % confidence interval: 91–97 %."; empty if no interval was computed. */
function rangeOf(reported: ReportedFigure, format: (value: number) => string): string {
  if (reported.value === null || reported.low === null || reported.high === null) return "";
  const interval: Interval = { low: reported.low, high: reported.high };
  const range =
    format === figure ? `${figure(interval.low)}–${figure(interval.high)}` : percentRange(interval);
  return `95 % confidence interval: ${range}.`;
}

/** The metrics of all evaluated splits, side by side. */
function eachPart(all: readonly Measured[]): Html {
  return html`<h3>On each part of the photos</h3>
${table(
  "The five metrics on each part of the photos",
  ["Metric", ...all.map(({ part, figures }) => `${count(figures.count)} ${PART_NAMES[part]} photos`)],
  HEADLINE_METRICS.map((name) => {
    const { title, format } = METRICS[name];
    return [title, ...all.map(({ figures }) => format(figures[name]))];
  }),
)}`;
}
