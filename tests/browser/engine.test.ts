import { beforeAll, describe, expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import type { JobHooks, Progress } from "../../src/common/progress";
import { atOnce } from "../../src/common/steps";
import type { LabelledFile, Sample } from "../../src/dataset/sample";
import { splitSamples } from "../../src/dataset/split";
import { extractFeatures } from "../../src/engine/jobs/extract-features";
import { type ReadSample, readFiles } from "../../src/engine/jobs/read-files";
import { trainModel } from "../../src/engine/jobs/training-job";
import { Engine } from "../../src/engine/page/engine";
import { EngineThread } from "../../src/engine/page/thread";
import {
  type BackboneRef,
  type Extraction,
  type FeatureChunk,
  kindOf,
  type PresentFile,
} from "../../src/engine/protocol/protocol";
import { probabilityOfFirst } from "../../src/head/head";
import { DEFAULT_SETTINGS } from "../../src/head/head-settings";
import { ofLabel } from "../../src/metrics/probability";
import { cachedFeatures } from "../../src/storage/feature-cache";
import { aModel } from "../a-model";
import { fixture } from "./files";

const engine = new Engine(new URL("/", location.href).href);
const thread = new EngineThread();
let starter: BackboneRef;
let faces: LabelledFile[];

beforeAll(async () => {
  const [first] = await engine.backbones();
  if (first === undefined) throw new Error("The build has no backbone.");
  starter = first;
  const drawn = await engine.worker.draw(120, 5, hooks());
  faces = drawn.map(({ path, file }) => ({
    path,
    file,
    label: path.includes("female") ? "female" : "male",
    split: undefined,
  }));
});

describe("reading", () => {
  it("hashes photos, lists excluded files with the reason, and reports progress", async () => {
    const bad: LabelledFile[] = [
      { path: "male/empty.jpg", file: new Blob(), label: "male", split: undefined },
      { path: "male/text.jpg", file: new Blob(["not a picture"]), label: "male", split: undefined },
    ];
    const seen: Progress[] = [];
    const { samples, leftOut } = await readFiles(
      engine,
      [...bad, ...faces],
      hooks((progress) => seen.push(progress)),
    );
    expect(samples).toHaveLength(faces.length);
    expect(samples.every(({ hash }) => /^[0-9a-f]{64}$/.test(hash))).toBe(true);
    expect(leftOut.map(({ path }) => path)).toEqual(["male/empty.jpg", "male/text.jpg"]);
    expect(leftOut[0]?.reason).toBe("The file is empty.");
    expect(seen[0]).toEqual({ stage: "read", done: 0, total: faces.length + 2 });
    expect(seen.at(-1)?.done).toBe(faces.length + 2);
  });

  it("computes SHA-256", async () => {
    const file = new Blob([await fixture("free/images/drawn_0.png")]);
    const { samples } = await readFiles(
      engine,
      [{ path: "x.png", file, label: "male", split: undefined }],
      hooks(),
    );
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    expect(samples[0]?.hash).toBe(Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  });
});

describe("features", () => {
  it("come from the cache the second time, with the same bits", async () => {
    const samples = await read();
    const { features } = await chunk(samples);
    expect(features.some((value) => value !== 0)).toBe(true);
    const kept = await cachedFeatures(
      samples.map(({ hash }) => hash),
      kindOf(extraction()),
      "wasm",
    );
    for (const [index, row] of kept.entries())
      expect(row).toEqual(features.subarray(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT));

    // Decoding one of these would fail: nothing is decoded or computed again.
    const progress: Progress[] = [];
    const again = await extractFeatures(
      engine,
      samples.map((sample) => ({ ...sample, file: new Blob() })),
      extraction(),
      hooks((each) => progress.push(each)),
    );
    expect(again.cached).toBe(samples.length);
    expect(again.failures.size).toBe(0);
    expect(progress.at(-1)).toEqual({ stage: "features", done: samples.length, total: samples.length });
    await again.close();
  });

  it("are computed only for photos not in the cache, each in its row", async () => {
    const samples = await read();
    const mixed = samples.map((sample, index) =>
      index % 3 === 1 ? { ...sample, hash: `${sample.hash}-new` } : sample,
    );
    await chunk(samples);
    const seen = await extractFeatures(engine, mixed, extraction(), hooks());
    expect(seen.cached).toBe(samples.length - Math.floor((samples.length + 1) / 3));
    // Misplaced rows would have different scores.
    const kernel = new Float32Array(2 * FEATURE_COUNT);
    for (let input = 0; input < FEATURE_COUNT; input++) kernel[2 * input] = Math.sin(input);
    const head = { ...aModel().head, hidden: [], kernel, bias: new Float32Array(2) };
    const rows = Uint32Array.from(samples, (_sample, index) => index);
    const scores = await engine.worker.score(seen.table, rows, head);
    const { features } = await chunk(samples);
    for (const row of rows) {
      const expected = probabilityOfFirst(
        head,
        features.subarray(row * FEATURE_COUNT, (row + 1) * FEATURE_COUNT),
      );
      expect(scores[row], `row ${row}`).toBeCloseTo(expected, 6);
    }
    await seen.close();
  });

  it("skip a damaged photo and continue", async () => {
    const png = new Uint8Array(await fixture("free/images/drawn_0.png"));
    // After the header everything is noise: it passes for a PNG until decoded.
    png.fill(7, 200, png.length - 12);
    const broken = { file: new Blob([png]), path: "broken.png", hash: "broken" };
    const [one, two] = await read();
    if (one === undefined || two === undefined) throw new Error("There are no photos.");
    const { failures } = await extractFeatures(engine, [one, broken, two], extraction(), hooks());
    expect([...failures.keys()]).toEqual([1]);
    expect(failures.get(1)).toMatch(/damaged/);
    const { features } = await chunk([one, broken, two]);
    expect(features.subarray(FEATURE_COUNT, 2 * FEATURE_COUNT).every((value) => value === 0)).toBe(true);
    expect(features.subarray(2 * FEATURE_COUNT).some((value) => value !== 0)).toBe(true);
  });

  it("stop when aborted, and work again afterwards", async () => {
    const samples = (await read()).map((sample) => ({ ...sample, hash: `${sample.hash}-fresh` }));
    const controller = new AbortController();
    const stopped = extractFeatures(engine, samples, extraction(), {
      signal: controller.signal,
      onProgress: ({ done }) => done > 0 && controller.abort(),
    });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    const whole = await extractFeatures(engine, samples, extraction(), hooks());
    expect(whole.cached, "what was computed before the stop is not lost").toBeGreaterThan(0);
    expect(whole.cached).toBeLessThan(samples.length);
  });
});

describe("training", () => {
  it("gives the same bits for the same photos in any order, and a working model", async () => {
    const samples = await read();
    const train = (order: readonly Sample[]) =>
      trainModel(
        engine,
        {
          samples: order,
          splits: atOnce(splitSamples(order, DEFAULT_SETTINGS)),
          leftOut: [],
          readSeconds: 0,
          settings: { ...DEFAULT_SETTINGS, epochs: 5 },
          backbone: starter,
        },
        { ...hooks(), onEpoch: () => {} },
      );
    await engine.backends.choose("wasm");
    const { model, broken } = await train(samples);
    const other = await train(samples.toReversed().map((sample, id) => ({ ...sample, id })));
    expect(broken.size).toBe(0);
    expect(other.model.head).toEqual(model.head);
    expect((model.run?.counts.train.female ?? 0) + (model.run?.counts.val.female ?? 0)).toBe(60);
    expect(model.evaluations.val?.scores).toHaveLength(24);

    const [sample] = samples;
    if (sample === undefined) throw new Error("There are no photos.");
    const { features } = await chunk([sample]);
    const prediction = await (await engine.classifier(model))(sample.file);
    expect(prediction.female).toBeCloseTo(probabilityOfFirst(model.head, features), 6);

    const mirrored = await (await engine.classifier(model))(await mirrorOf(sample.file));
    const twice = await (await engine.classifier(model, true))(sample.file);
    expect(twice.female).toBeCloseTo(
      (ofLabel(prediction.female, "female") + ofLabel(mirrored.female, "female")) / 2,
      2,
    );
    expect(mirrored.female).not.toBe(prediction.female);
  });
});

/** A mirrored photo, as a file. */
async function mirrorOf(photo: Blob): Promise<Blob> {
  const bitmap = await createImageBitmap(photo);
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const drawing = canvas.getContext("2d");
  drawing?.translate(bitmap.width, 0);
  drawing?.scale(-1, 1);
  drawing?.drawImage(bitmap, 0, 0);
  return canvas.convertToBlob();
}

/** The features that a worker computes for photos. */
function chunk(photos: readonly PresentFile[]): Promise<FeatureChunk> {
  return thread.worker.features(photos, extraction(), hooks());
}

function extraction(): Extraction {
  return { backbone: starter, preprocessing: "keras", backend: "wasm", batch: 8 };
}

async function read(): Promise<(ReadSample & { id: number })[]> {
  const { samples } = await readFiles(engine, faces, hooks());
  return samples.map((sample, id) => ({ ...sample, id }));
}

function hooks(onProgress: JobHooks["onProgress"] = () => {}): JobHooks {
  return { signal: new AbortController().signal, onProgress };
}
