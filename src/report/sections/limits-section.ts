import { areDrawn } from "../../dataset/sample";
import type { TrainedModel } from "../../models/model";
import { html, type Section } from "../html-markup";

/** What the classifier is for and what not, and what this report cannot say. */
export function limits(model: TrainedModel, hasGroups: boolean, hasPictures: boolean): Section {
  const evaluations = Object.values(model.evaluations);
  const isOnDrawings = evaluations.length > 0 && evaluations.every(({ paths }) => areDrawn(paths));
  const cannotSay = [
    "The ranges say what chance may do to the figures on photos like these. On photos of another kind, from another " +
      "camera, in other light, of other people, the figures may be lower by far more.",
    "The labels are those of the folders that the photos lay in. Where a label is wrong, so is what is counted by it.",
    ...(isOnDrawings
      ? ["It was measured on drawings only: nothing is known of it on photos of real faces."]
      : []),
    hasGroups
      ? "Groups that nobody named are not compared here, and it may do worse for them."
      : "No groups of photos were compared: how it does for older people, for darker skin, or for anybody else in " +
        "particular, this report does not say. It errs more often for people who are rare in its training photos.",
    "It has an answer for every picture, one without a face as well.",
  ];
  return {
    id: "limits",
    title: "What it is for, and what it is not for",
    body: html`<p>It is for trying out how such a classifier works, on photos like those that it learned from, and for seeing where it fails.</p>
<p class="caution"><strong>Do not use it to decide anything about a person, to sort people, or to watch them.</strong>
It guesses from looks alone: how a face in a picture looks to it, given the pictures and the labels that it was shown. It knows two labels and
gives every face one of them. It does not know anyone’s gender, and cannot.</p>
<h3>What this report cannot say</h3>
<ul>${cannotSay.map((each) => html`<li>${each}</li>`)}</ul>
<h3>Privacy</h3>
<p>Photos were never uploaded: the model was trained and measured within a web browser. ${
      hasPictures
        ? "This file holds small pictures of some of the photos, because somebody asked for them, and names of files."
        : "This file holds no photo; it may hold names of files."
    }</p>`,
  };
}
