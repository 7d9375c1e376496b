import type { Dataset, Group, File as HdfFile } from "h5wasm";
import { floats, isDataset, isGroup, text, textList } from "../../backbone/hdf5-tree";
import { assemble, type FileClassifier, type ReadVariable, type VariableName } from "./assemble";
import { recogniseClassifier } from "./classifier";
import { RECORD_ATTRIBUTE, SEAL_ATTRIBUTE } from "./h5-seal";
import { Refusal } from "./refusal";
import { type LayerGroup, type PlainLayer, readTopology } from "./topology";

/** The contents of a whole-model .h5. */
export interface H5Model extends FileClassifier {
  /** JSON of the layers. */
  readonly config: string;
  /** JSON of the page's own record; undefined if another program wrote the file. */
  readonly record: string | undefined;
  /** The result of `sealOf` when the page wrote the file. */
  readonly seal: string | undefined;
}

/** The longest accepted description of layers; MobileNetV2's takes 150 KB. */
const LONGEST_JSON = 16 * 2 ** 20;

/** Whether an HDF5 file is a whole model, as `model.save("….h5")` of Keras writes it, or weights alone. */
export function isWholeModel(file: HdfFile): boolean {
  return "model_config" in file.attrs;
}

/** Reads a classifier from a whole-model file of Keras 2, Keras 3 or the page. @throws Refusal */
export function readH5(file: HdfFile): H5Model {
  const config = textOf(file, "model_config") ?? "";
  const topology = readTopology(JSON.parse(config));
  const recognised = recogniseClassifier(topology);
  const root = file.get("model_weights");
  if (!isGroup(root)) throw new Refusal("it has no group model_weights");
  const datasets = new Map<PlainLayer, ReadonlyMap<VariableName, Dataset>>();
  for (const [name, group] of topology.groups) {
    for (const [layer, own] of datasetsOf(root, name, group)) datasets.set(layer, own);
  }
  const read: ReadVariable = (layer, name, shape) =>
    valuesOf(datasets.get(layer)?.get(name), layer, name, shape);
  return {
    ...assemble(recognised, read),
    config,
    record: textOf(file, RECORD_ATTRIBUTE),
    seal: textOf(file, SEAL_ATTRIBUTE),
  };
}

/**
 * The datasets of one of the model's own layers. If that is itself a model, Keras lists the trainable weights of all of
 * its layers first, then the others (`_legacy_weights` in keras/src/legacy/saving/legacy_h5_format.py).
 */
function datasetsOf(
  root: Group,
  name: string,
  group: LayerGroup,
): Map<PlainLayer, Map<VariableName, Dataset>> {
  const expected = savedOrder(group);
  const datasets = new Map<PlainLayer, Map<VariableName, Dataset>>();
  if (expected.length === 0) return datasets;
  const entity = root.get(name);
  if (!isGroup(entity)) throw new Refusal(`the weights of its layer ${name} are missing`);
  const names = textList(entity, "weight_names");
  if (names.length !== expected.length)
    throw new Refusal(`its layer ${name} has ${names.length} arrays of weights; expected ${expected.length}`);
  for (const [index, { layer, variable }] of expected.entries()) {
    const path = names[index] ?? "";
    requireName(path, variable);
    const dataset = entity.get(path);
    if (!isDataset(dataset)) throw new Refusal(`its array ${path} is missing`);
    const own = datasets.get(layer) ?? new Map<VariableName, Dataset>();
    datasets.set(layer, own.set(variable, dataset));
  }
  return datasets;
}

interface SavedVariable {
  readonly layer: PlainLayer;
  readonly variable: VariableName;
}

function savedOrder({ trainable, layers }: LayerGroup): SavedVariable[] {
  const all = layers.flatMap((layer) => variablesOf(layer).map((variable) => ({ layer, variable })));
  if (!trainable) return all;
  const isTrained = ({ layer, variable }: SavedVariable) =>
    layer.trainable && !variable.startsWith("moving_");
  return [...all.filter(isTrained), ...all.filter((saved) => !isTrained(saved))];
}

/** A layer's variables, in the order of their creation. */
function variablesOf({ className, config }: PlainLayer): VariableName[] {
  const bias: VariableName[] = config.use_bias === false ? [] : ["bias"];
  switch (className) {
    case "Conv2D":
    case "Dense":
      return ["kernel", ...bias];
    case "DepthwiseConv2D":
      return ["depthwise_kernel", ...bias];
    case "BatchNormalization":
      return ["gamma", "beta", "moving_mean", "moving_variance"];
    default:
      return [];
  }
}

/** Checks the names, because the order alone would not detect swapped gamma and beta, which have the same shape. */
function requireName(path: string, variable: VariableName): void {
  const found = (path.split("/").at(-1) ?? "").replace(/:\d+$/, "");
  if (found === variable || (variable === "depthwise_kernel" && found === "kernel")) return;
  throw new Refusal(`its array ${path} stands where a ${variable} was expected`);
}

function valuesOf(
  dataset: Dataset | undefined,
  layer: PlainLayer,
  name: VariableName,
  shape: readonly number[],
): Float32Array {
  const values = dataset === undefined ? "is missing" : floats(dataset, shape);
  if (typeof values === "string") throw new Refusal(`the ${name} of its layer ${layer.name} ${values}`);
  return values;
}

function textOf(file: HdfFile, attribute: string): string | undefined {
  const found = text(file, attribute);
  if (found === undefined && attribute in file.attrs) throw new Refusal(`its ${attribute} is not text`);
  if (found !== undefined && found.length > LONGEST_JSON)
    throw new Refusal(`its ${attribute} is longer than 16 MB`);
  return found;
}
