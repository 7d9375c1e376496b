import { BlobReader, BlobWriter, ZipReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { clear, keys } from "idb-keyval";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { JobHooks } from "../../src/common/progress";
import { atOnce } from "../../src/common/steps";
import type { NewSample, Sample } from "../../src/dataset/sample";
import { splitSamples } from "../../src/dataset/split";
import { extractFeatures } from "../../src/engine/jobs/extract-features";
import { readFiles } from "../../src/engine/jobs/read-files";
import { trainModel } from "../../src/engine/jobs/training-job";
import { Engine } from "../../src/engine/page/engine";
import type { BackboneRef } from "../../src/engine/protocol/protocol";
import { DEFAULT_SETTINGS } from "../../src/head/head-settings";
import type { TrainedModel } from "../../src/models/model";
import { featuresEntry, type Project, photoEntry } from "../../src/project/project";
import { database } from "../../src/storage/database";
import { fixture } from "./files";

const engine = new Engine(new URL("/", location.href).href);
const features = database.store("features");
const backbones = database.store("backbones");
const SETTINGS = { ...DEFAULT_SETTINGS, epochs: 4 };

let starter: BackboneRef;
let project: Project;
let trained: TrainedModel;

beforeAll(async () => {
  await engine.backends.choose("wasm");
  const [first] = await engine.backbones();
  if (first === undefined) throw new Error("The build has no backbone.");
  starter = first;
  const drawn = await engine.worker.draw(40, 11, hooks());
  const files = drawn.map(({ path, file }) => ({
    path,
    file,
    label: path.includes("female") ? ("female" as const) : ("male" as const),
    split: undefined,
  }));
  const { samples } = await readFiles(engine, files, hooks());
  trained = await train(samples, starter);
  project = {
    samples,
    leftOut: [{ path: "x.txt", reason: "Not a photo." }],
    readSeconds: 1,
    settings: SETTINGS,
    backbone: starter.info.sha256,
    positive: "male",
    models: [trained],
  };
});

// Features cached before.
beforeEach(async () => {
  await extractFeatures(engine, here(project.samples), extraction(), hooks());
});

describe("a project opened in another browser", () => {
  it("trains to the same bits with no photo decoded", async () => {
    const file = await engine.saveProject(project, false, hooks());
    await clear(features);
    const { unseen, ...opened } = await engine.openProject(file, "class.twofold", hooks());
    expect(unseen).toBe(0);
    expect(opened).toEqual({
      ...project,
      samples: project.samples.map((sample) => ({ ...sample, file: undefined, pixels: undefined })),
    });

    const table = await extractFeatures(engine, opened.samples, extraction(), hooks());
    expect(table.cached).toBe(opened.samples.length);
    const again = await train(opened.samples, starter);
    expect(again.head).toEqual(trained.head);
    expect(again.evaluations).toEqual(trained.evaluations);
    expect(again.run?.history).toEqual(trained.run?.history);

    // Saving it again gives the same content.
    const second = await engine.saveProject(opened, false, hooks());
    const [one, other] = await Promise.all([file, second].map((zip) => entryOf(zip, featuresEntry(kind()))));
    expect(other).toEqual(one);
  });

  it("includes its photos if they were saved", async () => {
    const file = await engine.saveProject(project, true, hooks());
    await clear(features);
    const opened = await engine.openProject(file, "class.twofold", hooks());
    for (const [index, { file }] of opened.samples.entries())
      expect(await file?.arrayBuffer()).toEqual(await project.samples[index]?.file?.arrayBuffer());
  });

  it("includes a backbone that the page lacks", async () => {
    const info = await engine.openCheckpoint(
      new Blob([await fixture("free/backbone_0.35_random.h5")]),
      "own.h5",
    );
    const file = await engine.saveProject({ ...project, backbone: info.sha256 }, false, hooks());
    await clear(backbones);
    const elsewhere = new Engine(new URL("/", location.href).href);
    const opened = await elsewhere.openProject(file, "class.twofold", hooks());
    expect(opened.backbone).toBe(info.sha256);
    expect(opened.unseen, "nothing was seen with it").toBe(project.samples.length);
    expect((await elsewhere.backbones()).map((ref) => ref.info)).toContainEqual(info);
    const own = { info, url: undefined };
    expect(
      (await extractFeatures(elsewhere, here(project.samples).slice(0, 1), extraction(own), hooks())).cached,
    ).toBe(0);
  });

  it("cannot be trained with a backbone without cached features, and says so", async () => {
    const info = await engine.openCheckpoint(
      new Blob([await fixture("free/backbone_0.35_random.h5")]),
      "own.h5",
    );
    const [, ...others] = here(project.samples).map((sample) => ({ ...sample, file: undefined }));
    const [first] = project.samples;
    if (first === undefined) throw new Error("There are no photos.");
    const training = extractFeatures(
      engine,
      [first, ...others],
      extraction({ info, url: undefined }),
      hooks(),
    );
    await expect(training).rejects.toMatchObject({
      code: "bad-data",
      message: "39 photos are missing, and so are their features from own.h5.",
    });
  });
});

describe("saving", () => {
  it("stops when aborted, leaves nothing behind, and works again afterwards", async () => {
    const before = await stored();
    const controller = new AbortController();
    const stopped = engine.saveProject(project, true, {
      signal: controller.signal,
      onProgress: ({ done }) => done > 0 && controller.abort(),
    });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(await stored()).toEqual(before);
    await expect(engine.saveProject(project, true, hooks())).resolves.toBeInstanceOf(Blob);
  });

  it("predicts the size of the file", async () => {
    const { rest, photos, photoBytes } = await engine.measureProject(project);
    expect(photos).toBe(40);
    for (const [withPhotos, bytes] of [[false, rest] as const, [true, rest + photoBytes] as const]) {
      const { size } = await engine.saveProject(project, withPhotos, hooks());
      expect(Math.abs(size / bytes - 1), "about").toBeLessThan(0.03);
    }
  });
});

describe("a rejected project", () => {
  it("leaves nothing behind", async () => {
    const file = await engine.saveProject(project, false, hooks());
    await clear(features);
    await clear(backbones);
    const values = new Float32Array(await entryOf(file, featuresEntry(kind())));
    values[values.length - 1] = Number.NaN;
    const infinite = await replaced(file, featuresEntry(kind()), new Blob([values]));
    const cut = file.slice(0, file.size - 1000);
    for (const [bad, message] of [[infinite, /not finite/] as const, [cut, /cut off/] as const]) {
      const opening = engine.openProject(bad, "class.twofold", hooks());
      await expect(opening).rejects.toMatchObject({
        code: "bad-project",
        file: "class.twofold",
        message: expect.stringMatching(message),
      });
    }
    expect(await stored()).toEqual([]);
  });

  it("is not rejected for single photos, which are excluded with reasons", async () => {
    const [first, second] = project.samples;
    if (first === undefined || second?.file === undefined) throw new Error("There are no photos.");
    const text = await replaced(
      await engine.saveProject(project, true, hooks()),
      photoEntry(first.hash),
      new Blob(["not a picture"]),
    );
    const mixed = await replaced(text, photoEntry(second.hash), here(project.samples)[2]?.file);
    const opened = await engine.openProject(mixed, "class.twofold", hooks());
    expect(opened.samples).toHaveLength(38);
    expect(opened.leftOut.slice(1)).toEqual([
      { path: first.path, reason: "The file contains text, not an image, despite its name." },
      { path: second.path, reason: "It is not the photo that the project lists." },
    ]);
  });

  it("stops when aborted", async () => {
    const controller = new AbortController();
    const file = await engine.saveProject(project, true, hooks());
    const stopped = engine.openProject(file, "class.twofold", {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

async function train(samples: readonly NewSample[], backbone: BackboneRef): Promise<TrainedModel> {
  const numbered: Sample[] = samples.map((sample, id) => ({ ...sample, id }));
  const { model } = await trainModel(
    engine,
    {
      samples: numbered,
      splits: atOnce(splitSamples(numbered, SETTINGS)),
      leftOut: [],
      readSeconds: 0,
      settings: SETTINGS,
      backbone,
    },
    { ...hooks(), onEpoch: () => {} },
  );
  return model;
}

function extraction(backbone = starter) {
  return { backbone, preprocessing: "keras", backend: "wasm", batch: 8 } as const;
}

function kind() {
  return { backbone: starter.info.sha256, preprocessing: "keras" } as const;
}

/** The loaded photos. */
function here(samples: readonly NewSample[]) {
  return samples.flatMap(({ file, ...sample }) => (file === undefined ? [] : [{ ...sample, file }]));
}

async function stored(): Promise<unknown[]> {
  return [...(await keys(features)), ...(await keys(backbones))];
}

async function entryOf(zip: Blob, name: string): Promise<ArrayBuffer> {
  for (const entry of await new ZipReader(new BlobReader(zip)).getEntries()) {
    if (!entry.directory && entry.filename === name)
      return (await entry.getData(new BlobWriter())).arrayBuffer();
  }
  throw new Error(`There is no ${name}.`);
}

/** The same zip with one entry replaced. */
async function replaced(zip: Blob, name: string, content: Blob | undefined): Promise<Blob> {
  if (content === undefined) throw new Error("There is nothing to put there.");
  const writer = new ZipWriter(new BlobWriter(), { level: 0 });
  for (const entry of await new ZipReader(new BlobReader(zip)).getEntries()) {
    if (entry.directory) continue;
    const own = entry.filename === name ? content : await entry.getData(new BlobWriter());
    await writer.add(entry.filename, new BlobReader(own));
  }
  return writer.close();
}

function hooks(onProgress: JobHooks["onProgress"] = () => {}): JobHooks {
  return { signal: new AbortController().signal, onProgress };
}
