import type { FileEntry } from "@zip.js/zip.js/lib/zip-core-native.js";
import * as v from "valibot";
import { whatIsWrong } from "../schemas";
import { assemble, type FileClassifier, type ReadVariable } from "./assemble";
import { recogniseClassifier } from "./classifier";
import { Refusal } from "./refusal";
import { readTopology } from "./topology";
import { bytesOf, jsonOf, type ZipEntries } from "./zip-entries";

/** A TensorFlow.js layers model, with what its `metadata.json` says; undefined where there is none. */
export interface TfjsModel extends FileClassifier {
  readonly metadata: unknown;
}

/** The file by which a zip is known for a model. */
export const MODEL_FILE = "model.json";

/** Larger than MobileNetV2 1.0 with two dense layers of 4,096. */
const MOST_WEIGHT_BYTES = 128 * 2 ** 20;

const manifestSchema = v.array(
  v.object({
    paths: v.array(v.string()),
    weights: v.array(
      v.object({
        name: v.string(),
        shape: v.array(v.pipe(v.number(), v.integer(), v.minValue(0))),
        dtype: v.string(),
        quantization: v.optional(v.unknown()),
      }),
    ),
  }),
);

const modelSchema = v.object({ modelTopology: v.unknown(), weightsManifest: manifestSchema });

type Manifest = v.InferOutput<typeof manifestSchema>;

/** Reads a classifier from the entries of a zip. @throws Refusal */
export async function readTfjs(entries: ZipEntries): Promise<TfjsModel> {
  const { success, output, issues } = v.safeParse(modelSchema, await jsonOf(entries.require(MODEL_FILE)));
  if (!success)
    throw new Refusal(`its ${MODEL_FILE} is not a TensorFlow.js layers model (${whatIsWrong(issues)})`);
  const { modelTopology, weightsManifest } = output;
  // Converters and programs write it with or without a wrapper.
  const topology = readTopology(isWrapped(modelTopology) ? modelTopology.model_config : modelTopology);
  const recognised = recogniseClassifier(topology);
  const variables = await readVariables(weightsManifest, entries);
  const read: ReadVariable = (layer, name, shape) => {
    const variable = variables.get(`${layer.name}/${name}`);
    if (variable === undefined) throw new Refusal(`the ${name} of its layer ${layer.name} is missing`);
    if (String(variable.shape) === String(shape)) return variable.values;
    throw new Refusal(
      `the ${name} of its layer ${layer.name} is ${variable.shape.join("×") || "empty"}; expected ${shape.join("×")}`,
    );
  };
  const metadata = entries.find("metadata.json");
  if (metadata === undefined)
    await entries.checkOthers([MODEL_FILE, ...weightsManifest.flatMap(({ paths }) => paths)]);
  return { ...assemble(recognised, read), metadata: metadata && (await jsonOf(metadata)) };
}

function isWrapped(topology: unknown): topology is { model_config: unknown } {
  return typeof topology === "object" && topology !== null && "model_config" in topology;
}

interface Variable {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** All variables by name. Their sizes are added up before a file is unpacked. */
async function readVariables(manifest: Manifest, entries: ZipEntries): Promise<Map<string, Variable>> {
  const variables = new Map<string, Variable>();
  for (const { paths, weights } of manifest) {
    for (const { name, dtype, quantization } of weights) {
      if (dtype !== "float32" || quantization !== undefined)
        throw new Refusal(
          `its weights ${name} are ${quantization === undefined ? dtype : "quantized"}; expected float32`,
        );
    }
    const length = weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
    const values = await readShards(paths, length * Float32Array.BYTES_PER_ELEMENT, entries);
    let offset = 0;
    for (const { name, shape } of weights) {
      variables.set(name, { shape, values: values.subarray(offset, offset + sizeOf(shape)) });
      offset += sizeOf(shape);
    }
  }
  return variables;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** The files of one group, one behind the other. */
async function readShards(
  paths: readonly string[],
  expected: number,
  entries: ZipEntries,
): Promise<Float32Array> {
  const shards = paths.map((path): FileEntry => entries.require(path));
  const declared = shards.reduce((sum, { uncompressedSize }) => sum + uncompressedSize, 0);
  if (declared !== expected || expected > MOST_WEIGHT_BYTES) {
    throw new Refusal(
      `its ${paths.join(", ")} declares ${declared} bytes; ${MODEL_FILE} says ${expected}, and at most ${MOST_WEIGHT_BYTES} are taken`,
    );
  }
  const bytes = new Uint8Array(expected);
  let offset = 0;
  for (const shard of shards) {
    const part = await bytesOf(shard, expected - offset);
    bytes.set(part, offset);
    offset += part.length;
  }
  return new Float32Array(bytes.buffer);
}
