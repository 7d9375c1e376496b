import { backboneTitle } from "../../backbone/weights";
import { percent, twoDigits } from "../../common/words";
import { ofLabel } from "../../metrics/probability";
import { areKnownUnseen } from "../../models/evaluation";
import type { TrainedModel } from "../../models/model";
import { surenessOf, surenessSentence } from "../../models/sureness";
import type { Fact } from "../../models/training-facts";
import { factList, type Html, html, name, type Section } from "../html-markup";
import { type Measured, photosInWords } from "../measured";

/** What exactly was measured: the photos, the threshold, and the model. */
export function basis(measured: Measured): Section {
  const { model, positive, decision, evaluation } = measured;
  const { temperature = 1 } = model;
  const facts: Fact[] = [
    {
      name: "Photos",
      value: photosInWords(measured),
      note: areKnownUnseen(evaluation)
        ? "The model was not trained on them."
        : "It is not known whether the model was trained on some of them.",
    },
    {
      name: "Positive label",
      value: positive,
      note: "Precision, recall, F1 and the curves are about this label.",
    },
    {
      name: "Threshold",
      value: twoDigits(ofLabel(decision.threshold, "female")),
      note: "A photo is called female if its probability of “female” is at least this high.",
    },
    {
      name: "Not sure",
      value: decision.unsure > 0 ? `within ${percent(decision.unsure)}` : "never",
      note:
        decision.unsure > 0
          ? surenessSentence(surenessOf(evaluation, decision))
          : "It always decides, however close to the threshold.",
    },
    {
      name: "Probabilities",
      value: temperature === 1 ? "as trained" : `temperature ${temperature.toFixed(2)}`,
      note:
        temperature === 1
          ? "They were not calibrated."
          : "Its logits are divided by this number, so that they match how often it is right.",
    },
  ];
  return {
    id: "basis",
    title: "What was measured",
    body: html`${factList(facts)}
${identity(measured.model)}`,
  };
}

/** Which model exactly, down to the bits of its backbone. */
export function identity({ id, name: title, backbone, openedFrom, preprocessing }: TrainedModel): Html {
  return html`<dl class="identity">
<div><dt>Model</dt><dd>${name(title)}</dd></div>
<div><dt>Id</dt><dd><code>${id}</code></dd></div>
${openedFrom === undefined ? undefined : html`<div><dt>Opened from</dt><dd>${name(openedFrom)}</dd></div>`}
<div><dt>Backbone</dt><dd>MobileNetV2, ${backboneTitle(backbone)}: ${backbone.origin}</dd></div>
<div><dt>SHA-256 of its weights</dt><dd><code>${backbone.sha256}</code></dd></div>
<div><dt>Input</dt><dd>${
    preprocessing === "keras"
      ? "the whole photo, resized to 224×224"
      : "the photo’s centre square, resized to 224×224"
  }</dd></div>
</dl>`;
}
