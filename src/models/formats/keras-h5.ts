import type { Group, File as HdfFile } from "h5wasm";
import { writeHdf5 } from "../../backbone/hdf5";
import type { BackboneWeights } from "../../backbone/weights";
import type { CalibratedModel } from "../model";
import { RECORD_ATTRIBUTE, SEAL_ATTRIBUTE, sealOf } from "./h5-seal";
import { classifierTopology, classifierVariables, type StoredVariable, valuesOf } from "./layers";
import { recordToJson } from "./record";

/** Keras 3 reads files of Keras 2, but not the other way round. */
const KERAS_VERSION = "2.15.0";

/** What `load_model(compile=True)` compiles with: the recipe's loss and optimizer. */
const TRAINING_CONFIG = {
  loss: "categorical_crossentropy",
  loss_weights: null,
  metrics: ["accuracy"],
  weighted_metrics: null,
  optimizer_config: {
    class_name: "Adam",
    config: {
      name: "Adam",
      learning_rate: 1e-3,
      beta_1: 0.9,
      beta_2: 0.999,
      epsilon: 1e-7,
      amsgrad: false,
    },
  },
};

/**
 * The download for Keras: a whole model in one HDF5 file, laid out as Keras's own `model.save("….h5")` does
 * (`save_model_to_hdf5` in keras/src/legacy/saving/legacy_h5_format.py), which Keras 3 and tf.keras 2 load.
 */
export async function kerasH5(
  model: CalibratedModel,
  backbone: BackboneWeights,
): Promise<Uint8Array<ArrayBuffer>> {
  const variables = classifierVariables(backbone, model.head);
  const record = JSON.stringify(recordToJson(model));
  const topology = classifierTopology(backbone.width, model.head);
  const config = JSON.stringify(topology);
  const seal = await sealOf(config, record, valuesOf(variables));
  return writeHdf5((file) => {
    file.create_attribute("model_config", config);
    file.create_attribute("training_config", JSON.stringify(TRAINING_CONFIG));
    file.create_attribute(RECORD_ATTRIBUTE, record);
    file.create_attribute(SEAL_ATTRIBUTE, seal);
    writeVersion(file);
    const names = topology.config.layers.map(({ name }) => name);
    writeWeights(file.create_group("model_weights"), names, variables);
  });
}

function writeVersion(group: Group | HdfFile): void {
  group.create_attribute("backend", "tensorflow");
  group.create_attribute("keras_version", KERAS_VERSION);
}

/** One group per layer: its list of weights, and a nested group of the same name with the weights, as in Keras. */
function writeWeights(root: Group, layers: readonly string[], variables: readonly StoredVariable[]): void {
  writeVersion(root);
  writeNames(root, "layer_names", layers);
  for (const layer of layers) {
    const group = root.create_group(layer);
    const own = variables.filter((variable) => variable.layer === layer);
    if (own.length === 0) continue;
    const nameOf = ({ name }: StoredVariable) => `${name}:0`;
    writeNames(
      group,
      "weight_names",
      own.map((variable) => `${layer}/${nameOf(variable)}`),
    );
    const inner = group.create_group(layer);
    for (const variable of own) {
      const { shape, values: data } = variable;
      inner.create_dataset({ name: nameOf(variable), data, shape: [...shape], dtype: "<f" });
    }
  }
}

/** A list of fixed-length strings, as h5py writes it. */
function writeNames(group: Group, attribute: string, names: readonly string[]): void {
  const longest = Math.max(...names.map((name) => name.length));
  group.create_attribute(attribute, [...names], [names.length], `S${longest}`);
}
