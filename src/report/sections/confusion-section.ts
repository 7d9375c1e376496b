import { type Label, otherLabel } from "../../common/label";
import { count, percent } from "../../common/words";
import { photos } from "../../models/figure-sentences";
import { surenessOf, surenessSentence } from "../../models/sureness";
import { type Html, html, labelMark, note, type Section } from "../html-markup";
import type { Measured } from "../measured";

/** Right and wrong predictions: a row per label, a column per prediction, the positive label first. */
export function confusionMatrix({ figures, positive, evaluation, decision }: Measured): Section {
  const negative = otherLabel(positive);
  const { truePositives, falseNegatives, falsePositives, trueNegatives } = figures.confusion;
  return {
    id: "confusion",
    title: "Confusion matrix",
    body: html`${note("Rows: how the photos are labelled. Columns: what the model called them. Percentages are of the row.")}
<table class="matrix">
<caption>Photos of each label, by what they were called</caption>
<thead><tr><td></td>
<th scope="col">called ${labelMark(positive)}</th>
<th scope="col">called ${labelMark(negative)}</th></tr></thead>
<tbody>
${row(positive, [truePositives, falseNegatives], 0)}
${row(negative, [falsePositives, trueNegatives], 1)}
</tbody>
</table>
${decision.unsure > 0 ? note(surenessSentence(surenessOf(evaluation, decision))) : undefined}`,
  };
}

function row(label: Label, calls: readonly [number, number], rightAt: 0 | 1): Html {
  const total = calls[0] + calls[1];
  const cells = calls.map((value, index) => cell(label, value, total, index === rightAt));
  return html`<tr><th scope="row">${labelMark(label)} <span class="note">${photos(total)}</span></th>${cells}</tr>`;
}

function cell(label: Label, value: number, total: number, isRight: boolean): Html {
  const share = total > 0 ? html` <span class="note">${percent(value / total)}</span>` : undefined;
  return html`<td class="${isRight ? `right ${label}` : "wrong"}"><b>${count(value)}</b> ${isRight ? "✓ right" : "✗ wrong"}${share}</td>`;
}
