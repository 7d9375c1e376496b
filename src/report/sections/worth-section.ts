import { count, figure, twoDigits } from "../../common/words";
import type { Interval } from "../../metrics/interval";
import { areKnownUnseen } from "../../models/evaluation";
import { between, cautions, meaning, plainSentence } from "../../models/figure-sentences";
import { FIGURES, type FigureName } from "../../models/five-figures";
import { type Html, html, note, type Section, table } from "../html-markup";
import type { ReportExtras } from "../input";
import { type Measured, PART_NAMES, photosInWords } from "../measured";
import { type ReportedFigure, reportedFigures } from "../reported-figures";

/** How good a model is: a sentence, the five figures, and what has to be known about them. */
export function worth(measured: Measured, others: readonly Measured[], extras: ReportExtras): Section {
  const { figures, positive, model, part, evaluation } = measured;
  const reported = reportedFigures(measured, extras.intervals?.[part]);
  const notes = [...(extras.cautions?.[part] ?? []), ...cautions(model, part, evaluation, figures)];
  return {
    id: "worth",
    title: "How good it is",
    body: html`<p class="lead">${plainSentence(figures, positive)}</p>
<dl class="five">${FIGURES.map(({ name: key, title, format }) => card(key, title, format, reported[key], measured))}</dl>
${note(
  `Measured on ${photosInWords(measured)}${areKnownUnseen(evaluation) ? ", which were set aside when it was trained" : ""}. ` +
    `From a probability of ${twoDigits(measured.decision.threshold)} on a photo is called female. ` +
    "Ranges are 95 % confidence intervals.",
)}
${notes.length > 0 ? html`<ul class="cautions">${notes.map((each) => html`<li>${each}</li>`)}</ul>` : undefined}
${others.length > 0 ? eachPart([measured, ...others]) : undefined}`,
  };
}

function card(
  key: FigureName,
  title: string,
  format: (value: number) => string,
  reported: ReportedFigure,
  { positive }: Measured,
): Html {
  const value = reported.value === null ? "–" : format(reported.value);
  const words = reported.value === null ? reported.reason : meaning(key, positive);
  return html`<div><dt>${title}</dt><dd class="value">${value}</dd><dd class="note">${words}</dd><dd>${rangeOf(reported, key)}</dd></div>\n`;
}

/** "Most likely between 91 % and 97 %."; nothing where no interval was computed. */
function rangeOf(reported: ReportedFigure, key: FigureName): string {
  if (reported.value === null || reported.low === null || reported.high === null) return "";
  const interval: Interval = { low: reported.low, high: reported.high };
  const range =
    key === "rocAuc" ? `between ${figure(interval.low)} and ${figure(interval.high)}` : between(interval);
  return `Most likely ${range}.`;
}

/** The figures of all parts that the model was checked on, beside each other. */
function eachPart(all: readonly Measured[]): Html {
  return html`<h3>On each part of the photos</h3>
${table(
  "The five figures on each part of the photos",
  ["Figure", ...all.map(({ part, figures }) => `${count(figures.count)} ${PART_NAMES[part]} photos`)],
  FIGURES.map(({ name: key, title, format }) => [title, ...all.map(({ figures }) => format(figures[key]))]),
)}`;
}
