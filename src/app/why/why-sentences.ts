import { type Label, otherLabel } from "../../common/label";
import type { Evidence } from "../../head/evidence";
import { confidenceText } from "../widgets/answer-text";
import { evidenceSums, focusOf } from "./sums";

/** Below this share of all evidence, a label’s evidence is called “hardly anything”. */
const HARDLY = 0.05;

/** The nine parts of a picture, row by row. */
const PARTS = [
  ["in the upper left", "in the upper middle", "in the upper right"],
  ["on the left", "in the middle", "on the right"],
  ["in the lower left", "in the lower middle", "in the lower right"],
] as const;

/** Where the evidence for each label is, the stronger one first. */
export function focusSentence(evidence: Evidence): string {
  const { label } = evidenceSums(evidence);
  const [first, second] = [focusWords(evidence.map, label), focusWords(evidence.map, otherLabel(label))];
  const start = `${capital(first.amount)} speaks for ${label}`;
  if (first.part === undefined || second.part === undefined)
    return `${start}${is(first.part)}; ${second.amount} speaks for ${otherLabel(label)}${is(second.part)}.`;
  const other = first.amount === second.amount ? "" : `${second.amount} speaks `;
  return `${start}${is(first.part)}, ${other}for ${otherLabel(label)} ${second.part}.`;
}

/** How much of a label’s evidence is in its strongest part; no part if there is hardly any. */
function focusWords(map: Float32Array, label: Label): { amount: string; part: string | undefined } {
  const { weight, row, column, share } = focusOf(map, label);
  if (weight < HARDLY) return { amount: "hardly anything", part: undefined };
  return { amount: `${share > 0.5 ? "most" : "the largest part"} of what`, part: PARTS[row]?.[column] };
}

function is(part: string | undefined): string {
  return part === undefined ? "" : ` is ${part}`;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** How the fields of a picture add up to the prediction, in numbers that add up. */
export function sumSentence(evidence: Evidence): string {
  const { label, towards, against, rest, total, female } = evidenceSums(evidence);
  const confidence = confidenceText(label === "female" ? female : 1 - female);
  const fields = `${hundredths(towards)} for ${label}, minus ${hundredths(against)} for ${otherLabel(label)}`;
  return `The 49 cells add up to the prediction: ${fields}${restWords(rest)}, gives ${hundredths(total)}: ${confidence} ${label}.`;
}

/** For most models it is less than a hundredth. */
function restWords(rest: number): string {
  if (rest === 0) return "";
  return `, ${rest > 0 ? "plus" : "minus"} ${hundredths(Math.abs(rest))} that belongs to no cell`;
}

/** Says that the numbers are exact, in technical terms. */
export const EXACT =
  "This is exact: the sum over the 7 × 7 map is the difference between the model’s two logits, minus the bias.";

/** A number with two decimals, as in all sums. */
export function hundredths(value: number): string {
  return value.toFixed(2);
}
