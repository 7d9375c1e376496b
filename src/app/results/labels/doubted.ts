import { INDIFFERENT } from "../../../crossvalidation/doubts";
import type { Sample } from "../../../dataset/sample";
import { isKept } from "../../session/confirmed-labels";
import type { LabelCheck } from "../../session/label-check";

/** A photo that looks to the models as if it had the other label. */
export interface Doubted {
  readonly sample: Sample;
  /** In [0, 1]. */
  readonly doubt: number;
  /** Whether the label is probably wrong, rather than the models. */
  readonly isIssue: boolean;
}

/** The photos with a doubted label. */
export interface DoubtedPhotos {
  /** The most doubtful first. */
  readonly open: readonly Doubted[];
  /** Those whose label somebody has confirmed. */
  readonly confirmed: readonly Sample[];
}

/** @param kept the labels that were confirmed */
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
