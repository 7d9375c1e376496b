import { LABELS, otherLabel } from "../../../common/label";
import { count, photos } from "../../../common/words";
import type { Doubts } from "../../../crossvalidation/doubts";
import type { UntunedBackbone } from "../../../models/untuned";
import { confidenceText } from "../../widgets/answer-text";

/** "The model disagrees with the label of 23 of 800 photos." */
export function doubtSentence(doubted: number, all: number): string {
  if (doubted === 0) return `The model agrees with the labels of all ${photos(all)}.`;
  return `The model disagrees with the label of ${count(doubted)} of ${photos(all)}.`;
}

/** How many of the suspect labels are probably wrong, and what they say. */
export function wrongSentence({ wrong }: Pick<Doubts, "wrong">, doubted: number): string {
  const all = wrong.female + wrong.male;
  if (doubted === 0) return "To the model, every photo looks the way its label says.";
  if (all === 0) return "Probably none of these labels is wrong: the model makes mistakes too.";
  const kinds = LABELS.filter((label) => wrong[label] > 0).map(
    (label) => `${count(wrong[label])} that ${wrong[label] === 1 ? "says" : "say"} ${label}`,
  );
  return (
    `About ${count(all)} ${all === 1 ? "label is" : "labels are"} probably wrong (${kinds.join(", ")}). In the other ` +
    "cases the model is probably wrong. The most suspect labels come first."
  );
}

/** Explains which backbone the label check used, if that matters. */
export function backboneSentence({ isFromBefore, mayHaveSeen }: UntunedBackbone): string | undefined {
  if (mayHaveSeen)
    return (
      "This page does not know which photos this model’s network was trained on. If these were among them, it " +
      "already knows their labels and finds too few wrong ones."
    );
  if (isFromBefore)
    return (
      "Fine-tuning showed this model’s network these photos with their labels. The check therefore used the " +
      "original network, which has not seen them."
    );
  return undefined;
}

/** What the models predicted for a photo with a suspect label. @param doubt in [0, 1] */
export function doubtWords(label: (typeof LABELS)[number], doubt: number): string {
  return `looks ${otherLabel(label)}, ${confidenceText(doubt)}`;
}

/** "You kept 2 labels." */
export function keptSentence(kept: number): string {
  return kept === 1 ? "You kept 1 label." : `You kept ${count(kept)} labels.`;
}

/** The button that undoes that. */
export function doubtAgain(kept: number): string {
  return kept === 1 ? "Show it again" : "Show them again";
}
