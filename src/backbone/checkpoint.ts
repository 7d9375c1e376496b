import type { Dataset, File as HdfFile } from "h5wasm";
import { AppError } from "../common/error";
import { parameterCount, variables, WIDTH_NAMES, WIDTHS, type Width } from "./architecture";
import { floats, isDataset, isGroup, textList } from "./hdf5-tree";
import type { BackboneWeights } from "./weights";

interface StoredWeight {
  readonly path: string;
  readonly dataset: Dataset;
}

/**
 * Reads the backbone from a checkpoint in Keras Applications' HDF5 layout (`layer_names` at the root,
 * `weight_names` at each layer's group). As in Keras's `load_weights`, weights are matched by topological order:
 * names are not trusted, every shape is checked. The width follows from the shapes.
 * @param name the file's name, for messages
 * @throws AppError `bad-checkpoint` with what was expected and what was found
 */
export function readCheckpoint(file: HdfFile, name: string): BackboneWeights {
  const stored = storedWeights(file, name);
  const width = widthOf(stored, name);
  const expected = variables(width);
  if (stored.length !== expected.length) {
    throw refusal(
      name,
      `it contains ${stored.length} weight arrays; MobileNetV2 without its top has ${expected.length}`,
    );
  }
  const values = new Float32Array(parameterCount(width));
  for (const [index, variable] of expected.entries()) {
    const weight = stored[index];
    const numbers = weight === undefined ? "is missing" : floats(weight.dataset, variable.shape);
    if (typeof numbers === "string")
      throw refusal(name, `${weight?.path} ${numbers} (${variable.layer}/${variable.name})`);
    values.set(numbers, variable.offset);
  }
  if (!values.every(Number.isFinite)) throw refusal(name, "some of its weights are not finite numbers");
  return { width, values };
}

/** The arrays of all layers in the order in which the file lists them. */
function storedWeights(file: HdfFile, name: string): StoredWeight[] {
  const stored: StoredWeight[] = [];
  for (const layer of textList(file, "layer_names")) {
    const group = file.get(layer);
    if (!isGroup(group)) throw refusal(name, `its layer ${layer} is missing`);
    for (const weight of textList(group, "weight_names")) {
      const dataset = group.get(weight);
      if (!isDataset(dataset)) throw refusal(name, `its weight ${weight} is missing`);
      stored.push({ path: `${layer}/${weight}`, dataset });
    }
  }
  if (stored.length === 0) throw refusal(name, "it has no list of layers with weights as written by Keras");
  return stored;
}

/**
 * The first array is Conv1's kernel, 3×3×3×filters; the number of filters determines the width. Where several widths have as many, it
 * is the one that the other arrays fit.
 */
function widthOf(stored: readonly StoredWeight[], name: string): Width {
  const shape = stored[0]?.dataset.shape ?? [];
  const [width, ...others] = WIDTHS.filter((each) => String(variables(each)[0]?.shape) === String(shape));
  if (width === undefined) {
    const known = WIDTHS.map((each) => `${each.toFixed(2)} (${variables(each)[0]?.shape.join("×")})`).join(
      " or ",
    );
    throw refusal(name, `its first array is ${shape.join("×") || "empty"}; expected width ${known}`);
  }
  return others.find((each) => fits(stored, each)) ?? width;
}

function fits(stored: readonly StoredWeight[], width: Width): boolean {
  return variables(width).every(({ shape }, index) => String(stored[index]?.dataset.shape) === String(shape));
}

function refusal(name: string, reason: string): AppError {
  return new AppError(
    "bad-checkpoint",
    `${name} is not a MobileNetV2 checkpoint that Twofold can use: ${reason}.`,
    {
      file: name,
      next: `Use a file from Keras Applications: mobilenet_v2_weights_tf_dim_ordering_tf_kernels_{${WIDTH_NAMES.join(",")}}_224_no_top.h5.`,
    },
  );
}
