import { otherLabel } from "../../common/label";
import { figure, percent } from "../../common/words";
import { whyMissing } from "../../models/figure-sentences";
import { type Html, html, note, plot, type Section } from "../html-markup";
import type { Measured } from "../measured";
import { measuredPlot } from "../plot-files";

/** What other thresholds would find and get wrong. */
export function curves(measured: Measured): Section {
  const { figures, positive, averagePrecision } = measured;
  return {
    id: "curves",
    title: "Other thresholds, in curves",
    body: pairUnless(whyMissing("rocAuc", figures, positive), () => [
      plot(
        "ROC curve",
        `The lower the threshold, the more ${positive} photos are found, and the more ${otherLabel(positive)} ones are ` +
          `called ${positive} by mistake. The area under the curve (AUC) is ${figure(figures.rocAuc)}: 0.5 is guessing, ` +
          "1 is perfect.",
        measuredPlot("roc", measured),
      ),
      plot(
        "Precision and recall",
        `To find more of the ${positive} photos (further right), it has to be wrong more often when it says ` +
          `${positive} (further down). The average precision is ${figure(averagePrecision)}.`,
        measuredPlot("precision-recall", measured),
      ),
    ]),
  };
}

/** How sure the model is, and whether it is calibrated. */
export function sureness(measured: Measured): Section {
  const { calibrationError, positive, figures } = measured;
  return {
    id: "sureness",
    title: "How sure is it, and how often is it right?",
    body: pairUnless(whyMissing("accuracy", figures, positive), () => [
      plot(
        "Are its probabilities right?",
        `Of the photos with a predicted probability of 80 %, 80 % should be ${positive}: the dotted line. On average it ` +
          `is off by ${percent(calibrationError)} (expected calibration error).`,
        measuredPlot("reliability", measured),
      ),
      plot(
        "How sure it is",
        `The ${positive} photos belong on the right, the ${otherLabel(positive)} ones on the left. Photos on the wrong ` +
          "side of the threshold are mistakes.",
        measuredPlot("histogram", measured),
      ),
    ]),
  };
}

/** Two plots side by side, or why there are none. */
function pairUnless(missing: string | undefined, plots: () => readonly Html[]): Html {
  if (missing !== undefined) return note(missing);
  const [left, right] = plots();
  return html`<div class="pair">
${left}
${right}
</div>`;
}
