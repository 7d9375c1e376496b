import { expect, it, vi } from "vitest";
import { tuneModel } from "../../src/engine/jobs/tuning-job";
import { Engine } from "../../src/engine/page/engine";
import { femaleProbability, ofLabel } from "../../src/metrics/probability";
import { LIKELIER } from "../../src/models/decision";
import type { TrainedModel } from "../../src/models/model";
import { DEFAULT_TUNING } from "../../src/tuning/tuning-settings";
import { aModel, randomHead } from "../a-model";

/** Fine-tunes a model on two photos, without computing anything. */
async function tuned(base: TrainedModel): Promise<TrainedModel> {
  const engine = new Engine("http://localhost/");
  const { backbone: info, preprocessing } = base;
  vi.spyOn(engine, "extractionOf").mockResolvedValue({
    backbone: { info, url: undefined },
    preprocessing,
    backend: "wasm",
    batch: 1,
  });
  vi.spyOn(engine, "tune").mockResolvedValue({
    values: new Float32Array(),
    sha256: "b".repeat(64),
    head: randomHead(0.1),
    history: [],
    bestEpoch: 1,
    seconds: 1,
  });
  vi.spyOn(engine, "keepBackbone").mockResolvedValue();
  vi.spyOn(engine, "forgetTuning").mockResolvedValue();
  const samples = (["female", "male"] as const).map((label, id) => ({
    id,
    label,
    path: `${id}.jpg`,
    file: new Blob(),
    split: undefined,
    hash: String(id),
  }));
  const splits = new Map(samples.map(({ id }) => [id, "train" as const]));
  const hooks = {
    signal: new AbortController().signal,
    onProgress: () => undefined,
    onEpoch: () => undefined,
  };
  return tuneModel(engine, base, { samples, splits }, DEFAULT_TUNING, hooks);
}

it("a fine-tuned model is not calibrated by the temperature of another head", async () => {
  const decision = { threshold: femaleProbability(0.6), unsure: 0.1 };
  const model = await tuned(aModel({ temperature: 2, decision }));
  expect(model).not.toHaveProperty("temperature");
  // Logits twice as far from 0 as those of 0.6.
  expect(ofLabel((model.decision ?? LIKELIER).threshold, "female")).toBeCloseTo(0.36 / (0.36 + 0.16), 9);
  expect(model.decision?.unsure).toBe(0.1);
});

it("a fine-tuned model decides as the one it was made from", async () => {
  const decision = { threshold: femaleProbability(0.6), unsure: 0.1 };
  expect((await tuned(aModel({ decision }))).decision).toBe(decision);
  expect(await tuned(aModel())).not.toHaveProperty("decision");
});
