import { count, photos } from "../../../common/words";
import { type Leakage, leakSentence } from "../../../duplicates/leakage";
import type { Harm, Pair } from "../../../duplicates/pairs";
import type { Comparison } from "../../../engine/jobs/duplicates-job";

/** Why two photos count as duplicates. */
export function likeness({ kind, isMirrored }: Pick<Pair, "kind" | "isMirrored">): string {
  if (kind === "copy") return "The same file";
  return isMirrored ? "Nearly the same, mirrored" : "Nearly the same";
}

/** What is wrong with the pairs of one kind of harm, and what to do about it. */
export function aboutPairs(harm: Harm): { readonly title: string; readonly text: string } {
  switch (harm) {
    case "labels":
      return {
        title: "Under different labels",
        text: "One of the two labels is wrong. A file that has both labels is not used until you decide.",
      };
    case "split":
      return {
        title: "On two sides of the split",
        text: "The model is checked on a photo that it was trained on. Leave one out, then train again.",
      };
    case "none":
      return {
        title: "Twice in one part",
        text: "They count double, in training or in the metrics.",
      };
  }
}

/** The result of the comparison for the current photos. `wereSome`: whether there were pairs before. */
export function summary(pairs: readonly Pair[], wereSome: boolean): string {
  if (pairs.length === 0) return `No duplicates ${wereSome ? "left" : "found"}.`;
  const labels = pairs.filter((pair) => pair.hasDifferentLabels).length;
  const split = pairs.filter((pair) => pair.isAcrossSplit).length;
  const parts = [
    labels > 0 && `${count(labels)} under different labels`,
    split > 0 && `${count(split)} on two sides of the split`,
  ].filter((part) => typeof part === "string");
  const found = pairs.length === 1 ? "One pair of photos" : `${count(pairs.length)} pairs of photos`;
  return `${[found, ...parts].join(", ")}.`;
}

/** What a comparison could not do. */
export function gaps({ absent, broken, isWhole }: Comparison): string[] {
  return [
    absent > 0 &&
      `${photos(absent)} ${absent === 1 ? "is" : "are"} missing: compared by ${absent === 1 ? "its" : "their"} bytes only.`,
    broken > 0 &&
      `${photos(broken)} cannot be opened: compared by ${broken === 1 ? "its" : "their"} bytes only.`,
    !isWhole &&
      "There are too many pairs to list, as with the frames of a video. These are some of them. Leave some photos out, then compare again.",
  ].filter((gap) => typeof gap === "string");
}

/** Warns if the metrics are based on photos that the model was trained on; empty if they are not. */
export function leakCautions(leakage: Leakage | undefined): string[] {
  const sentence = leakage && leakSentence(leakage);
  return sentence === undefined ? [] : [`${sentence} “Are there duplicates?” below shows which.`];
}
