import { LABELS } from "../../common/label";
import { count, figure, percent } from "../../common/words";
import { METRIC_NAMES, METRICS } from "../../metrics/metrics";
import { factsOfAnswers, factsOfScores } from "../../models/figure-facts";
import { factList, type Html, html, labelMark, note, type Section, table } from "../html-markup";
import type { ReportExtras } from "../input";
import type { Measured } from "../measured";
import { labelReports, macroReport, type ReportedFigure, reportedFigures } from "../reported-figures";

/** The metrics of each label, their mean, and less common metrics. */
export function moreFigures(measured: Measured, extras: ReportExtras): Section {
  const { figures, evaluation, positive, part } = measured;
  const intervals = extras.intervals?.[part];
  const reports = labelReports(measured, intervals);
  const macro = macroReport(measured, intervals);
  const all = reportedFigures(measured, intervals);
  const facts = [
    ...factsOfAnswers(figures.confusion, positive, "report"),
    ...factsOfScores(evaluation, positive, "report"),
  ];
  return {
    id: "figures",
    title: "More metrics",
    body: html`${table(
      "Metrics of each label and their mean",
      ["Label", "Precision", "Recall", "F1", "Photos"],
      [
        ...LABELS.map((label) => {
          const { precision, recall, f1, photos } = reports[label];
          return [labelMark(label), ranged(precision), ranged(recall), ranged(f1), count(photos)];
        }),
        ["mean", ...Object.values(macro).map(ranged), count(figures.count)],
      ],
    )}
${factList(facts)}
${note(
  "The mean (macro average) gives both labels the same weight, however many photos each has. Ranges are 95 % intervals: " +
    "Wilson’s for shares of counted photos; the others were computed by resampling the photos of each label " +
    "(bootstrap): ",
  drawn(all),
)}`,
  };
}

function ranged(reported: ReportedFigure): Html {
  if (reported.value === null) return html`–`;
  const { value, low, high } = reported;
  return low === null || high === null
    ? html`${percent(value)}`
    : html`${percent(value)} <span class="note">${percent(low)} to ${percent(high)}</span>`;
}

/** "F1 0.93 to 0.98, ROC AUC …"; says so if there are none. */
function drawn(all: ReturnType<typeof reportedFigures>): string {
  const known = METRIC_NAMES.flatMap((name) => {
    const reported = all[name];
    if (reported.value === null || reported.method !== "bootstrap") return [];
    const { low, high } = reported;
    return low === null || high === null ? [] : [`${METRICS[name].title} ${figure(low)} to ${figure(high)}`];
  });
  return known.length === 0 ? "none were computed for this report." : `${known.join(", ")}.`;
}
