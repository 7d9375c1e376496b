import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkpointFromBytes, writeHdf5 } from "../../src/backbone/hdf5";
import { AppError } from "../../src/common/error";
import { sha256 } from "../../src/common/sha256";
import type { OpenedFile } from "../../src/engine/protocol/protocol";
import { capWebAssemblyMemory } from "../../src/engine/worker/memory-cap";
import { openFile } from "../../src/engine/worker/model-files";
import { calibrated } from "../../src/models/decision";
import { classifierTopology, classifierVariables, valuesOf } from "../../src/models/formats/layers";
import { tfjsZip } from "../../src/models/formats/tfjs-zip";
import { aModel } from "../a-model";
import { damaged } from "../damage";
import { savedModels, teachableZip } from "../saved-models";
import { unzip, zipWith } from "../zips";

const FREE = join(import.meta.dirname, "../fixtures/free");
const COPIES = 200;
const MOST_MEMORY = 512 * 2 ** 20;

const bytesOf = (name: string) => Uint8Array.from(readFileSync(join(FREE, name)));
const weights = await checkpointFromBytes(bytesOf("backbone_0.35_random.h5"), "random");
const saved = await savedModels(
  weights,
  bytesOf("keras_functional_random.h5").buffer,
  bytesOf("backbone_0.35_random.h5").buffer,
);
/** Measured once: the process's peak memory, which only grows, is compared with it. */
const before = process.memoryUsage().rss;

describe.each(saved)(`${COPIES} damaged copies of $name`, ({ name, file, isSealed }) => {
  it("load as the same model or are rejected, in bounded time and memory", async () => {
    const original = new Uint8Array(await file.arrayBuffer());
    const expected = await summary(await openFile(file, name));
    const outcomes = { same: 0, refused: 0 };
    for (const { what, bytes } of damaged(original, COPIES)) {
      const outcome = await openOrRefuse(new Blob([bytes]), name, what);
      if (outcome === undefined) outcomes.refused++;
      else {
        outcomes.same++;
        if (isSealed) expect(await summary(outcome), what).toEqual(expected);
        else expect(isUsable(outcome), what).toBe(true);
      }
    }
    // The process's peak memory; each test file has its own process.
    expect(process.resourceUsage().maxRSS * 1024 - before).toBeLessThan(MOST_MEMORY);
    expect(outcomes.refused, "the damage does damage").toBeGreaterThan(COPIES / 4);
    expect(await summary(await openFile(file, name)), "whole files open afterwards").toEqual(expected);
  }, 300_000);
});

/** Undefined if it was rejected with a message that names the file; any other error fails the test. */
async function openOrRefuse(file: Blob, name: string, what: string): Promise<OpenedFile | undefined> {
  try {
    const opened = await openFile(file, name);
    // A zip in which no model can be found any more; the caller reports that.
    return opened.kind === "photos" ? undefined : opened;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw new Error(`${what}: ${thrown}`, { cause: thrown });
    expect(["bad-model", "bad-checkpoint"], what).toContain(thrown.code);
    expect(thrown.message, what).toContain(name);
    expect(thrown.message.length, what).toBeLessThan(500);
    return undefined;
  }
}

async function summary(opened: OpenedFile) {
  if (opened.kind === "photos") return opened.kind;
  if (opened.kind === "backbone") return opened.info;
  const { name, preprocessing, backbone, evaluations, run, head } = opened.model;
  const values = await sha256(valuesOf(classifierVariables(opened.weights, head)));
  return { name, preprocessing, backbone, evaluations, run, dropout: head.dropout, values };
}

function isUsable(opened: OpenedFile): boolean {
  if (opened.kind === "photos") return false;
  const { values } = opened.weights;
  const head = opened.kind === "model" ? [...opened.model.head.kernel, ...opened.model.head.bias] : [];
  return values.every(Number.isFinite) && head.every(Number.isFinite);
}

describe("malicious files are rejected", () => {
  const deep = (levels: number) => "[".repeat(levels) + "]".repeat(levels);
  const nested = (levels: number) => {
    let json: unknown = { class_name: "Dense", config: { name: "d", units: 2 } };
    for (let level = 0; level < levels; level++)
      json = { class_name: "Sequential", config: { name: `s${level}`, layers: [json] } };
    return JSON.stringify({ modelTopology: json, weightsManifest: [] });
  };
  const model = async (change: (json: ModelJson) => unknown) => {
    const files = await unzip(await tfjsZip(calibrated(aModel()), weights));
    const json: ModelJson = JSON.parse(new TextDecoder().decode(files.get("model.json")));
    return zipWith(files, { "model.json": JSON.stringify(change(json)) });
  };

  interface ModelJson {
    readonly modelTopology: { readonly config: { readonly layers: readonly Record<string, unknown>[] } };
    readonly weightsManifest: readonly { readonly weights: readonly Record<string, unknown>[] }[];
  }

  it.each<[string, () => Promise<Blob>, RegExp]>([
    [
      "JSON nested a million deep",
      async () => zipWith(new Map(), { "model.json": deep(1_000_000) }),
      /not a TensorFlow.js layers model|is not JSON|damaged/,
    ],
    [
      "models in models, a thousand deep",
      async () => zipWith(new Map(), { "model.json": nested(1000), "weights.bin": "" }),
      /nested more than 6 deep|damaged/,
    ],
    [
      "weights of 4 GB declared",
      () =>
        model((json) => ({
          ...json,
          weightsManifest: json.weightsManifest.map((group) => ({
            ...group,
            weights: [...group.weights, { name: "x", shape: [2 ** 15, 2 ** 15], dtype: "float32" }],
          })),
        })),
      /declares \d+ bytes; model.json says \d+/,
    ],
    [
      "a layer that is not MobileNetV2's",
      () =>
        model((json) => ({
          ...json,
          modelTopology: {
            ...json.modelTopology,
            config: {
              ...json.modelTopology.config,
              layers: json.modelTopology.config.layers.map((layer) =>
                layer.name === "block_2_add" ? { ...layer, class_name: "Lambda" } : layer,
              ),
            },
          },
        })),
      /block_2_add is a Lambda; expected/,
    ],
    [
      "ten thousand layers",
      () =>
        model((json) => {
          const [first] = json.modelTopology.config.layers;
          const many = Array.from({ length: 10_000 }, (_none, index) => ({
            ...first,
            class_name: "ReLU",
            name: `r${index}`,
            inbound_nodes: [[["input_1", 0, 0, {}]]],
          }));
          const { config } = json.modelTopology;
          return {
            ...json,
            modelTopology: { ...json.modelTopology, config: { ...config, layers: [first, ...many] } },
          };
        }),
      /more than 1000 layers/,
    ],
    [
      "a bomb of 2 GB in its model.json",
      async () => bomb(await zipWith(new Map(), { "model.json": "{}" }), 2 ** 31),
      /declares 2147483648 bytes; at most/,
    ],
    [
      "three classes",
      async () => {
        const files = await unzip(await teachableZip(weights));
        const metadata = { labels: ["a", "b", "c"] };
        return zipWith(files, { "metadata.json": JSON.stringify(metadata) });
      },
      /it has 3 classes \(a, b, c\); expected 2/,
    ],
    [
      "one file of weights named by twenty groups",
      () =>
        model((json) => ({
          ...json,
          weightsManifest: Array.from({ length: 20 }, () => json.weightsManifest[0]),
        })),
      /names weights.bin twice/,
    ],
    [
      "a Keras model whose kernel is declared to have 4 GB",
      async () => new Blob([await oddKernel({ shape: [4096, 4096, 64], chunks: [64, 64, 64] })]),
      /kernel of its layer Conv1 is 4096×4096×64; expected 3×3×3×16/,
    ],
    [
      "a kernel in a chunk of 40 MB",
      async () => new Blob([await oddKernel({ shape: [3, 3, 3, 16], chunks: [3, 3, 3, 400_000] })]),
      /kernel of its layer Conv1 is stored in chunks larger than itself/,
    ],
    [
      "a kernel of long texts",
      async () =>
        new Blob([await oddKernel({ shape: [3, 3, 3, 16], chunks: [3, 3, 3, 16], dtype: "S2000" })]),
      /kernel of its layer Conv1 does not contain 32-bit floats/,
    ],
    ["text", async () => new Blob(["Dear diary"]), /neither an HDF5 file nor a zip/],
    ["nothing", async () => new Blob([]), /neither an HDF5 file nor a zip/],
  ])("with %s", async (_what, make, sentence) => {
    await expect(openFile(await make(), "evil.bin")).rejects.toThrow(sentence);
  });

  /** Falsifies the unpacked size in the central directory and in the local header. */
  async function bomb(zip: Blob, size: number): Promise<Blob> {
    const bytes = new Uint8Array(await zip.arrayBuffer());
    const view = new DataView(bytes.buffer);
    const text = new TextDecoder("latin1").decode(bytes);
    view.setUint32(text.indexOf("PK\x01\x02") + 24, size, true);
    view.setUint32(text.indexOf("PK\x03\x04") + 22, size, true);
    return new Blob([bytes]);
  }

  /** Chunked and never written, so the declared data need not be in the file. */
  async function oddKernel(odd: {
    shape: number[];
    chunks: number[];
    dtype?: string;
  }): Promise<Uint8Array<ArrayBuffer>> {
    const { config, class_name } = classifierTopology(0.35, aModel().head);
    return writeHdf5((file) => {
      file.create_attribute("model_config", JSON.stringify({ class_name, config }));
      const root = file.create_group("model_weights");
      const group = root.create_group("Conv1");
      group.create_attribute("weight_names", ["kernel:0"], [1], "S8");
      const one = odd.shape.map(() => 1);
      group
        .create_dataset({
          name: "kernel:0",
          data: odd.dtype === undefined ? new Float32Array(1) : ["x"],
          shape: one,
          dtype: odd.dtype ?? "<f",
          maxshape: odd.shape.map(() => null),
          chunks: odd.chunks,
          compression: 1,
        })
        .resize(odd.shape);
      for (const layer of new Set(
        classifierVariables(weights, aModel().head).map(({ layer: name }) => name),
      )) {
        if (layer === "Conv1") continue;
        const own = classifierVariables(weights, aModel().head).filter(({ layer: owner }) => owner === layer);
        const names = own.map(({ name }) => `${name}:0`);
        const other = root.create_group(layer);
        other.create_attribute("weight_names", names, [names.length], "S32");
        for (const name of names)
          other.create_dataset({ name, data: new Float32Array(1), shape: [1], dtype: "<f" });
      }
    });
  }
});

it("limits WebAssembly memory to what the largest model needs", () => {
  capWebAssemblyMemory();
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
  expect(memory.grow(1000)).toBe(1);
  expect(() => memory.grow(5000)).toThrow(RangeError);
});
