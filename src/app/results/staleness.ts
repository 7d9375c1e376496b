import { LABELS, labelIndex } from "../../common/label";
import { are, count, photos } from "../../common/words";
import type { Sample } from "../../dataset/sample";
import type { Evaluation, SplitCounts, TrainedModel } from "../../models/model";

/** What changed under Data since a model was checked. */
export interface Changes {
  /** How many of the photos it was checked on have another label now, and how many are missing. */
  readonly relabelled: number;
  readonly gone: number;
  /** Whether the training or validation photos are not those it was trained on. */
  readonly learnsAnew: boolean;
}

/** Undefined if none of the photos it was checked on are under Data: then they are just not loaded. */
export function changesSince(
  { run }: Pick<TrainedModel, "run">,
  { paths, labels }: Evaluation,
  samples: ReadonlyMap<string, Sample>,
  counts: SplitCounts,
): Changes | undefined {
  let [here, relabelled] = [0, 0];
  for (const [index, path] of paths.entries()) {
    const sample = samples.get(path);
    if (sample === undefined) continue;
    here++;
    if (labelIndex(sample.label) !== labels[index]) relabelled++;
  }
  if (here === 0) return undefined;
  const learnsAnew =
    run !== undefined &&
    (["train", "val"] as const).some((part) =>
      LABELS.some((label) => run.counts[part][label] !== counts[part][label]),
    );
  return { relabelled, gone: paths.length - here, learnsAnew };
}

/** Why metrics are out of date; undefined if they are not, or it is not known. */
export function staleSentence(changes: Changes | undefined): string | undefined {
  if (changes === undefined) return undefined;
  const { relabelled, gone, learnsAnew } = changes;
  const parts = [
    ...(relabelled > 0
      ? [`${photos(relabelled)} it was checked on ${relabelled === 1 ? "has" : "have"} another label now`]
      : []),
    ...(gone > 0 ? [`${count(gone)} ${are(gone)} missing`] : []),
  ];
  if (parts.length > 0)
    return `Out of date: ${parts.join(", and ")}. These metrics are for the photos as they were.`;
  return learnsAnew ? "Out of date: the training photos have changed since it was trained." : undefined;
}
