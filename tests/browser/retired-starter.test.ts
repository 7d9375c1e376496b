import { clear, keys } from "idb-keyval";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type BackboneManifest, RETIRED_STARTERS } from "../../src/backbone/weights";
import type { JobHooks } from "../../src/common/progress";
import { atOnce } from "../../src/common/steps";
import type { Sample } from "../../src/dataset/sample";
import { splitSamples } from "../../src/dataset/split";
import { extractFeatures } from "../../src/engine/jobs/extract-features";
import { readFiles } from "../../src/engine/jobs/read-files";
import { trainModel } from "../../src/engine/jobs/training-job";
import { resumeTuning, tuneModel } from "../../src/engine/jobs/tuning-job";
import { Engine } from "../../src/engine/page/engine";
import { type BackboneRef, servedRef } from "../../src/engine/protocol/protocol";
import { DEFAULT_SETTINGS } from "../../src/head/head-settings";
import type { TrainedModel } from "../../src/models/model";
import { database } from "../../src/storage/database";
import { interruptedTuning } from "../../src/storage/stored-tuning";
import { DEFAULT_TUNING } from "../../src/tuning/tuning-settings";
import { aModel, randomHead } from "../a-model";
import { fixture } from "./files";

/** The backbone info in every model that the first version trained on its starter. */
const FIRST = {
  id: "starter",
  width: 0.35,
  origin: "pretrained by Twofold on drawn faces",
  sha256: "0f1bffde59add3b5272e3f3763d2aeacf77ed9f1f31f228ed292f20b5cf63019",
} as const;

/**
 * The first version's predictions for `free/images/drawn_0.png` to `drawn_5.png`, on WebAssembly, with
 * `aModel({ backbone: FIRST, head: randomHead(0.05) })`.
 */
const FIRST_ANSWERS = [0.425386, 0.545332, 0.504123, 0.479694, 0.329884, 0.36463];

const SETTINGS = { ...DEFAULT_SETTINGS, epochs: 3 };
const address = new URL("/", location.href).href;
const manifestUrl = new URL("backbone/manifest.json", address).href;
const backbones = database.store("backbones");
const features = database.store("features");

let engine: Engine;
let samples: (Sample & { readonly file: Blob })[];
let retired: BackboneRef;

beforeAll(async () => {
  const first = new Engine(address);
  const drawn = await first.worker.draw(24, 7, hooks());
  const files = drawn.map(({ path, file }) => ({
    path,
    file,
    label: path.includes("female") ? ("female" as const) : ("male" as const),
    split: undefined,
  }));
  samples = (await readFiles(first, files, hooks())).samples.map((sample, id) => ({ ...sample, id }));
  const served = (await manifest()).backbones.find(({ sha256 }) => sha256 === FIRST.sha256);
  if (served === undefined) throw new Error("The build has no retired starter.");
  retired = servedRef(served, manifestUrl);
});

beforeEach(async () => {
  await Promise.all([clear(backbones), clear(features)]);
  engine = await freshEngine();
});

afterEach(() => {
  vi.restoreAllMocks();
});

describe("a retired starter", () => {
  it("is served for every entry in the list, and never offered for training", async () => {
    const served = (await manifest()).backbones.map(({ sha256 }) => sha256);
    const offered = (await engine.backbones()).map(({ info }) => info.sha256);
    expect(RETIRED_STARTERS.map(({ sha256 }) => sha256)).toContain(FIRST.sha256);
    for (const { sha256 } of RETIRED_STARTERS) {
      expect(served).toContain(sha256);
      expect(offered).not.toContain(sha256);
    }
    expect(offered.length).toBeGreaterThan(0);
  });

  it("gives the predictions of the first version for its models", async () => {
    await expectFirstAnswers(aModel({ backbone: FIRST, head: randomHead(0.05) }));
  });

  it("is reported as missing if a build lacks it", async () => {
    const { backbones: all } = await manifest();
    const lacking: BackboneManifest = { backbones: all.filter(({ sha256 }) => sha256 !== FIRST.sha256) };
    vi.spyOn(globalThis, "fetch").mockResolvedValue(Response.json(lacking));
    await expect(engine.classifier(aModel({ backbone: FIRST }))).rejects.toMatchObject({
      code: "no-backbone",
      message: expect.stringContaining("needs the backbone it was trained on (starter, 0f1bffde)"),
    });
  });

  it("has separate cached features", async () => {
    const [current] = await engine.backbones();
    if (current === undefined) throw new Error("The build has no backbone.");
    const seen = async (backbone: BackboneRef) => {
      const extraction = { backbone, preprocessing: "keras", backend: "wasm", batch: 8 } as const;
      const { cached, close } = await extractFeatures(engine, samples, extraction, hooks());
      await close();
      return cached;
    };
    expect(await seen(retired)).toBe(0);
    expect(await seen(current)).toBe(0);
    expect(await seen(retired)).toBe(samples.length);
  });
});

describe("models trained on a retired starter", () => {
  it.each([
    ["keras", "model.h5"],
    ["tfjs", "model.zip"],
  ] as const)("opens from a download (%s), and keeps no second copy of the weights", async (format, file) => {
    const model = aModel({ backbone: FIRST, head: randomHead(0.05) });
    const download = await engine.exportModel(model, format);
    const opened = await engine.openFile(download, file, new AbortController().signal);
    if (opened.kind !== "model") throw new Error(`${file} is ${opened.kind}.`);
    const kept = await engine.keepBackboneOf(opened);
    expect(kept.backbone).toEqual(FIRST);
    expect(await keys(backbones)).toEqual([]);
    await expectFirstAnswers(kept);
  });

  it("can be trained from a project without decoding photos, to the same bits", async () => {
    const trained = await train(retired);
    const file = await engine.saveProject(projectOf([trained], FIRST.sha256), false, hooks());
    await Promise.all([clear(backbones), clear(features)]);
    const elsewhere = await freshEngine();
    const opened = await elsewhere.openProject(file, "class.twofold", hooks());
    expect(opened.unseen).toBe(0);
    const offered = (await elsewhere.backbones()).find(({ info }) => info.sha256 === opened.backbone);
    if (offered === undefined) throw new Error("The project's backbone is not offered.");
    expect(offered.info.id).toBe("own:earlier starter backbone, from class.twofold");
    expect(opened.models.map(({ backbone }) => backbone)).toEqual([offered.info]);
    const again = await train(offered, elsewhere, opened.samples.map(withId));
    expect(again.head).toEqual(trained.head);
    // Saving it again gives a complete file.
    const second = await elsewhere.saveProject(opened, false, hooks());
    await expect(elsewhere.openProject(second, "again.twofold", hooks())).resolves.toMatchObject({
      backbone: FIRST.sha256,
    });
  });

  it("can come with a project that uses another backbone, and the starter is not offered", async () => {
    const [current] = await engine.backbones();
    if (current === undefined) throw new Error("The build has no backbone.");
    const model = aModel({ backbone: FIRST, head: randomHead(0.05) });
    const file = await engine.saveProject(projectOf([model], current.info.sha256), false, hooks());
    await clear(backbones);
    const elsewhere = await freshEngine();
    const opened = await elsewhere.openProject(file, "class.twofold", hooks());
    expect(opened.models.map(({ backbone }) => backbone)).toEqual([FIRST]);
    expect((await elsewhere.backbones()).map(({ info }) => info)).toEqual([current.info]);
  });

  it("can resume fine-tuning after an interruption", async () => {
    const base = await train(retired);
    const splits = atOnce(splitSamples(samples, SETTINGS));
    const tuning = { ...DEFAULT_TUNING, epochs: 2, batchSize: 8 };
    const controller = new AbortController();
    const stopped = tuneModel(engine, base, { samples, splits }, tuning, {
      signal: controller.signal,
      onProgress: () => {},
      onEpoch: () => controller.abort(),
    });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    const left = await interruptedTuning();
    if (left === undefined) throw new Error("Nothing was kept.");
    const resumed = await resumeTuning(engine, base, left, samples, { ...hooks(), onEpoch: () => {} });
    expect(resumed.run?.tuning?.from).toEqual(FIRST);
    expect(resumed.run?.history).toHaveLength(SETTINGS.epochs + tuning.epochs);
    expect(resumed.backbone.id).toBe("tuned:fine-tuned earlier starter backbone");
  });
});

async function manifest(): Promise<BackboneManifest> {
  return (await (await fetch(manifestUrl)).json()) as BackboneManifest;
}

async function freshEngine(): Promise<Engine> {
  const fresh = new Engine(address);
  await fresh.backends.choose("wasm");
  return fresh;
}

/** Expects the first version's predictions for the fixtures, up to rounding. */
async function expectFirstAnswers(model: TrainedModel): Promise<void> {
  const classify = await engine.classifier(model);
  for (const [index, answer] of FIRST_ANSWERS.entries()) {
    const { female } = await classify(new Blob([await fixture(`free/images/drawn_${index}.png`)]));
    expect(female, `drawn_${index}.png`).toBeCloseTo(answer, 4);
  }
}

async function train(backbone: BackboneRef, on = engine, photos: readonly Sample[] = samples) {
  const splits = atOnce(splitSamples(photos, SETTINGS));
  const job = { samples: photos, splits, leftOut: [], readSeconds: 0, settings: SETTINGS, backbone };
  const { model } = await trainModel(on, job, { ...hooks(), onEpoch: () => {} });
  return model;
}

function projectOf(models: readonly TrainedModel[], backbone: string) {
  return {
    samples,
    leftOut: [],
    readSeconds: 0,
    settings: SETTINGS,
    backbone,
    positive: "female" as const,
    models,
  };
}

function withId<T>(sample: T, id: number): T & { readonly id: number } {
  return { ...sample, id };
}

function hooks(): JobHooks {
  return { signal: new AbortController().signal, onProgress: () => {} };
}
