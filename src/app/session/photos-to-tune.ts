import { LABELS } from "../../common/label";
import { atOnce } from "../../common/steps";
import type { Sample, Split } from "../../dataset/sample";
import { splitSamples } from "../../dataset/split";
import type { TuningData } from "../../engine/jobs/tuning-job";
import type { SplitCounts, TrainedModel, TrainingRun } from "../../models/model";

/** What is here of the photos that a model learned from. */
export type PhotosToTune =
  /** There are no photos at all. */
  | { readonly status: "none" }
  /** They are others: some are missing, were added, moved to another part or relabelled. */
  | { readonly status: "others" }
  /** A project told of them, but did not bring so many of their files. */
  | { readonly status: "absent"; readonly count: number }
  /** Exactly those, each in the part that it was in; `learned`: so many to learn from. */
  | { readonly status: "here"; readonly data: TuningData; readonly learned: number };

/**
 * Looks for the photos that a model learned from. With others, photos that were set aside for its head would now be
 * learned from, and what fine-tuning brings could not be told.
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

/** The photos of a model's training, each in the part that it was in; undefined where those under Data are others. */
export function learnedData(
  model: TrainedModel,
  run: TrainingRun,
  usable: readonly Sample[],
): TuningData | undefined {
  // These could not be decoded, which is found out again only when they are looked at.
  const skipped = new Set(run.skipped.map(({ path }) => path));
  const samples = usable.filter(({ path }) => !skipped.has(path));
  const splits = partsOf(model, run, samples);
  return isSame(countsOf(samples, splits), run.counts) ? { samples, splits } : undefined;
}

/** The part of each photo as it was for the model; test photos may have come later. */
function partsOf(
  { evaluations: { val } }: TrainedModel,
  { settings }: TrainingRun,
  samples: readonly Sample[],
): ReadonlyMap<number, Split> {
  // A model's file does not tell its photos; the same ones are split in the same way again.
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
