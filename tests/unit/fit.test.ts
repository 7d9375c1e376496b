import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { createRandom } from "../../src/common/random";
import { type Epoch, type FitSettings, fitHead } from "../../src/head/fit-head";
import { type LabelledRows, probabilities } from "../../src/head/head";
import { DEFAULT_SETTINGS } from "../../src/head/head-settings";
import { type FeatureRows, rowsInMemory } from "../../src/head/rows";

/** Keras 3.15's results with the same features, initial weights and order: see make.py. */
const KERAS = JSON.parse(
  readFileSync(new URL("../fixtures/keras_head/expected.json", import.meta.url), "utf8"),
) as Record<
  "plain" | "classWeights",
  {
    history: { loss: number; valLoss: number; valAccuracy: number }[];
    kernel: number[];
    bias: number[];
    valProbabilities: number[];
  }
>;

const SEED = 7;
const TRAIN = 50;
const VAL = 20;
const NO_LIMIT = { signal: new AbortController().signal, onEpoch: () => {} };

const { features, train, val } = madeUpPhotos();
const kerasSettings: FitSettings = {
  ...DEFAULT_SETTINGS,
  epochs: 4,
  batchSize: 8,
  dropout: 0,
  seed: SEED,
  patience: undefined,
};

describe("fitting the head", () => {
  it.each([
    ["plain", false],
    ["classWeights", true],
  ] as const)("does what Keras does (%s)", async (name, classWeights) => {
    const keras = KERAS[name];
    const result = await fitHead(features, train, val, { ...kerasSettings, classWeights }, NO_LIMIT);
    for (const [index, epoch] of result.history.entries()) {
      expect(epoch.loss).toBeCloseTo(keras.history[index]?.loss ?? Number.NaN, 4);
      expect(epoch.valLoss).toBeCloseTo(keras.history[index]?.valLoss ?? Number.NaN, 4);
      expect(epoch.valAccuracy).toBeCloseTo(keras.history[index]?.valAccuracy ?? Number.NaN, 6);
    }
    for (const [index, weight] of keras.kernel.entries())
      expect(result.head.kernel[index]).toBeCloseTo(weight, 4);
    for (const [index, weight] of keras.bias.entries())
      expect(result.head.bias[index]).toBeCloseTo(weight, 4);
    const ours = probabilities(result.head, features, val.rows);
    for (const [index, probability] of keras.valProbabilities.entries()) {
      expect(ours[2 * index]).toBeCloseTo(probability, 4);
      expect((ours[2 * index] ?? 0) + (ours[2 * index + 1] ?? 0)).toBeCloseTo(1, 6);
    }
  });

  it("gives the same bits only for the same seed", async () => {
    const trainWith = (seed: number) =>
      fitHead(features, train, val, { ...DEFAULT_SETTINGS, seed, epochs: 3 }, NO_LIMIT);
    const [first, again, other] = [await trainWith(1), await trainWith(1), await trainWith(2)];
    expect(again).toEqual(first);
    expect(other.head.kernel).not.toEqual(first.head.kernel);
  });

  it("draws a new dropout mask at every step", async () => {
    const settings = { ...kerasSettings, dropout: 0.5, epochs: 2 };
    const dropped = await fitHead(features, train, val, settings, NO_LIMIT);
    const whole = await fitHead(features, train, val, { ...settings, dropout: 0 }, NO_LIMIT);
    expect(dropped.history[0]?.loss).not.toBeCloseTo(whole.history[0]?.loss ?? 0, 3);
    expect(dropped.history.map(({ loss }) => loss)).not.toEqual(whole.history.map(({ loss }) => loss));
  });

  it("stops early and keeps the best epoch", async () => {
    // Swapped labels in validation: training makes the loss worse from the first epoch on.
    const against = { ...val, labels: val.labels.map((label) => 1 - label) };
    const settings = { ...kerasSettings, epochs: 50, patience: 3, learningRate: 0.01 };
    const result = await fitHead(features, train, against, settings, NO_LIMIT);
    expect(result.history.length).toBeLessThan(50);
    expect(result.history.length).toBe(result.bestEpoch + 3);
    const losses = result.history.map(({ valLoss }) => valLoss ?? Number.NaN);
    expect(losses[result.bestEpoch - 1]).toBe(Math.min(...losses));
    const asFarAsBest = await fitHead(
      features,
      train,
      against,
      { ...settings, epochs: result.bestEpoch },
      NO_LIMIT,
    );
    expect(result.head).toEqual(asFarAsBest.head);
  });

  it("keeps the last epoch without validation photos", async () => {
    const none: LabelledRows = { rows: new Uint32Array(), labels: new Uint8Array() };
    const result = await fitHead(features, train, none, { ...kerasSettings, patience: 2 }, NO_LIMIT);
    expect(result.bestEpoch).toBe(4);
    expect(result.history.every(({ valLoss }) => valLoss === undefined)).toBe(true);
  });

  it("stops when aborted", async () => {
    const controller = new AbortController();
    const seen: Epoch[] = [];
    const running = fitHead(
      features,
      train,
      val,
      { ...kerasSettings, epochs: 1000 },
      {
        signal: controller.signal,
        onEpoch: (epoch) => {
          seen.push(epoch);
          if (seen.length === 2) controller.abort();
        },
      },
    );
    await expect(running).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(seen).toHaveLength(2);
  });
});

/** The features of make.py: training photos first, then validation photos. */
function madeUpPhotos(): { features: FeatureRows; train: LabelledRows; val: LabelledRows } {
  const all = new Float32Array((TRAIN + VAL) * FEATURE_COUNT);
  const part = (count: number, first: number, purpose: string): LabelledRows => {
    const random = createRandom(SEED, purpose);
    const labels = Uint8Array.from({ length: count }, (_none, index) => (index % 3 === 0 ? 1 : 0));
    for (const [row, label] of labels.entries()) {
      for (let column = 0; column < FEATURE_COUNT; column++) {
        all[(first + row) * FEATURE_COUNT + column] = random.next() + (column % 7 === label ? 0.3 : 0);
      }
    }
    return { rows: Uint32Array.from({ length: count }, (_none, index) => first + index), labels };
  };
  const train = part(TRAIN, 0, "train features");
  return { features: rowsInMemory(all), train, val: part(VAL, TRAIN, "val features") };
}
