import { FEATURE_COUNT } from "../src/backbone/architecture";
import { PREPROCESSING_VERSIONS } from "../src/backbone/preprocess";
import { createRandom } from "../src/common/random";
import type { Head } from "../src/head/head";
import { DEFAULT_SETTINGS } from "../src/head/head-settings";
import type { TrainedModel, TrainingRun } from "../src/models/model";

const NONE = { female: 0, male: 0 };

/** The training run of a test model. */
export const A_RUN: TrainingRun = {
  settings: { ...DEFAULT_SETTINGS, seed: 4 },
  backend: "wasm",
  counts: { train: { female: 6, male: 7 }, val: { female: 2, male: 3 }, test: NONE },
  history: [{ epoch: 1, loss: 0.5, accuracy: 0.6, valLoss: undefined, valAccuracy: undefined }],
  bestEpoch: 1,
  skipped: [{ path: "male/x.jpg", reason: "The file is empty." }],
  seconds: { read: 1, features: 2, train: 3, evaluate: 4, total: 10 },
  preprocessingVersion: PREPROCESSING_VERSIONS.keras,
};

/** A test model, with the given changes. */
export function aModel(about: Partial<TrainedModel> = {}): TrainedModel {
  return {
    id: "id",
    name: "name",
    created: Date.UTC(2026, 0, 1),
    backbone: { id: "0.35", width: 0.35, origin: "somewhere", sha256: "a".repeat(64) },
    preprocessing: "keras",
    head: randomHead(),
    run: A_RUN,
    openedFrom: undefined,
    evaluations: {},
    ...about,
  };
}

/** Weights large enough to spread the probabilities. */
export function randomHead(deviation = 0.5): Head {
  const random = createRandom(3, "head");
  const kernel = Float32Array.from({ length: FEATURE_COUNT * 2 }, () => random.normal(0, deviation));
  return { hidden: [], kernel, bias: Float32Array.of(0.1, -0.1), dropout: 0.3 };
}
