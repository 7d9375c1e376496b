import { PREPROCESSING_VERSIONS } from "../../backbone/preprocess";
import { type BackboneInfo, backboneTitle } from "../../backbone/weights";
import { AppError } from "../../common/error";
import { LABELS, labelIndex } from "../../common/label";
import type { JobHooks } from "../../common/progress";
import { randomId } from "../../common/random-id";
import { eachOf, inSlices, type Steps } from "../../common/steps";
import { countSamples } from "../../dataset/findings";
import { areDrawn, type LeftOut, type Sample, type Split } from "../../dataset/sample";
import type { Epoch } from "../../head/fit-head";
import type { LabelledRows } from "../../head/head";
import type { TrainingSettings } from "../../head/head-settings";
import type { FemaleScores } from "../../metrics/probability";
import type { Evaluations, HeldOut, SplitCounts, TrainedModel } from "../../models/model";
import type { Engine } from "../page/engine";
import type { BackboneRef } from "../protocol/protocol";
import { extractFeatures, type SeenFiles } from "./extract-features";

export interface TrainingRequest {
  readonly samples: readonly Sample[];
  /** The part of each sample, by its id. */
  readonly splits: ReadonlyMap<number, Split>;
  /** What was excluded when the data were read; stored with the model. */
  readonly leftOut: readonly LeftOut[];
  readonly readSeconds: number;
  readonly settings: TrainingSettings;
  readonly backbone: BackboneRef;
}

export interface TrainingHooks extends JobHooks {
  readonly onEpoch: (epoch: Epoch) => void;
}

export interface TrainingOutcome {
  readonly model: TrainedModel;
  /** Photos that could not be decoded: id → reason. */
  readonly broken: ReadonlyMap<number, string>;
}

/** One split as rows of the feature table. */
interface Part extends LabelledRows {
  readonly paths: readonly string[];
}

/**
 * The main job: from labelled photos to a trained and evaluated model.
 * @throws AppError `bad-data` when too few photos can be decoded
 */
export async function trainModel(
  engine: Engine,
  request: TrainingRequest,
  hooks: TrainingHooks,
): Promise<TrainingOutcome> {
  const { signal, onProgress } = hooks;
  const started = performance.now();
  const samples = await inSlices(inFixedOrder(request.samples), signal);
  onProgress({ stage: "backbone", done: 0, total: 1 });
  const extraction = await engine.backends.extraction(request.backbone, "keras", signal);
  // Does not include choosing the backend, which happens once per browser.
  const chosen = performance.now();
  const seen = await extractFeatures(engine, samples, extraction, hooks);
  try {
    const featureSeconds = (performance.now() - chosen) / 1000;
    return await trainOnSeen(engine, { ...request, samples }, seen, { started, featureSeconds }, hooks);
  } finally {
    await seen.close();
  }
}

/** What follows feature extraction. @param request with its samples in the order of the table's rows */
async function trainOnSeen(
  engine: Engine,
  request: TrainingRequest,
  seen: SeenFiles,
  { started, featureSeconds }: { started: number; featureSeconds: number },
  { signal, onProgress, onEpoch }: TrainingHooks,
): Promise<TrainingOutcome> {
  const { samples, splits, settings, backbone } = request;
  const parts = await inSlices(partsOf(samples, splits, seen), signal);
  requireBothLabels(parts.train);
  const { epochs } = settings;
  onProgress({ stage: "train", done: 0, total: epochs });
  const answer = await engine.worker.fit(
    {
      table: seen.table,
      train: rowsOf(parts.train),
      val: rowsOf(parts.val),
      test: rowsOf(parts.test),
      settings,
    },
    {
      signal,
      onEpoch(epoch) {
        onEpoch(epoch);
        onProgress({ stage: "train", done: epoch.epoch, total: epochs });
      },
    },
  );

  const failures = [...seen.failures];
  const broken = new Map(failures.map(([index, reason]) => [samples[index]?.id ?? -1, reason]));
  const brokenFiles = failures.map(([index, reason]) => ({ path: samples[index]?.path ?? "", reason }));
  const decoded = samples.filter((_sample, index) => !seen.failures.has(index));
  const counts = await inSlices(countSamples(decoded, splits), signal);
  const model: TrainedModel = {
    id: randomId(),
    name: suggestedName(counts, backbone.info, areDrawn(samples.map(({ path }) => path))),
    created: Date.now(),
    backbone: backbone.info,
    preprocessing: "keras",
    head: answer.head,
    run: {
      settings,
      backend: seen.backend,
      counts,
      history: answer.history,
      bestEpoch: answer.bestEpoch,
      skipped: [...request.leftOut, ...brokenFiles],
      preprocessingVersion: PREPROCESSING_VERSIONS.keras,
      seconds: {
        read: request.readSeconds,
        features: featureSeconds,
        ...answer.seconds,
        total: request.readSeconds + (performance.now() - started) / 1000,
      },
    },
    openedFrom: undefined,
    evaluations: {
      ...evaluationOf("val", parts.val, answer.scores.val),
      ...evaluationOf("test", parts.test, answer.scores.test),
    },
  };
  return { model, broken };
}

/** The default name of a model: what it was trained on. */
function suggestedName(counts: SplitCounts, backbone: BackboneInfo, drawn: boolean): string {
  const photos = counts.train.female + counts.train.male + counts.val.female + counts.val.male;
  return `${photos} ${drawn ? "drawn faces" : "photos"}, ${backboneTitle(backbone)}`;
}

/** Sorted by content, so that the order in which a browser lists files does not change the trained weights. */
export function* inFixedOrder(samples: readonly Sample[]): Steps<readonly Sample[]> {
  const shelves = new Map<string, Sample[]>();
  yield* eachOf(samples, (sample) => {
    const beginning = sample.hash.slice(0, 2);
    const shelf = shelves.get(beginning);
    if (shelf === undefined) shelves.set(beginning, [sample]);
    else shelf.push(sample);
  });
  const inOrder: Sample[][] = [];
  for (const beginning of [...shelves.keys()].sort()) {
    inOrder.push((shelves.get(beginning) ?? []).sort(byContent));
    yield;
  }
  return inOrder.flat();
}

function byContent(a: Sample, b: Sample): number {
  if (a.hash !== b.hash) return a.hash < b.hash ? -1 : 1;
  return a.path < b.path ? -1 : Number(a.path > b.path);
}

/** Only the fields that the worker needs, so without paths. */
function rowsOf({ rows, labels }: Part): LabelledRows {
  return { rows, labels };
}

function* partsOf(
  samples: readonly Sample[],
  splits: ReadonlyMap<number, Split>,
  { failures }: SeenFiles,
): Steps<Record<Split, Part>> {
  const empty = () => ({ rows: [] as number[], labels: [] as number[], paths: [] as string[] });
  const found = { train: empty(), val: empty(), test: empty() };
  yield* eachOf(samples, ({ id, label, path }, row) => {
    const split = splits.get(id);
    if (split === undefined || failures.has(row)) return;
    found[split].rows.push(row);
    found[split].labels.push(labelIndex(label));
    found[split].paths.push(path);
  });
  const part = ({ rows, labels, paths }: ReturnType<typeof empty>): Part => ({
    rows: Uint32Array.from(rows),
    labels: Uint8Array.from(labels),
    paths,
  });
  return { train: part(found.train), val: part(found.val), test: part(found.test) };
}

function requireBothLabels({ labels }: Part): void {
  for (const label of LABELS) {
    if (labels.includes(labelIndex(label))) continue;
    throw new AppError("bad-data", `None of the ${label} photos to train with could be opened.`, {
      next: `Add ${label} photos that an image viewer can open.`,
    });
  }
}

function evaluationOf(
  split: HeldOut,
  { paths, labels }: Part,
  scores: FemaleScores<"uncalibrated">,
): Evaluations<"uncalibrated"> {
  if (paths.length === 0) return {};
  return { [split]: { paths, labels, scores } };
}
