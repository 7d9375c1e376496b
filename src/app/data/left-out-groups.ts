import type { LeftOut } from "../../dataset/sample";

/** A line of the list: one file with its reason, or the reason shared by the files that follow. */
export type LeftOutLine =
  | { readonly kind: "file"; readonly file: LeftOut; readonly isGrouped: boolean }
  | { readonly kind: "group"; readonly reason: string; readonly size: number };

/** Beginnings of reasons that need no action (no photo is lost, or the user chose it), the most relevant first. */
const EXPECTED = [
  "Not a photo.",
  "You left out",
  "You removed it.",
  "The same photo is kept as",
  "A system file",
];

/** The files grouped by reason; those that the user may want to fix come first. */
export function leftOutLines(leftOut: readonly LeftOut[]): readonly LeftOutLine[] {
  const groups = new Map<string, LeftOut[]>();
  for (const file of leftOut) {
    const group = groups.get(file.reason);
    if (group) group.push(file);
    else groups.set(file.reason, [file]);
  }
  // Other reasons rank -1 and come first.
  const rank = ([reason]: [string, LeftOut[]]) => EXPECTED.findIndex((start) => reason.startsWith(start));
  return [...groups].sort((a, b) => rank(a) - rank(b)).flatMap(linesOf);
}

function linesOf([reason, files]: [string, LeftOut[]]): readonly LeftOutLine[] {
  const isGrouped = files.length > 1;
  const lines = files.map((file): LeftOutLine => ({ kind: "file", file, isGrouped }));
  return isGrouped ? [{ kind: "group", reason, size: files.length }, ...lines] : lines;
}
