import { labelIndex } from "../common/label";
import { count, percent } from "../common/words";
import { UNKNOWN } from "../metrics/probability";
import { predictionOf } from "./decision";
import { photos } from "./figure-sentences";
import type { Decision, Evaluation } from "./model";

/** How many photos a model is sure of, and how many of those it calls right. */
export interface Sureness {
  readonly all: number;
  readonly sure: number;
  readonly right: number;
}

export function surenessOf({ labels, scores }: Evaluation, decision: Decision): Sureness {
  let [sure, right] = [0, 0];
  for (const [index, label] of labels.entries()) {
    const answer = predictionOf(scores[index] ?? UNKNOWN, decision);
    if (!answer.isSure) continue;
    sure++;
    if (labelIndex(answer.label) === label) right++;
  }
  return { all: labels.length, sure, right };
}

/** "It is sure of 148 of 160 photos, and right about 97.3 % of those." */
export function surenessSentence({ all, sure, right }: Sureness): string {
  if (sure === 0) return `It is sure of none of these ${photos(all)}.`;
  return `It is sure of ${count(sure)} of ${photos(all)}, and right about ${percent(right / sure)} of those.`;
}
