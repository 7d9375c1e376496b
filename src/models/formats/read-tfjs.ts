import * as v from "valibot";
import { whatIsWrong } from "../schemas";
import { assemble, type FileClassifier, type ReadVariable } from "./assemble";
import { recogniseClassifier } from "./classifier";
import { Refusal } from "./refusal";
import { readTopology } from "./topology";
import { bytesOf, jsonOf, type ZipEntries } from "./zip-entries";

/** A TensorFlow.js layers model, with its `metadata.json`; undefined if there is none. */
export interface TfjsModel extends FileClassifier {
  readonly metadata: unknown;
}

/** A zip that contains this file is a model. */
export const MODEL_FILE = "model.json";

/** MobileNetV2 1.0 with the largest head takes 25 MB. */
const MOST_WEIGHT_BYTES = 32 * 2 ** 20;

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
  // Some programs write it with a wrapper, others without.
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
  if (metadata === undefined) await entries.checkNames();
  return { ...assemble(recognised, read), metadata: metadata && (await jsonOf(metadata)) };
}

function isWrapped(topology: unknown): topology is { model_config: unknown } {
  return typeof topology === "object" && topology !== null && "model_config" in topology;
}

interface Variable {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** All variables by name. Their total size and the sizes of the files are checked before anything is unpacked. */
async function readVariables(manifest: Manifest, entries: ZipEntries): Promise<Map<string, Variable>> {
  requireSizes(manifest, entries);
  const variables = new Map<string, Variable>();
  for (const { paths, weights } of manifest) {
    const values = await readShards(paths, bytesIn(weights), entries);
    let offset = 0;
    for (const { name, shape } of weights) {
      variables.set(name, { shape, values: values.subarray(offset, offset + sizeOf(shape)) });
      offset += sizeOf(shape);
    }
  }
  return variables;
}

function requireSizes(manifest: Manifest, entries: ZipEntries): void {
  const all = manifest.flatMap(({ paths }) => paths);
  const twice = all.find((path, index) => all.indexOf(path) !== index);
  if (twice !== undefined) throw new Refusal(`its ${MODEL_FILE} names ${twice} twice`);
  for (const { name, dtype, quantization } of manifest.flatMap(({ weights }) => weights)) {
    if (dtype === "float32" && quantization === undefined) continue;
    const found = quantization === undefined ? dtype : "quantized";
    throw new Refusal(`its weights ${name} are ${found}; expected float32`);
  }
  let total = 0;
  for (const { paths, weights } of manifest) {
    const expected = bytesIn(weights);
    const declared = paths.reduce((sum, path) => sum + entries.require(path).uncompressedSize, 0);
    if (declared !== expected)
      throw new Refusal(`its ${paths.join(", ")} declares ${declared} bytes; ${MODEL_FILE} says ${expected}`);
    total += declared;
  }
  if (total > MOST_WEIGHT_BYTES)
    throw new Refusal(`its weights declare ${total} bytes; at most ${MOST_WEIGHT_BYTES} are allowed`);
}

function bytesIn(weights: Manifest[number]["weights"]): number {
  return weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0) * Float32Array.BYTES_PER_ELEMENT;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** The files of one group, concatenated. */
async function readShards(
  paths: readonly string[],
  length: number,
  entries: ZipEntries,
): Promise<Float32Array> {
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const path of paths) {
    const part = await bytesOf(entries.require(path), length - offset);
    bytes.set(part, offset);
    offset += part.length;
  }
  return new Float32Array(bytes.buffer);
}
