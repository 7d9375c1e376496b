import { LABELS } from "../../common/label";
import { atOnce } from "../../common/steps";
import type { Sample, Split } from "../../dataset/sample";
import { splitSamples } from "../../dataset/split";
import type { TuningData } from "../../engine/jobs/tuning-job";
import type { SplitCounts, TrainedModel, TrainingRun } from "../../models/model";

/** Whether the photos that a model learned from are loaded. */
export type PhotosToTune =
  /** There are no photos at all. */
  | { readonly status: "none" }
  /** They differ: some are missing, were added, moved to another part or relabelled. */
  | { readonly status: "others" }
  /** They are known from a project that lacks the files of `count` of them. */
  | { readonly status: "absent"; readonly count: number }
  /** All are loaded, each in its original part; `learned`: number of training photos. */
  | { readonly status: "here"; readonly data: TuningData; readonly learned: number };

/**
 * Finds the photos that a model learned from. Others will not do: validation photos of the head could become training
 * photos, and the gain from fine-tuning could no longer be measured.
 */
export function photosToTune(model: TrainedModel, usable: readonly Sample[]): PhotosToTune {
  const { run } = model;
  if (usable.length === 0 || run === undefined) return { status: "none" };
  const data = learnedData(model, run, usable);
  if (data === undefined) return { status: "others" };
  const count = data.samples.filter(({ file }) => file === undefined).length;
  if (count > 0) return { status: "absent", count };
  const { female, male } = run.counts.train;
  return { status: "here", data, learned: female + male };
}

/** The photos of a model's training, each in its original part; undefined if those under Data differ. */
export function learnedData(
  model: TrainedModel,
  run: TrainingRun,
  usable: readonly Sample[],
): TuningData | undefined {
  // These could not be decoded; photos under Data show that only once they are decoded again.
  const skipped = new Set(run.skipped.map(({ path }) => path));
  const samples = usable.filter(({ path }) => !skipped.has(path));
  const splits = partsOf(model, run, samples);
  return isSame(countsOf(samples, splits), run.counts) ? { samples, splits } : undefined;
}

/** The part of each photo when the model was trained; test photos may have been added later. */
function partsOf(
  { evaluations: { val } }: TrainedModel,
  { settings }: TrainingRun,
  samples: readonly Sample[],
): ReadonlyMap<number, Split> {
  // The model's file does not list its photos; the split is deterministic, so the same photos get the same parts.
  if (val !== undefined && val.paths.length === 0) return atOnce(splitSamples(samples, settings));
  const validated = new Set(val?.paths);
  const partOf = ({ path, split }: Sample): Split =>
    validated.has(path) ? "val" : split === "test" ? "test" : "train";
  return new Map(samples.map((sample) => [sample.id, partOf(sample)]));
}

function countsOf(samples: readonly Sample[], splits: ReadonlyMap<number, Split>): SplitCounts {
  const empty = () => ({ female: 0, male: 0 });
  const counts = { train: empty(), val: empty(), test: empty() };
  for (const { id, label } of samples) counts[splits.get(id) ?? "train"][label]++;
  return counts;
}

function isSame(here: SplitCounts, then: SplitCounts): boolean {
  return (["train", "val"] as const).every((part) =>
    LABELS.every((label) => here[part][label] === then[part][label]),
  );
}
