import type { Label } from "../../common/label";
import type { Sample, Split } from "../../dataset/sample";

/** Which photos to show: those of one part, or all. */
export type Filter = Split | "all";

/** The photos that are shown, by label. */
export type Columns = Readonly<Record<Label, readonly Sample[]>>;

/** The parts of the data in the order of use, with the purpose of each. */
export const PARTS: readonly { readonly split: Split; readonly name: string; readonly use: string }[] = [
  { split: "train", name: "Training", use: "to learn from" },
  { split: "val", name: "Validation", use: "to check the result" },
  { split: "test", name: "Test", use: "for a final check" },
];

/** The part of a photo as words: "validation photo". A photo without a part is under both labels. */
export function partWords(part: Split | undefined): string {
  switch (part) {
    case "train":
      return "training photo";
    case "val":
      return "validation photo";
    case "test":
      return "test photo";
    case undefined:
      return "not used: it has both labels";
  }
}
