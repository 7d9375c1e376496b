import { twoDigits } from "../../common/words";
import type { Figures } from "../../metrics/figures";
import { METRICS, THRESHOLD_METRICS, type ThresholdMetric } from "../../metrics/metrics";
import { figuresOf } from "../../models/evaluation";
import { whyMissing } from "../../models/figure-sentences";
import { presets, presetThreshold } from "../../models/presets";
import { type Html, html, note, type Section, table } from "../html-markup";
import type { Measured } from "../measured";

const COLUMNS = ["Threshold", ...THRESHOLD_METRICS.map((name) => METRICS[name].title)];

/** The metrics at other thresholds. */
export function thresholds(measured: Measured): Section {
  const { positive, thresholds: rows } = measured;
  const body = html`${chosen(measured)}
${table(
  "Metrics at each threshold",
  COLUMNS,
  rows.map((row) => [twoDigits(row.threshold), ...cells(row)]),
)}
${note(
  `A photo is called ${positive} if its probability of ${positive} is at least the threshold. ` +
    `A dash stands for a metric that cannot be computed, because no photo was called ${positive}, or none is.`,
)}`;
  return { id: "thresholds", title: "Other thresholds, in numbers", body };
}

/** The best threshold for each aim on these photos. */
function chosen(measured: Measured): Html {
  const { evaluation, view, positive, figures } = measured;
  const missing = whyMissing("rocAuc", figures, positive);
  if (missing !== undefined)
    return note(`Which threshold is best: ${missing.charAt(0).toLowerCase()}${missing.slice(1)}`);
  const rows = presets(positive).map((preset): Html => {
    const female = presetThreshold(preset, view, positive);
    const rates = female === undefined ? undefined : figuresOf(evaluation, positive, female);
    const numbers =
      rates === undefined
        ? html`<td colspan="${COLUMNS.length}">No threshold achieves this on these photos.</td>`
        : [twoDigits(rates.threshold), ...cells(rates)].map((value) => html`<td>${value}</td>`);
    return html`<tbody><tr><th scope="rowgroup" colspan="${COLUMNS.length}">${preset.name} <span class="note">${preset.note}</span></th></tr>
<tr>${numbers}</tr></tbody>\n`;
  });
  return html`<table class="numbers aims">
<caption>Thresholds for a goal</caption>
<thead><tr>${COLUMNS.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
${rows}</table>`;
}

function cells(rates: Pick<Figures, ThresholdMetric>): string[] {
  return THRESHOLD_METRICS.map((name) => METRICS[name].format(rates[name]));
}
