import { LABELS, otherLabel } from "../../../common/label";
import { count, photos } from "../../../common/words";
import type { Doubts } from "../../../crossvalidation/doubts";
import type { UntunedBackbone } from "../../../models/untuned";
import { confidenceText } from "../../widgets/answer-text";

/** "The model doubts the label of 23 of 800 photos." */
export function doubtSentence(doubted: number, all: number): string {
  if (doubted === 0) return `The model doubts none of the labels of ${photos(all)}.`;
  return `The model doubts the label of ${count(doubted)} of ${photos(all)}.`;
}

/** How many of the doubted labels are probably wrong, and of which kind. */
export function wrongSentence({ wrong }: Pick<Doubts, "wrong">, doubted: number): string {
  const all = wrong.female + wrong.male;
  if (doubted === 0) return "Every photo looks to it as its label says.";
  if (all === 0) return "Probably none of them is wrong: it errs now and then itself.";
  const kinds = LABELS.filter((label) => wrong[label] > 0).map(
    (label) => `${count(wrong[label])} that ${wrong[label] === 1 ? "says" : "say"} ${label}`,
  );
  return (
    `About ${count(all)} ${all === 1 ? "label is" : "labels are"} probably wrong (${kinds.join(", ")}); in the other ` +
    "cases the model errs itself. Those that it doubts most come first."
  );
}

/** Where what looked at the photos is not what the model has. */
export function backboneSentence({ isFromBefore, mayHaveSeen }: UntunedBackbone): string | undefined {
  if (mayHaveSeen)
    return (
      "This page does not know what the network of this model learned from. If these photos were among that, it " +
      "knows their labels and doubts too few of them."
    );
  if (isFromBefore)
    return (
      "Fine-tuning showed the network of this model these photos with their labels. So that it does not take " +
      "them on trust, the network from before looked at them here."
    );
  return undefined;
}

/** What the models said of a photo with a doubted label. @param doubt in [0, 1] */
export function doubtWords(label: (typeof LABELS)[number], doubt: number): string {
  return `looks ${otherLabel(label)}, ${confidenceText(doubt)}`;
}

/** "2 labels were kept as they are." */
export function keptSentence(kept: number): string {
  return kept === 1 ? "1 label was kept as it is." : `${count(kept)} labels were kept as they are.`;
}

/** What takes that back. */
export function doubtAgain(kept: number): string {
  return kept === 1 ? "Doubt it again" : "Doubt them again";
}
