import { LABELS } from "../../common/label";
import { count, figure, percent } from "../../common/words";
import { factsOfAnswers, factsOfScores } from "../../models/figure-facts";
import { factList, type Html, html, labelMark, note, type Section, table } from "../html-markup";
import type { ReportExtras } from "../input";
import type { Measured } from "../measured";
import { labelReports, macroReport, type ReportedFigure, reportedFigures } from "../reported-figures";

/** The figures of either label, their mean, and those that only some ask for. */
export function moreFigures(measured: Measured, extras: ReportExtras): Section {
  const { figures, evaluation, positive, part } = measured;
  const intervals = extras.intervals?.[part];
  const reports = labelReports(measured, intervals);
  const macro = macroReport(measured, intervals);
  const all = reportedFigures(measured, intervals);
  const facts = [
    ...factsOfAnswers(figures.confusion),
    ...factsOfScores(evaluation, positive),
    {
      name: "Calibration error",
      value: percent(measured.calibrationError),
      note: "By how much its probabilities are off, on average (expected calibration error, ten bins).",
    },
  ];
  const ranges = [
    ["F1", all.f1],
    ["ROC AUC", all.rocAuc],
    ["Average precision", all.averagePrecision],
    ["Balanced accuracy", all.balancedAccuracy],
    ["Matthews correlation", all.mcc],
    ["Log loss", all.logLoss],
    ["Brier score", all.brier],
    ["Calibration error", all.calibrationError],
  ] as const;
  return {
    id: "figures",
    title: "More figures",
    body: html`${table(
      "Figures of each label and their mean",
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
  "The mean (macro average) counts both labels the same, however many photos each has. Ranges are 95 % intervals: " +
    "Wilson’s for shares of counted photos; the others come of drawing as many photos of each label again and " +
    "again (bootstrap): ",
  drawn(ranges),
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

/** "F1 0.93 to 0.98, ROC AUC …"; says so where none was drawn. */
function drawn(ranges: readonly (readonly [string, ReportedFigure])[]): string {
  const known = ranges.flatMap(([title, reported]) =>
    reported.value === null || reported.low === null || reported.high === null
      ? []
      : [`${title} ${figure(reported.low)} to ${figure(reported.high)}`],
  );
  return known.length === 0 ? "none was drawn for this report." : `${known.join(", ")}.`;
}
