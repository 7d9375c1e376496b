import { beforeAll, describe, expect, it } from "vitest";
import type { JobHooks } from "../../src/common/progress";
import { atOnce } from "../../src/common/steps";
import type { Sample, Split } from "../../src/dataset/sample";
import { splitSamples } from "../../src/dataset/split";
import { readFiles } from "../../src/engine/jobs/read-files";
import { trainModel } from "../../src/engine/jobs/training-job";
import { countMissing, resumeTuning, tuneModel } from "../../src/engine/jobs/tuning-job";
import { Engine } from "../../src/engine/page/engine";
import type { Epoch } from "../../src/head/fit-head";
import { DEFAULT_SETTINGS } from "../../src/head/head-settings";
import { ofLabel } from "../../src/metrics/probability";
import { rocAuc } from "../../src/metrics/roc";
import type { TrainedModel } from "../../src/models/model";
import { interruptedTuning } from "../../src/storage/stored-tuning";
import {
  AUGMENTATIONS,
  DEFAULT_TUNING,
  SMALL_CHANGES,
  type TuningSettings,
} from "../../src/tuning/tuning-settings";

const engine = new Engine(new URL("/", location.href).href);
let samples: Sample[];
let splits: ReadonlyMap<number, Split>;
let base: TrainedModel;

/** Few small steps: enough to check correctness, not for a good model. */
const SETTINGS: TuningSettings = { ...DEFAULT_TUNING, epochs: 3, batchSize: 16 };

beforeAll(async () => {
  const drawn = await engine.worker.draw(100, 5, hooks());
  const read = await readFiles(
    engine,
    drawn.map(({ path, file }) => ({
      path,
      file,
      label: path.includes("female") ? "female" : "male",
      split: undefined,
    })),
    hooks(),
  );
  samples = read.samples.map((sample, id) => ({ ...sample, id }));
  splits = atOnce(splitSamples(samples, DEFAULT_SETTINGS));
  const [backbone] = await engine.backbones();
  if (backbone === undefined) throw new Error("The build has no backbone.");
  const { model } = await trainModel(
    engine,
    { samples, splits, leftOut: [], readSeconds: 0, settings: { ...DEFAULT_SETTINGS, epochs: 4 }, backbone },
    { ...hooks(), onEpoch: () => undefined },
  );
  base = model;
});

describe("fine-tuning", () => {
  it("creates a model with its own backbone, whose curves continue the head's", async () => {
    const epochs: Epoch[] = [];
    const model = await tune(SETTINGS, { onEpoch: (epoch) => epochs.push(epoch) });
    expect(model.id).not.toBe(base.id);
    expect(model.backbone.sha256).not.toBe(base.backbone.sha256);
    expect(model.run?.tuning).toMatchObject({ settings: SETTINGS, from: base.backbone, after: 4 });
    expect(epochs.map(({ epoch }) => epoch)).toEqual([5, 6, 7]);
    expect(model.run?.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    const losses = epochs.map(({ loss }) => loss);
    expect(losses.at(-1)).toBeLessThan(losses[0] ?? 0);
    // Reopened, it gives the same validation scores as during training.
    const best = epochs.find(({ epoch }) => epoch === model.run?.bestEpoch);
    expect(accuracyOf(model)).toBeCloseTo(best?.valAccuracy ?? Number.NaN, 6);
    expect(await interruptedTuning(), "nothing is left to resume").toBeUndefined();
  });

  it("is the same on one worker as on several, up to rounding", async () => {
    const several = await tune(SETTINGS);
    const one = await onOneCore(() => tune(SETTINGS));
    expect(lossesOf(one)).toHaveLength(lossesOf(several).length);
    for (const [index, loss] of lossesOf(one).entries())
      expect(loss).toBeCloseTo(lossesOf(several)[index] ?? Number.NaN, 3);
  });

  it("also trains on bad conditions, the same ones for the same seed", async () => {
    const settings = { ...SETTINGS, epochs: 1, augmentations: AUGMENTATIONS };
    const lossOf = async (each: TuningSettings) => lossesOf(await tune(each))[0] ?? Number.NaN;
    const loss = await lossOf(settings);
    expect(await lossOf(settings)).toBeCloseTo(loss, 4);
    expect(await lossOf({ ...settings, augmentations: SMALL_CHANGES })).not.toBeCloseTo(loss, 4);
  });

  it("resumes after an interruption with an identical result", async () => {
    const whole = await tune(SETTINGS);
    const controller = new AbortController();
    const interrupted = tune(SETTINGS, {
      signal: controller.signal,
      onEpoch: ({ epoch }) => epoch === 6 && controller.abort(),
    });
    await expect(interrupted).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    const kept = await interruptedTuning();
    if (kept === undefined) throw new Error("Nothing was kept.");
    expect(kept.epoch).toBe(2);
    expect(countMissing(kept, samples)).toBe(0);
    expect(countMissing(kept, samples.slice(1))).toBe(1);
    const epochs: Epoch[] = [];
    const resumed = await resumeTuning(engine, base, kept, samples, {
      ...hooks(),
      onEpoch: (epoch) => epochs.push(epoch),
    });
    expect(epochs.map(({ epoch }) => epoch)).toEqual([5, 6, 7]);
    expect(resumed.backbone.sha256).toBe(whole.backbone.sha256);
    expect(resumed.head).toEqual(whole.head);
  });

  it("waits while it is paused", async () => {
    let steps = 0;
    let held = false;
    const tuning = tune(
      { ...SETTINGS, epochs: 1 },
      {
        onProgress: ({ stage, done }) => {
          if (stage !== "tune") return;
          steps = done;
          if (done === 1) void engine.holdTuning(true).then(() => (held = true));
        },
      },
    );
    await expect.poll(() => held, { timeout: 60_000 }).toBe(true);
    // The current step may finish; no other may start.
    const most = steps + 1;
    await stable(() => steps);
    expect(steps).toBeLessThanOrEqual(most);
    await engine.holdTuning(false);
    await tuning;
    expect(steps).toBeGreaterThan(most);
  });

  it("gives the same result on the GPU", async () => {
    const few = samples.filter(({ id }) => splits.get(id) === "train").slice(0, 12);
    const data = { samples: few, splits: new Map(few.map(({ id }) => [id, "train" as const])) };
    const settings = { ...SETTINGS, epochs: 1, batchSize: 6 };
    const on = async (backend: "wasm" | "webgl") => {
      await engine.backends.choose(backend);
      return tuneModel(engine, base, data, settings, { ...hooks(), onEpoch: () => undefined });
    };
    try {
      const [card, processor] = [await on("webgl"), await on("wasm")];
      expect(card.run?.backend).toBe("webgl");
      expect(lossesOf(card)[0]).toBeCloseTo(lossesOf(processor)[0] ?? Number.NaN, 3);
    } finally {
      await engine.backends.choose("auto");
    }
  });

  it("reports missing photos", async () => {
    const [first, ...others] = samples as [Sample, ...Sample[]];
    const data = { samples: [{ ...first, file: undefined }, ...others], splits };
    const lacking = tuneModel(engine, base, data, SETTINGS, { ...hooks(), onEpoch: () => undefined });
    await expect(lacking).rejects.toThrow("1 photo is missing.");
  });

  it("trains only the last blocks, and keeps all others unchanged", async () => {
    const model = await tune({ ...SETTINGS, blocks: "last", epochs: 2 });
    expect(lossesOf(model).at(-1)).toBeLessThan(lossesOf(model)[0] ?? 0);
    expect(rocAuc(...positives(model))).toBeGreaterThan(0.5);
  });
});

function tune(settings: TuningSettings, changed: Partial<Parameters<typeof tuneModel>[4]> = {}) {
  const all = { ...hooks(), onEpoch: () => undefined, ...changed };
  return tuneModel(engine, base, { samples, splits }, settings, all);
}

async function onOneCore<T>(work: () => Promise<T>): Promise<T> {
  const cores = Object.getOwnPropertyDescriptor(Navigator.prototype, "hardwareConcurrency");
  Object.defineProperty(navigator, "hardwareConcurrency", { value: 1, configurable: true });
  try {
    return await work();
  } finally {
    Reflect.deleteProperty(navigator, "hardwareConcurrency");
    expect(cores).toBeDefined();
  }
}

/** Waits until a number has not changed for half a second. */
async function stable(read: () => number): Promise<void> {
  let last = read();
  let since = performance.now();
  while (performance.now() - since < 500) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    if (read() === last) continue;
    last = read();
    since = performance.now();
  }
}

function lossesOf({ run }: TrainedModel): number[] {
  return run?.history.slice(run.tuning?.after).map(({ loss }) => loss) ?? [];
}

function positives({ evaluations }: TrainedModel): [number[], number[]] {
  const { labels, scores } = evaluations.val ?? { labels: [], scores: [] };
  return [Array.from(labels, (label) => 1 - label), Array.from(scores, (score) => ofLabel(score, "female"))];
}

function accuracyOf(model: TrainedModel): number {
  const [labels, scores] = positives(model);
  return (
    labels.filter((label, index) => (scores[index] ?? 0) >= 0.5 === (label === 1)).length / labels.length
  );
}

function hooks(): JobHooks {
  return { signal: new AbortController().signal, onProgress: () => undefined };
}
