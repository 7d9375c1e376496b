import { AppError } from "../../common/error";
import { LABELS, labelIndex } from "../../common/label";
import type { JobHooks } from "../../common/progress";
import { createRandom } from "../../common/random";
import { inSlices } from "../../common/steps";
import { photos as photosInWords } from "../../common/words";
import {
  countDifferent,
  FOLDS,
  foldsOf,
  type Places,
  type Round,
  roundOf,
  shareOf,
} from "../../crossvalidation/folds";
import {
  type CurvePoint,
  epochsFor,
  type LearningCurve,
  SHARES,
} from "../../crossvalidation/learning-curve-verdict";
import { type FoldFigures, type RoundFigures, summarise } from "../../crossvalidation/summary";
import type { Sample } from "../../dataset/sample";
import type { FitSettings } from "../../head/fit-head";
import type { LabelledRows } from "../../head/head";
import { evaluate } from "../../metrics/figures";
import {
  type FemaleScores,
  femaleScores,
  type PositiveScores,
  positiveScores,
} from "../../metrics/probability";
import type { Engine } from "../page/engine";
import type { Extraction } from "../protocol/protocol";
import { extractFeatures } from "./extract-features";
import { inFixedOrder } from "./training-job";

/** Predictions for photos, each by models that were not trained on it. */
export interface CrossValidation extends FoldFigures {
  /** The photos that could be decoded. */
  readonly samples: readonly Sample[];
  /** The label of each, as its index in `LABELS`. */
  readonly labels: Uint8Array;
  /** The probability of "female" for each: the mean of the repeats, each with other folds. */
  readonly scores: FemaleScores<"uncalibrated">;
}

/** How photos are cross-validated. */
export interface CrossValidationRequest {
  readonly samples: readonly Sample[];
  readonly extraction: Extraction;
  /** All `epochs` are done: a fold has no photos to spare for early stopping. */
  readonly settings: FitSettings;
}

/** The fewest different photos of each label for cross-validation: one per fold. */
const FEWEST = FOLDS;

/**
 * The fewest different photos of each label for a learning curve, so that half of the training photos are still a few.
 */
const FEWEST_FOR_CURVE = 2 * FOLDS;

/**
 * Up to this many photos, everything is repeated with other folds to reduce chance variation: with 20 wrong labels
 * among 800 faces, the first 40 of the list then contain 17.4 of them, instead of 16.8 with one repeat.
 */
const MANY = 4_000;
const REPEATS = 3;

/** The photos of a job, in the row order of its feature table. */
interface Seen {
  readonly engine: Engine;
  readonly table: number;
  /** The ones that could be decoded, and the row of each. */
  readonly samples: readonly Sample[];
  readonly rows: Uint32Array;
}

/** One round of one repeat. */
interface Turn extends Round {
  readonly repeat: number;
  readonly fold: number;
}

/**
 * Predicts each photo by a model trained neither on it nor on a copy of it: one model per fold, trained on the others.
 * @throws AppError `bad-data` for too few photos; AbortError when stopped; as `Engine.features` does
 */
export function crossValidate(
  engine: Engine,
  request: CrossValidationRequest,
  hooks: JobHooks,
): Promise<CrossValidation> {
  return onSeen(engine, request, FEWEST, hooks, async (seen) => {
    const { samples } = seen;
    const { settings } = request;
    const repeats = repeatsFor(samples.length);
    const advance = progressOf("folds", FOLDS * repeats * settings.epochs, hooks);
    const labels = new Uint8Array(samples.length);
    const scores = new Float32Array(samples.length);
    const rounds: RoundFigures[] = [];
    for await (const turn of turnsOf(samples, repeats, settings.seed, hooks)) {
      const { test, repeat } = turn;
      const said = await judge(seen, turn, { ...settings, seed: settings.seed + repeat }, advance, hooks);
      for (const [index, place] of test.rows.entries()) {
        labels[place] = test.labels[index] as number;
        scores[place] = (scores[place] as number) + (said[index] as number) / repeats;
      }
      rounds.push(roundFigures(test.labels, said));
    }
    return { samples, labels, scores: femaleScores<"uncalibrated">(scores), ...summarise(rounds) };
  });
}

/**
 * The metrics of models trained on a part of the photos, on the folds of `crossValidate`; the last point, with all
 * photos, has the metrics of `crossValidate`.
 * @throws as `crossValidate` does
 */
export function learningCurve(
  engine: Engine,
  request: CrossValidationRequest,
  hooks: JobHooks,
): Promise<LearningCurve> {
  return onSeen(engine, request, FEWEST_FOR_CURVE, hooks, async (seen) => {
    const { settings } = request;
    const repeats = repeatsFor(seen.samples.length);
    const points = SHARES.map((share) => ({
      share,
      epochs: epochsFor(share, settings.epochs),
      learned: 0,
      rounds: [] as RoundFigures[],
    }));
    const epochs = points.reduce((sum, point) => sum + point.epochs, 0);
    const advance = progressOf("fewer", FOLDS * repeats * epochs, hooks);
    for await (const turn of turnsOf(seen.samples, repeats, settings.seed, hooks)) {
      const { test, repeat, fold } = turn;
      const seed = settings.seed + repeat;
      for (const point of points) {
        const train = shareOf(turn.train, point.share, createRandom(seed, `share ${fold}`));
        const own = { ...settings, seed, epochs: point.epochs };
        const said = await judge(seen, { train, test }, own, advance, hooks);
        point.learned += train.rows.length;
        point.rounds.push(roundFigures(test.labels, said));
      }
    }
    return points.map(({ share, learned, rounds }): CurvePoint => {
      return { share, photos: Math.round(learned / rounds.length), ...summarise(rounds) };
    });
  });
}

/**
 * Extracts the photos' features, or reads them from the cache, and runs `work` with the photos that could be decoded.
 */
async function onSeen<T>(
  engine: Engine,
  { samples: given, extraction }: CrossValidationRequest,
  fewest: number,
  hooks: JobHooks,
  work: (seen: Seen) => Promise<T>,
): Promise<T> {
  const inOrder = await inSlices(inFixedOrder(given), hooks.signal);
  const { table, failures, close } = await extractFeatures(engine, inOrder, extraction, hooks);
  try {
    const rows = Uint32Array.from(inOrder.keys()).filter((row) => !failures.has(row));
    const samples = inOrder.filter((_sample, row) => !failures.has(row));
    await requireEnough(samples, fewest, hooks.signal);
    return await work({ engine, table, samples, rows });
  } finally {
    await close();
  }
}

async function requireEnough(samples: readonly Sample[], fewest: number, signal: AbortSignal): Promise<void> {
  const counts = await inSlices(countDifferent(samples), signal);
  for (const label of LABELS) {
    if (counts[label] >= fewest) continue;
    const there = `there ${counts[label] === 1 ? "is" : "are"} ${counts[label]}`;
    throw new AppError(
      "bad-data",
      `This needs at least ${photosInWords(fewest)} of each label, not counting copies; ${there} labelled ${label}.`,
      { next: `Add ${label} photos.` },
    );
  }
}

/** All rounds of all repeats, in order. */
async function* turnsOf(
  samples: readonly Sample[],
  repeats: number,
  seed: number,
  { signal }: JobHooks,
): AsyncGenerator<Turn> {
  for (let repeat = 0; repeat < repeats; repeat++) {
    const folds = await inSlices(foldsOf(samples, FOLDS, seed + repeat), signal);
    for (let fold = 0; fold < FOLDS; fold++) {
      yield { repeat, fold, ...(await inSlices(roundOf(samples, folds, fold), signal)) };
    }
  }
}

/** Trains a model on some photos. @returns its probability of "female" for each of the others */
async function judge(
  { engine, table, rows }: Seen,
  { train, test }: Round,
  settings: FitSettings,
  advance: () => void,
  { signal }: JobHooks,
): Promise<PositiveScores<"uncalibrated">> {
  const none = { rows: new Uint32Array(), labels: new Uint8Array() };
  const inTable = ({ rows: places, labels }: Places): LabelledRows => ({
    rows: places.map((place) => rows[place] as number),
    labels,
  });
  const request = { table, train: inTable(train), val: none, test: inTable(test), settings };
  const { scores } = await engine.worker.fit(request, { signal, onEpoch: advance });
  return positiveScores(scores.test, "female");
}

/** Metrics at the threshold ½. Every fold has photos of both labels, so both metrics are defined. */
function roundFigures(labels: Uint8Array, scores: PositiveScores<"uncalibrated">): RoundFigures {
  const areFemale = labels.map((label) => (label === labelIndex("female") ? 1 : 0));
  const { accuracy = Number.NaN, rocAuc = Number.NaN } = evaluate(areFemale, scores, 0.5);
  return { accuracy, rocAuc };
}

function repeatsFor(photos: number): number {
  return photos > MANY ? 1 : REPEATS;
}

/** Reports each epoch as it ends. */
function progressOf(stage: "folds" | "fewer", total: number, { onProgress }: JobHooks): () => void {
  let done = 0;
  onProgress({ stage, done, total });
  return () => onProgress({ stage, done: ++done, total });
}
