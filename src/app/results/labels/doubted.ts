import { INDIFFERENT } from "../../../crossvalidation/doubts";
import type { Sample } from "../../../dataset/sample";
import { isKept } from "../../session/confirmed-labels";
import type { LabelCheck } from "../../session/label-check";

/** A photo for which the models predict the other label. */
export interface Doubted {
  readonly sample: Sample;
  /** In [0, 1]. */
  readonly doubt: number;
  /** Whether it is probably the label that is wrong, not the models. */
  readonly isIssue: boolean;
}

/** The photos with a suspect label. */
export interface DoubtedPhotos {
  /** The most suspect first. */
  readonly open: readonly Doubted[];
  /** Those whose label the user confirmed. */
  readonly confirmed: readonly Sample[];
}

/** @param kept the labels that the user confirmed */
export function doubtedOf({ samples, doubts }: LabelCheck, kept: ReadonlySet<string>): DoubtedPhotos {
  const issues = new Set(doubts.issues);
  const open: Doubted[] = [];
  const confirmed: Sample[] = [];
  for (const photo of doubts.ranking) {
    const [sample, doubt] = [samples[photo], doubts.doubt[photo] ?? 0];
    if (sample === undefined || doubt <= INDIFFERENT) continue;
    if (isKept(kept, sample)) confirmed.push(sample);
    else open.push({ sample, doubt, isIssue: issues.has(photo) });
  }
  return { open, confirmed };
}
