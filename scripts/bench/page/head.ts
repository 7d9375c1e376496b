import * as tf from "@tensorflow/tfjs";
import { FEATURE_COUNT } from "../../../src/backbone/architecture";
import { createRandom } from "../../../src/common/random";
import { fitHead } from "../../../src/head/fit-head";
import { DEFAULT_SETTINGS } from "../../../src/head/head-settings";
import { rowsInMemory } from "../../../src/head/rows";

const ROWS = 2000;
/** Validation rows in addition to `ROWS`; the recipe validates on a fifth too. */
const CHECKED = 400;
/** No early stopping, so that both do the same work. */
const SETTINGS = { ...DEFAULT_SETTINGS, patience: undefined };

const random = createRandom(1, "features of the bench");
/** Like real features, most are small and none is negative. */
const features = Float32Array.from({ length: (ROWS + CHECKED) * FEATURE_COUNT }, () =>
  Math.max(0, random.normal(0, 1)),
);
const labels = Uint8Array.from({ length: ROWS + CHECKED }, (_none, row) => row % 2);

/** Milliseconds in which the page trains the head. */
export async function trainOurs(): Promise<number> {
  const rows = (start: number, end: number) => ({
    rows: Uint32Array.from({ length: end - start }, (_none, index) => start + index),
    labels: labels.slice(start, end),
  });
  const started = performance.now();
  const hooks = { signal: new AbortController().signal, onEpoch: () => {} };
  await fitHead(rowsInMemory(features), rows(0, ROWS), rows(ROWS, ROWS + CHECKED), SETTINGS, hooks);
  return performance.now() - started;
}

/** Milliseconds in which a layers model with the same recipe trains, on "cpu", the backend that can train it. */
export async function trainLayers(): Promise<number> {
  await tf.setBackend("cpu");
  const { dropout, learningRate, epochs, batchSize } = SETTINGS;
  const model = tf.sequential({
    layers: [
      tf.layers.dropout({ rate: dropout, inputShape: [FEATURE_COUNT] }),
      tf.layers.dense({ units: 2, activation: "softmax" }),
    ],
  });
  model.compile({
    optimizer: tf.train.adam(learningRate),
    loss: "categoricalCrossentropy",
    metrics: ["accuracy"],
  });
  const started = performance.now();
  const all = tf.tensor2d(features, [ROWS + CHECKED, FEATURE_COUNT]);
  const answers = tf.oneHot(tf.tensor1d(labels, "int32"), 2);
  const [x, checkedX] = tf.split(all, [ROWS, CHECKED]) as [tf.Tensor, tf.Tensor];
  const [y, checkedY] = tf.split(answers, [ROWS, CHECKED]) as [tf.Tensor, tf.Tensor];
  await model.fit(x, y, { epochs, batchSize, validationData: [checkedX, checkedY] });
  const elapsed = performance.now() - started;
  tf.disposeVariables();
  tf.dispose([all, answers, x, y, checkedX, checkedY]);
  return elapsed;
}
