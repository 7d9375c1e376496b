import { ofLabel } from "../../metrics/probability";
import type { TriedPhoto } from "./answer/tried-photos";

/**
 * The answers as a table (RFC 4180): file, label, confidence, the probability of "female", which is the number to
 * compute with, and whether it was sure. Photos without an answer are left out.
 */
export function answersCsv(photos: readonly TriedPhoto[]): string {
  const rows = photos.flatMap(({ name, look }) => {
    if (look.status !== "done") return [];
    const { label, confidence, female, isSure } = look.prediction;
    return [
      [
        quoted(name),
        label,
        confidence.toFixed(6),
        ofLabel(female, "female").toFixed(6),
        isSure ? "yes" : "no",
      ].join(","),
    ];
  });
  return ["file,label,confidence,female,sure", ...rows, ""].join("\r\n");
}

/** A name in quotes; one that a spreadsheet would take for a formula is kept from being one. */
function quoted(name: string): string {
  const text = /^[=+\-@\t]/.test(name) ? `'${name}` : name;
  return `"${text.replaceAll('"', '""')}"`;
}
