import { areDrawn } from "../../dataset/sample";
import type { TrainedModel } from "../../models/model";
import { html, type Section } from "../html-markup";

/** What the classifier is for and not for, and what this report cannot say. */
export function limits(model: TrainedModel, hasGroups: boolean, hasPictures: boolean): Section {
  const evaluations = Object.values(model.evaluations);
  const isOnDrawings = evaluations.length > 0 && evaluations.every(({ paths }) => areDrawn(paths));
  const cannotSay = [
    "The confidence intervals only cover chance variation on photos like these. With another camera, other light or " +
      "other people, the metrics may be much lower.",
    "The labels come from the photos’ folders. A wrong label makes the metrics wrong, too.",
    ...(isOnDrawings
      ? ["It was measured on drawings only: nothing is known about photos of real faces."]
      : []),
    hasGroups
      ? "Only the named groups were compared; it may do worse for others."
      : "No groups of photos were compared: this report does not say how well it works for older people, for people " +
        "with darker skin, or for any other group. It makes more mistakes for people who are rare in its training photos.",
    "It classifies every picture, even one without a face.",
  ];
  return {
    id: "limits",
    title: "What it is for, and what it is not for",
    body: html`<p>It is for trying out how such a classifier works on photos like its training photos, and for seeing where it fails.</p>
<p class="caution"><strong>Do not use it to decide anything about a person, to sort people, or to watch them.</strong>
It judges by looks alone: it says which of two labels a face resembles more, given the photos and labels it was trained on.
It does not know anyone’s gender, and cannot.</p>
<h3>What this report cannot say</h3>
<ul>${cannotSay.map((each) => html`<li>${each}</li>`)}</ul>
<h3>Privacy</h3>
<p>Photos were never uploaded: the model was trained and measured within a web browser. ${
      hasPictures
        ? "This file contains file names, and small pictures of some of the photos, because they were asked for."
        : "This file contains no photos; it may contain file names."
    }</p>`,
  };
}
