import { count, photos } from "../../../common/words";
import { type Leakage, leakSentence } from "../../../duplicates/leakage";
import type { Harm, Pair } from "../../../duplicates/pairs";
import type { Comparison } from "../../../engine/jobs/duplicates-job";

/** What makes the two photos of a pair one. */
export function likeness({ kind, isMirrored }: Pick<Pair, "kind" | "isMirrored">): string {
  if (kind === "copy") return "The same file";
  return isMirrored ? "Nearly the same, mirrored" : "Nearly the same";
}

/** What pairs that do the same harm have in common, and what there is to do about it. */
export function aboutPairs(harm: Harm): { readonly title: string; readonly text: string } {
  switch (harm) {
    case "labels":
      return {
        title: "Under different labels",
        text: "One of the two labels is wrong. The same file under both is not used at all until you decide.",
      };
    case "split":
      return {
        title: "On two sides of the split",
        text: "The model is checked with what it learned from. Leave one out, and train again.",
      };
    case "none":
      return {
        title: "Twice in one part",
        text: "They count double. Among the photos to check with, they count double in the figures too.",
      };
  }
}

/** What the comparison came to, of the photos of this moment. `wereSome`: whether there were pairs before. */
export function summary(pairs: readonly Pair[], wereSome: boolean): string {
  if (pairs.length === 0) return `No photo is there twice${wereSome ? " any more" : ""}.`;
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
      `${photos(absent)} that ${absent === 1 ? "is" : "are"} not here: compared by the bytes only.`,
    broken > 0 && `${photos(broken)} that cannot be opened: compared by the bytes only.`,
    !isWhole &&
      "There are more pairs than anybody goes through, as of the pictures of a film; these are some of them. Leave some photos out, and compare again.",
  ].filter((gap) => typeof gap === "string");
}

/** What figures are worth that rest on photos that were learned from; nothing, where they do not. */
export function leakCautions(leakage: Leakage | undefined): string[] {
  const sentence = leakage && leakSentence(leakage);
  return sentence === undefined ? [] : [`${sentence} “Is a photo there twice?” below shows which.`];
}
