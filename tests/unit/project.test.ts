import {
  BlobReader,
  BlobWriter,
  TextReader,
  TextWriter,
  ZipReader,
  ZipWriter,
} from "@zip.js/zip.js/lib/zip-core-native.js";
import { describe, expect, it } from "vitest";
import { FEATURE_COUNT, parameterCount } from "../../src/backbone/architecture";
import type { BackboneInfo } from "../../src/backbone/weights";
import { AppError } from "../../src/common/error";
import type { Progress } from "../../src/common/progress";
import { createRandom } from "../../src/common/random";
import { sha256 } from "../../src/common/sha256";
import type { NewSample } from "../../src/dataset/sample";
import { DEFAULT_SETTINGS } from "../../src/head/head-settings";
import { femaleScores } from "../../src/metrics/probability";
import {
  backboneEntry,
  featuresEntry,
  PROJECT_ENTRY,
  type Project,
  photoEntry,
} from "../../src/project/project";
import { readProject } from "../../src/project/read-project";
import { type FeatureRow, type ProjectSources, writeProject } from "../../src/project/write-project";
import { A_RUN, aModel } from "../a-model";
import { damaged } from "../damage";

const NEVER = new AbortController().signal;
const PHOTOS = ["one", "two", "three"].map((text) => new Blob([text]));
const random = createRandom(1, "weights");
const WEIGHTS = Float32Array.from({ length: parameterCount(0.35) }, () => random.normal(0, 1));
const BACKBONE: BackboneInfo = {
  id: "0.35",
  width: 0.35,
  origin: "somewhere",
  sha256: await sha256(WEIGHTS),
};
const KIND = { backbone: BACKBONE.sha256, preprocessing: "keras" } as const;
const HASHES = (await Promise.all(PHOTOS.map(async (photo) => sha256(await photo.arrayBuffer())))).sort();

/** Three photos; the last one has two names and no cached features. */
async function aProject(): Promise<Project> {
  const samples = await Promise.all(
    PHOTOS.map(async (file, index): Promise<NewSample> => {
      const hash = await sha256(await file.arrayBuffer());
      return {
        path: `faces/female/${index}.jpg`,
        label: "female",
        split: index === 0 ? "test" : undefined,
        hash,
        file,
      };
    }),
  );
  const [first] = samples;
  if (first === undefined) throw new Error("There is no photo.");
  return {
    samples: [...samples, { ...first, path: "faces/male/ž 😀.jpg", label: "male", split: undefined }],
    leftOut: [{ path: "faces/x.txt", reason: "Not a photo." }],
    readSeconds: 1.5,
    settings: { ...DEFAULT_SETTINGS, patience: undefined },
    backbone: BACKBONE.sha256,
    positive: "male",
    models: [
      aModel({
        backbone: BACKBONE,
        evaluations: {
          val: {
            paths: ["a.jpg", "b.jpg"],
            labels: Uint8Array.of(0, 1),
            scores: femaleScores<never>(Float32Array.of(0.1, 1 / 3)),
          },
        },
      }),
    ],
  };
}

function rowOf(hash: string): Float32Array {
  const random = createRandom(2, hash);
  return Float32Array.from({ length: FEATURE_COUNT }, () => random.normal(0, 1));
}

function sources(
  rows: readonly FeatureRow[] = HASHES.map((hash) => ({ hash, values: rowOf(hash) })),
): ProjectSources {
  return {
    features: [
      {
        ...KIND,
        photos: rows.length,
        rows: async function* () {
          for (const row of rows) yield [row];
        },
      },
    ],
    backbones: [BACKBONE],
    weightsOf: async () => ({ width: 0.35, values: WEIGHTS }),
  };
}

async function write(photos: boolean, from = sources(), project?: Project): Promise<Blob> {
  return writeProject(project ?? (await aProject()), from, { photos, signal: NEVER, onProgress: () => {} });
}

async function refusal(zip: Blob): Promise<AppError> {
  const thrown: unknown = await readAll(zip).catch((error) => error);
  if (thrown instanceof AppError) return thrown;
  throw new Error("It was taken.", { cause: thrown });
}

/** Opens a project and reads everything in it. */
async function readAll(zip: Blob) {
  const stored = await readProject(zip, "class.twofold", NEVER);
  const rows = new Map<string, Float32Array>();
  for (const table of stored.json.features)
    for await (const batch of stored.rows(table, NEVER)) for (const [hash, row] of batch) rows.set(hash, row);
  const weights = await Promise.all(stored.json.backbones.map((info) => stored.weights(info, NEVER)));
  return { stored, json: stored.json, rows, weights };
}

/** The same zip with some entries replaced, added, or (undefined) removed. */
async function changed(zip: Blob, changes: Record<string, Blob | string | undefined>): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter());
  for (const entry of await new ZipReader(new BlobReader(zip)).getEntries()) {
    if (entry.directory || entry.filename in changes) continue;
    await writer.add(entry.filename, new BlobReader(await entry.getData(new BlobWriter())), { level: 0 });
  }
  for (const [name, content] of Object.entries(changes)) {
    if (content === undefined) continue;
    await writer.add(name, typeof content === "string" ? new TextReader(content) : new BlobReader(content));
  }
  return writer.close();
}

async function jsonOf(zip: Blob): Promise<Record<string, unknown>> {
  for (const entry of await new ZipReader(new BlobReader(zip)).getEntries()) {
    if (!entry.directory && entry.filename === PROJECT_ENTRY)
      return JSON.parse(await entry.getData(new TextWriter()));
  }
  throw new Error("There is no project.json.");
}

async function withJson(zip: Blob, change: Record<string, unknown>): Promise<Blob> {
  return changed(zip, { [PROJECT_ENTRY]: JSON.stringify({ ...(await jsonOf(zip)), ...change }) });
}

describe("a project", () => {
  it("round-trips bit by bit", async () => {
    const project = await aProject();
    const { stored, json, rows, weights } = await readAll(await write(true));
    expect(json.samples).toEqual(
      project.samples.map(({ path, label, split, hash }) => ({
        path,
        label,
        split: split ?? null,
        hash,
        photo: true,
      })),
    );
    const { leftOut, readSeconds, settings, backbone, positive, models } = json;
    expect({ leftOut, readSeconds, settings, backbone, positive, models }).toEqual({
      leftOut: project.leftOut,
      readSeconds: 1.5,
      settings: project.settings,
      backbone: BACKBONE.sha256,
      positive: "male",
      models: project.models,
    });
    expect(json.backbones).toEqual([BACKBONE]);
    expect(weights).toEqual([{ width: 0.35, values: WEIGHTS }]);
    expect([...rows]).toEqual(HASHES.map((hash) => [hash, rowOf(hash)]));
    for (const [index, { hash }] of project.samples.slice(0, 3).entries())
      expect(await (await stored.photo(hash, NEVER)).text()).toBe(await PHOTOS[index]?.text());
  });

  it("lists photos without features, and drops rows that are not finite", async () => {
    const [first = "", second = "", third = ""] = HASHES;
    const broken = rowOf(second).fill(Number.NaN, 3, 4);
    const { json, rows } = await readAll(
      await write(
        false,
        sources([
          { hash: first, values: undefined },
          { hash: second, values: broken },
          { hash: third, values: rowOf(third) },
        ]),
      ),
    );
    expect(json.features).toEqual([{ ...KIND, version: "2", rows: [third], missing: [first, second] }]);
    expect([...rows]).toEqual([[third, rowOf(third)]]);
  });

  it("contains photos only on request, and a readable README", async () => {
    const entries = await new ZipReader(new BlobReader(await write(false))).getEntries();
    expect(entries.map(({ filename }) => filename)).toEqual([
      "README.txt",
      featuresEntry(KIND),
      backboneEntry(BACKBONE.sha256),
      PROJECT_ENTRY,
    ]);
    expect(entries[1]?.compressionMethod, "stored, so that numpy reads it in place").toBe(0);
    const { samples, models } = (await jsonOf(await write(false))) as {
      samples: { photo: boolean }[];
      models: { evaluations: unknown }[];
    };
    expect(samples.every(({ photo }) => !photo)).toBe(true);
    expect(models[0]?.evaluations).toEqual({
      val: { paths: ["a.jpg", "b.jpg"], labels: [0, 1], scores: [Math.fround(0.1), Math.fround(1 / 3)] },
    });
  });

  it("reports progress, and stops when aborted", async () => {
    const seen: Progress[] = [];
    const controller = new AbortController();
    const options = { photos: true, signal: controller.signal };
    await writeProject(await aProject(), sources(), { ...options, onProgress: (each) => seen.push(each) });
    const total = 3 * 4 * FEATURE_COUNT + 11;
    expect(seen[0]).toEqual({ stage: "save", done: 0, total });
    expect(seen.at(-1)).toEqual({ stage: "save", done: total, total });
    const stopped = writeProject(await aProject(), sources(), {
      ...options,
      onProgress: ({ done }) => done > 0 && controller.abort(),
    });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    await expect(readProject(await write(false), "class.twofold", controller.signal)).rejects.toThrow(
      expect.objectContaining({ name: "AbortError" }),
    );
  });

  it("is not written if it could not be opened again", async () => {
    const history = [
      { epoch: 1, loss: Number.NaN, accuracy: 0.5, valLoss: undefined, valAccuracy: undefined },
    ];
    const project = {
      ...(await aProject()),
      models: [aModel({ backbone: BACKBONE, run: { ...A_RUN, history } })],
    };
    const thrown: unknown = await write(false, sources(), project).catch((error) => error);
    expect(thrown).toMatchObject({ code: "bad-project", message: expect.stringContaining("history.0.loss") });
  });
});

describe("refusals", () => {
  it("a file that is not a project", async () => {
    expect((await refusal(new Blob())).message).toBe("The project cannot be opened: it is empty.");
    const text = await refusal(new Blob(["This is a text, not a zip, whatever anyone says."]));
    expect(text.code).toBe("bad-project");
    expect(text.file).toBe("class.twofold");
    expect(text.next).toBeDefined();
    const zip = await changed(await write(false), { [PROJECT_ENTRY]: undefined });
    expect((await refusal(zip)).message).toContain("it contains no project.json");
  });

  it("a project of another version, with a suitable next step", async () => {
    const error = await refusal(await withJson(await write(false), { format: "twofold-project/2" }));
    expect(error.message).toBe("This page opens twofold-project/1; the file is twofold-project/2.");
    expect(error.next).toContain("newest version");
  });

  it.each([
    ["hashes", { backbone: "../../x" }, /backbone/],
    ["labels", { positive: "other" }, /positive/],
    [
      "parts",
      { samples: [{ path: "a", label: "male", split: "all", hash: HASHES[0], photo: false }] },
      /samples\.0\.split/,
    ],
    [
      "an empty path",
      { samples: [{ path: "../..", label: "male", split: null, hash: HASHES[0], photo: false }] },
      /path/,
    ],
    ["models", { models: [{}] }, /models\.0/],
    [
      "a photo twice in a table",
      { features: [{ ...KIND, version: "2", rows: [HASHES[0], HASHES[0]], missing: [] }] },
      /twice/,
    ],
    [
      "rows that do not fit",
      { features: [{ ...KIND, version: "2", rows: [HASHES[0]], missing: [] }] },
      /has 15,360 bytes; expected 5,120/,
    ],
    ["features of other photos", { samples: [] }, /does not list/],
    ["weights that do not fit", { backbones: [{ ...BACKBONE, width: 1 }] }, /bytes; expected/],
    [
      "weights that are not there",
      { backbones: [{ ...BACKBONE, sha256: HASHES[0] }] },
      /but does not contain it/,
    ],
  ])("%s", async (_what, change, message) => {
    expect((await refusal(await withJson(await write(false), change))).message).toMatch(message);
  });

  it("paths are sanitised", async () => {
    const sample = { path: "/../../etc/./passwd", label: "male", split: null, hash: HASHES[0], photo: false };
    const { json } = await readAll(await withJson(await write(false), { samples: [sample], features: [] }));
    expect(json.samples[0]?.path).toBe("etc/passwd");
  });

  it("missing photos", async () => {
    const zip = await changed(await write(true), { [photoEntry(HASHES[0] ?? "")]: undefined });
    expect((await refusal(zip)).message).toContain(
      `it lists ${photoEntry(HASHES[0] ?? "")} but does not contain it`,
    );
  });

  it("weights with a wrong checksum, and features that are not finite", async () => {
    const others = new Blob([WEIGHTS.slice().fill(1, 0, 1)]);
    const weights = await changed(await write(false), { [backboneEntry(BACKBONE.sha256)]: others });
    expect((await refusal(weights)).message).toContain("its weights of 0.35 do not match their checksum");
    const infinite = new Float32Array(3 * FEATURE_COUNT);
    infinite[2 * FEATURE_COUNT + 5] = Number.POSITIVE_INFINITY;
    const features = await changed(await write(false), { [featuresEntry(KIND)]: new Blob([infinite]) });
    expect((await refusal(features)).message).toContain("not finite");
  });

  it("JSON that is nested too deeply, or cut off", async () => {
    for (const json of [
      "[".repeat(5_000_000),
      `{"format":${"[".repeat(100_000)}`,
      '{"format":"twofold-project/1"',
    ]) {
      const zip = await changed(await write(false), { [PROJECT_ENTRY]: json });
      expect((await refusal(zip)).message).toContain("project.json is damaged");
    }
    const nested = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const zip = await changed(await write(false), {
      [PROJECT_ENTRY]: `{"format":"twofold-project/1","samples":${nested}}`,
    });
    expect((await refusal(zip)).message).toContain("samples.0");
  });

  it("a project.json that unpacks to too much", async () => {
    const zip = await changed(await write(false), {
      [PROJECT_ENTRY]: new Blob([new Uint8Array(65 * 2 ** 20)]),
    });
    expect(zip.size).toBeLessThan(10_000_000);
    expect((await refusal(zip)).message).toContain("larger than 64 MB");
  });

  it.each([
    { what: "all of it", make: () => write(true) },
    // Without the weights, whose many bytes would take most of the hits.
    { what: "its small files", make: withoutWeights },
  ])(
    "200 damaged copies of $what are the same project or refused",
    async ({ make }) => {
      const zip = await make();
      const expected = await digest(zip);
      const before = process.memoryUsage().rss;
      let refused = 0;
      for (const { what, bytes } of damaged(new Uint8Array(await zip.arrayBuffer()), 200)) {
        const outcome = await digest(new Blob([bytes])).catch((error: unknown) => error);
        if (typeof outcome === "string") expect(outcome, what).toBe(expected);
        else {
          expect(outcome, what).toBeInstanceOf(AppError);
          refused++;
        }
      }
      expect(refused, "the damage does damage").toBeGreaterThan(50);
      expect(process.resourceUsage().maxRSS * 1024 - before).toBeLessThan(512 * 2 ** 20);
      expect(await digest(zip)).toBe(expected);
    },
    120_000,
  );
});

async function withoutWeights(): Promise<Blob> {
  const zip = await withJson(await write(true), { backbones: [] });
  return changed(zip, { [backboneEntry(BACKBONE.sha256)]: undefined });
}

/** The content of a project except the photos, each of which is independent. */
async function digest(zip: Blob): Promise<string> {
  const { json, rows, weights } = await readAll(zip);
  const values = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([hash, row]) => [hash, [...row]]);
  const hashes = await Promise.all(weights.map(({ values: numbers }) => sha256(numbers)));
  return sha256(new TextEncoder().encode(JSON.stringify([json, values, hashes])));
}
