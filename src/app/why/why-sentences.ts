import { LABELS, type Label, otherLabel } from "../../common/label";
import type { Evidence } from "../../head/evidence";
import { confidenceText } from "../use/answer";
import { evidenceSums, focusOf } from "./sums";

/** Less than this share of all that speaks either way is hardly anything. */
const HARDLY = 0.05;

/** The nine parts of a picture, row by row. */
const PARTS = [
  ["in the upper left", "in the upper middle", "in the upper right"],
  ["on the left", "in the middle", "on the right"],
  ["in the lower left", "in the lower middle", "in the lower right"],
] as const;

/** Where what speaks for either label is, of that which more speaks for first. */
export function focusSentence(evidence: Evidence): string {
  const { label } = evidenceSums(evidence);
  return [label, otherLabel(label)].map((each) => focusOfLabel(evidence.map, each)).join(" ");
}

function focusOfLabel(map: Float32Array, label: Label): string {
  const { weight, row, column, share } = focusOf(map, label);
  if (weight < HARDLY) return `Hardly anything speaks for ${label}.`;
  const amount = share > 0.5 ? "Most" : "The largest part";
  return `${amount} of what speaks for ${label} is ${PARTS[row]?.[column]}.`;
}

/** How the fields of a picture come to the model's answer, in numbers that add up. */
export function sumSentence(evidence: Evidence): string {
  const { label, towards, against, rest, total, female } = evidenceSums(evidence);
  const other = otherLabel(label);
  const restFor = rest >= 0 ? label : other;
  const confidence = confidenceText(label === LABELS[0] ? female : 1 - female);
  return (
    `Added up, the 49 fields are what decides: ${hundredths(towards)} for ${label}, ${hundredths(against)} for ` +
    `${other}, and ${hundredths(Math.abs(rest))} for ${restFor} that belongs to no field. ` +
    `That leaves ${hundredths(total)} for ${label}: ${confidence}.`
  );
}

/** That the numbers are no estimate, for those who know the terms. */
export const EXACT =
  "This is exact: the sum over the 7 × 7 map is the difference of the model’s two logits, less the bias.";

/** A number with two digits behind the point, as in all sums. */
export function hundredths(value: number): string {
  return value.toFixed(2);
}
