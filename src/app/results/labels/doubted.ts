import type { Sample } from "../../../dataset/sample";
import { isKept } from "../../session/kept-labels";
import type { LabelCheck } from "../../session/label-check";

/** A photo with a doubted label. */
export interface Doubted {
  readonly sample: Sample;
  /** In [0, 1]. */
  readonly doubt: number;
}

/** The photos with a doubted label, the most doubtful first. */
export interface DoubtedPhotos {
  /** Those whose label is probably wrong. */
  readonly serious: readonly Doubted[];
  /** Those that the models say to be otherwise, as they do now and then of a right label too. */
  readonly slight: readonly Doubted[];
  /** Those of either kind whose label somebody has confirmed. */
  readonly confirmed: readonly Sample[];
}

/** @param kept the labels that were confirmed */
export function doubtedOf({ samples, doubts }: LabelCheck, kept: ReadonlySet<string>): DoubtedPhotos {
  const issues = new Set(doubts.issues);
  const serious: Doubted[] = [];
  const slight: Doubted[] = [];
  const confirmed: Sample[] = [];
  for (const photo of doubts.ranking) {
    const [sample, doubt] = [samples[photo], doubts.doubt[photo] ?? 0];
    if (sample === undefined || doubt <= 0.5) continue;
    if (isKept(kept, sample)) confirmed.push(sample);
    else (issues.has(photo) ? serious : slight).push({ sample, doubt });
  }
  return { serious, slight, confirmed };
}
