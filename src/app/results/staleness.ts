import { LABELS, labelIndex } from "../../common/label";
import { are, count, photos } from "../../common/words";
import type { Sample } from "../../dataset/sample";
import type { Evaluation, SplitCounts, TrainedModel } from "../../models/model";

/** What changed under Data since a model was checked. */
export interface Changes {
  /** Photos it was checked on that have another label now, and such that are gone. */
  readonly relabelled: number;
  readonly gone: number;
  /** Whether there are other photos to learn from than it learned from. */
  readonly learnsAnew: boolean;
}

/** Undefined where none of the photos that it was checked on are under Data: then they are simply not here. */
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

/** Why figures are out of date; undefined where they are not, or nobody can know. */
export function staleSentence(changes: Changes | undefined): string | undefined {
  if (changes === undefined) return undefined;
  const { relabelled, gone, learnsAnew } = changes;
  const parts = [
    ...(relabelled > 0
      ? [`${photos(relabelled)} it was checked on ${relabelled === 1 ? "has" : "have"} another label now`]
      : []),
    ...(gone > 0 ? [`${count(gone)} ${are(gone)} gone`] : []),
  ];
  if (parts.length > 0)
    return `Out of date: ${parts.join(", and ")}. These figures are of the photos as they were.`;
  return learnsAnew
    ? "Out of date: there are other photos to learn from now than it learned from."
    : undefined;
}
