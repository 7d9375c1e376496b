import { PREPROCESSING_VERSIONS } from "../../backbone/preprocess";
import { tunedBackbone } from "../../backbone/weights";
import { AppError } from "../../common/error";
import { LABELS, labelIndex } from "../../common/label";
import type { JobHooks } from "../../common/progress";
import { randomId } from "../../common/random-id";
import { inSlices } from "../../common/steps";
import { are, photos as photosInWords } from "../../common/words";
import type { Sample, Split } from "../../dataset/sample";
import { balancedWeights, type Epoch } from "../../head/fit-head";
import { headParameters } from "../../head/parameters";
import { withoutTemperature } from "../../models/decision";
import type { Evaluation, HeldOut, TrainedModel, TrainingRun } from "../../models/model";
import type { NumberedPhotos } from "../../tuning/fine-tune";
import type { InterruptedTuning, TuningPlan } from "../../tuning/plan";
import type { TuningSettings } from "../../tuning/tuning-settings";
import type { Engine } from "../page/engine";
import type { HashedFile, TuneRequest } from "../protocol/protocol";
import { checkModel } from "./check-job";
import { inFixedOrder } from "./training-job";

export interface TuningHooks extends JobHooks {
  readonly onEpoch: (epoch: Epoch) => void;
}

/** The photos that a model's head was trained on, and the held-out ones, by split. */
export interface TuningData {
  readonly samples: readonly Sample[];
  /** The part of each sample, by its id. */
  readonly splits: ReadonlyMap<number, Split>;
}

/** The fields of a photo that fine-tuning needs. */
type Photo = Pick<Sample, "path" | "hash" | "file" | "pixels">;

/**
 * Fine-tunes a trained model: trains its backbone and its head together on the same photos.
 * @returns a new model with a backbone of its own, evaluated on the held-out photos
 * @throws AppError `bad-data` if photos are missing, or all photos of a label; as `Engine.tune` does
 */
export async function tuneModel(
  engine: Engine,
  base: TrainedModel,
  { samples, splits }: TuningData,
  settings: TuningSettings,
  hooks: TuningHooks,
): Promise<TrainedModel> {
  const inOrder = await inSlices(inFixedOrder(samples), hooks.signal);
  const photos = inOrder.filter(({ id }) => splits.has(id));
  const plan = {
    base: base.id,
    settings,
    photos: photos.map(({ hash, path }) => ({ hash, path })),
    parts: partsOf(photos, splits),
    preprocessingVersion: PREPROCESSING_VERSIONS[base.preprocessing],
  };
  return run(engine, base, plan, photos, { plan, finished: [] }, hooks);
}

/** Resumes an interrupted fine-tuning run; otherwise as `tuneModel`. @param samples contain its photos */
export async function resumeTuning(
  engine: Engine,
  base: TrainedModel,
  { plan, history }: InterruptedTuning,
  samples: readonly Sample[],
  hooks: TuningHooks,
): Promise<TrainedModel> {
  const here = samples.filter(({ file }) => file !== undefined);
  const files = new Map(here.map(({ hash, file }) => [hash, file]));
  const photos = plan.photos.map(({ hash, path }) => ({ hash, path, file: files.get(hash) }));
  return run(engine, base, plan, photos, { plan: undefined, finished: history }, hooks);
}

/** How many photos of an interrupted fine-tuning run are not loaded. */
export function countMissing({ plan }: InterruptedTuning, samples: readonly Sample[]): number {
  const here = new Set(samples.filter(({ file }) => file !== undefined).map(({ hash }) => hash));
  return plan.photos.filter(({ hash }) => !here.has(hash)).length;
}

async function run(
  engine: Engine,
  base: TrainedModel,
  { settings, parts, preprocessingVersion }: TuningPlan,
  photos: readonly Photo[],
  { plan, finished }: { plan: TuningPlan | undefined; finished: readonly Epoch[] },
  hooks: TuningHooks,
): Promise<TrainedModel> {
  const before = runOf(base);
  requirePhotos(photos, parts.train);
  const extraction = await engine.extractionOf(base, hooks.signal);
  const { dropout } = base.head;
  const { seed, classWeights } = before.settings;
  const request: TuneRequest = {
    replica: {
      extraction,
      photos: photos.map(({ file, path, hash, pixels }): HashedFile => ({ file, path, hash, pixels })),
      settings,
      head: headParameters(base.head),
      loss: {
        dropout,
        labelSmoothing: settings.labelSmoothing,
        weights: classWeights ? balancedWeights(parts.train.labels) : [1, 1],
      },
      seed,
    },
    job: { settings, seed, train: parts.train, val: parts.val },
    plan,
  };
  const after = before.history.length;
  const shown = (epoch: Epoch): Epoch => ({ ...epoch, epoch: after + epoch.epoch });
  for (const epoch of finished) hooks.onEpoch(shown(epoch));
  const answer = await engine.tune(request, { ...hooks, onEpoch: (epoch) => hooks.onEpoch(shown(epoch)) });

  const backbone = tunedBackbone(base.backbone, answer.sha256);
  await engine.keepBackbone(backbone, { width: backbone.width, values: answer.values });
  const model: TrainedModel = {
    ...withoutTemperature(base),
    id: randomId(),
    // The library makes the name unique.
    name: before.tuning === undefined ? `${base.name}, fine-tuned` : base.name,
    created: Date.now(),
    backbone,
    head: answer.head,
    run: {
      ...before,
      backend: extraction.backend,
      history: [...before.history, ...answer.history.map(shown)],
      bestEpoch: after + answer.bestEpoch,
      preprocessingVersion,
      tuning: { settings, from: base.backbone, after, seconds: answer.seconds },
    },
    openedFrom: undefined,
    evaluations: {},
  };
  const evaluated = { ...model, evaluations: await evaluationsOf(engine, model, photos, parts, hooks) };
  // If the browser stores nothing, there is nothing to delete.
  await engine.forgetTuning().catch(() => undefined);
  return evaluated;
}

async function evaluationsOf(
  engine: Engine,
  model: TrainedModel,
  photos: readonly Photo[],
  parts: TuningPlan["parts"],
  hooks: JobHooks,
): Promise<TrainedModel["evaluations"]> {
  const evaluations: Partial<Record<HeldOut, Evaluation<"uncalibrated">>> = {};
  for (const split of ["val", "test"] as const) {
    const numbers = parts[split];
    if (numbers.photos.length === 0) continue;
    const labelled = Array.from(numbers.photos, (photo, index) => ({
      ...(photos[photo] as Photo),
      label: LABELS[numbers.labels[index] ?? 0] ?? LABELS[0],
    }));
    evaluations[split] = await checkModel(engine, model, labelled, hooks);
  }
  return evaluations;
}

/** How the model's head was trained, which determines the fine-tuning. */
function runOf({ name, run, head }: TrainedModel): TrainingRun {
  if (run !== undefined && head.hidden.length === 0) return run;
  throw new AppError("bad-model", `“${name}” was not trained with Twofold.`, {
    next: "Train a model on your photos, then fine-tune that one.",
  });
}

function requirePhotos(photos: readonly Photo[], { labels }: NumberedPhotos): void {
  const absent = photos.filter(({ file }) => file === undefined).length;
  if (absent > 0) {
    throw new AppError("bad-data", `${photosInWords(absent)} ${are(absent)} missing.`, {
      next: "Fine-tuning needs the photos themselves: drop their folder onto the page.",
    });
  }
  for (const label of LABELS) {
    if (labels.includes(labelIndex(label))) continue;
    throw new AppError("bad-data", `There are no ${label} photos to train with.`, {
      next: `Add ${label} photos.`,
    });
  }
}

function partsOf(
  photos: readonly Sample[],
  splits: ReadonlyMap<number, Split>,
): Record<Split, NumberedPhotos> {
  const part = (split: Split): NumberedPhotos => {
    const numbers = [...photos.keys()].filter((number) => splits.get(photos[number]?.id ?? -1) === split);
    const labels = Uint8Array.from(numbers, (number) => labelIndex((photos[number] as Sample).label));
    return { photos: Uint32Array.from(numbers), labels };
  };
  return { train: part("train"), val: part("val"), test: part("test") };
}
