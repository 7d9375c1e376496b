import { ofLabel } from "../../metrics/probability";
import type { TriedPhoto } from "./answer/tried-photos";

/**
 * The predictions as CSV (RFC 4180): file, label, confidence, probability of "female" (the one to use in calculations),
 * and whether the model was sure. Photos without a prediction are left out.
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

/** A quoted name, escaped if a spreadsheet would read it as a formula. */
function quoted(name: string): string {
  const text = /^[=+\-@\t]/.test(name) ? `'${name}` : name;
  return `"${text.replaceAll('"', '""')}"`;
}
