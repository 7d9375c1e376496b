/** Parses Keras's description of a model, from an untrusted file, into plain layers. */
import { INPUT_SIZE } from "../../backbone/architecture";
import { Refusal } from "./refusal";

type Json = Readonly<Record<string, unknown>>;

/** A layer that computes something, with the layers that its inputs come from. */
export interface PlainLayer {
  readonly className: string;
  readonly name: string;
  readonly config: Json;
  readonly inputs: readonly PlainLayer[];
  /** Its numeric arguments: the 127.5 of `x / 127.5`. */
  readonly operands: readonly number[];
  /** False if the layer or a model around it is frozen; the order of weights in an .h5 depends on this. */
  readonly trainable: boolean;
}

/** A whole model as plain layers. */
export interface Topology {
  /** The layer whose output is the model's. */
  readonly output: PlainLayer;
  /** The model's own layers by name, each with its plain layers: itself, or those of a nested model. */
  readonly groups: ReadonlyMap<string, LayerGroup>;
}

export interface LayerGroup {
  readonly trainable: boolean;
  readonly layers: readonly PlainLayer[];
}

/** MobileNetV2 has 154 layers. */
const MOST_LAYERS = 1000;

/** Teachable Machine nests three deep. */
const DEEPEST = 6;

/** The only class of layer without inputs. */
export const INPUT_CLASS = "InputLayer";

const MODEL_CLASSES = ["Functional", "Model", "Sequential"];

/**
 * Parses a model's JSON as written by Keras 2, Keras 3 and TensorFlow.js. Nothing in it is executed.
 * @param json `model_config` of an .h5, `modelTopology` of a `model.json`
 * @throws Refusal
 */
export function readTopology(json: unknown): Topology {
  const walker = new Walker();
  const input: PlainLayer = {
    className: INPUT_CLASS,
    name: "",
    config: {},
    inputs: [],
    operands: [],
    trainable: false,
  };
  const output = walker.model(asObject(json, "its description of layers"), input, true, 0);
  return { output, groups: walker.groups };
}

class Walker {
  readonly groups = new Map<string, LayerGroup>();
  #layers: PlainLayer[] = [];
  #count = 0;

  /** The output of a model applied to `input`. */
  model(json: Json, input: PlainLayer, isTrainable: boolean, depth: number): PlainLayer {
    if (depth > DEEPEST) throw new Refusal(`its models are nested more than ${DEEPEST} deep`);
    const { class_name: className, config } = json;
    const list = Array.isArray(config) ? config : asObject(config, "a model's config").layers;
    if (!Array.isArray(list)) throw new Refusal("a model in it has no list of layers");
    const layers = list.map((layer) => asObject(layer, "a layer"));
    // After the first layer, sizes follow from the layers.
    if (input.className === INPUT_CLASS) requireInputSize(layers);
    return className === "Sequential"
      ? this.#sequential(layers, input, isTrainable, depth)
      : this.#functional(layers, asObject(config, "a model's config"), input, isTrainable, depth);
  }

  #sequential(layers: readonly Json[], input: PlainLayer, isTrainable: boolean, depth: number): PlainLayer {
    let last = input;
    for (const layer of layers) {
      if (layer.class_name !== INPUT_CLASS)
        last = this.#layer(layer, { inputs: [last], operands: [] }, isTrainable, depth);
    }
    return last;
  }

  #functional(
    layers: readonly Json[],
    config: Json,
    input: PlainLayer,
    isTrainable: boolean,
    depth: number,
  ): PlainLayer {
    const outputs = new Map<string, PlainLayer>();
    const inputName = onlyName(config.input_layers, "inputs");
    for (const layer of layers) {
      const name = nameOf(layer);
      if (outputs.has(name)) throw new Refusal(`two of its layers are called ${name}`);
      if (layer.class_name === INPUT_CLASS) {
        if (name !== inputName) throw new Refusal("it has more than one input");
        outputs.set(name, input);
        continue;
      }
      const { names, operands } = callOf(layer);
      const inputs = names.map((from) => {
        const found = outputs.get(from);
        if (found === undefined)
          throw new Refusal(`its layer ${name} follows ${from}, which comes later or never`);
        return found;
      });
      outputs.set(name, this.#layer(layer, { inputs, operands }, isTrainable, depth));
    }
    const output = outputs.get(onlyName(config.output_layers, "outputs"));
    if (output === undefined) throw new Refusal("its output layer is missing");
    return output;
  }

  /** A plain layer, or the layers of a nested model. */
  #layer(
    json: Json,
    { inputs, operands }: Pick<PlainLayer, "inputs" | "operands">,
    isTrainable: boolean,
    depth: number,
  ): PlainLayer {
    if (++this.#count > MOST_LAYERS) throw new Refusal(`it has more than ${MOST_LAYERS} layers`);
    const [className, name] = [String(json.class_name), nameOf(json)];
    const config = Array.isArray(json.config) ? {} : asObject(json.config, `the config of ${name}`);
    const trainable = isTrainable && config.trainable !== false;
    let output: PlainLayer;
    if (MODEL_CLASSES.includes(className)) {
      const [input] = inputs;
      if (input === undefined || inputs.length > 1) throw new Refusal(`its model ${name} needs one input`);
      output = this.model(json, input, trainable, depth + 1);
    } else {
      output = { className, name, config, inputs, operands, trainable };
      this.#layers.push(output);
    }
    if (depth === 0) {
      this.groups.set(name, { trainable, layers: this.#layers });
      this.#layers = [];
    }
    return output;
  }
}

/** Requires the page's input size: a model for another size computes something else from photos of this size. */
function requireInputSize(layers: readonly Json[]): void {
  const first = layers.find(({ class_name: className }) => className === INPUT_CLASS) ?? layers[0];
  if (first === undefined || Array.isArray(first.config)) return;
  const { batch_shape: keras3, batch_input_shape: keras2 } = asObject(first.config, "a layer's config");
  const shape = keras3 ?? keras2;
  if (shape === undefined && first.class_name !== INPUT_CLASS) return;
  const [, height, width, channels] = Array.isArray(shape) ? shape : [];
  const isSide = (side: unknown) => side === INPUT_SIZE || side === null;
  if (Array.isArray(shape) && shape.length === 4 && isSide(height) && isSide(width) && channels === 3) return;
  const expected = `${INPUT_SIZE} × ${INPUT_SIZE} pixels of 3 colours`;
  throw new Refusal(`its input is ${JSON.stringify(shape)?.slice(0, 60)}; expected ${expected}`);
}

/** A layer's arguments: names of layers, and numbers. */
interface Call {
  readonly names: readonly string[];
  readonly operands: readonly number[];
}

/** The only call of a functional layer. A layer that is used twice does not have a single place in the chain. */
function callOf(layer: Json): Call {
  const nodes = layer.inbound_nodes;
  if (!Array.isArray(nodes) || nodes.length !== 1) {
    const times = Array.isArray(nodes) ? nodes.length : 0;
    throw new Refusal(`its layer ${nameOf(layer)} is used ${times} times, not once`);
  }
  const [node] = nodes;
  if (!Array.isArray(node)) {
    const { args, kwargs } = asObject(node, "a node");
    requireNoArguments(kwargs, layer);
    return callInKeras3(args);
  }
  for (const tensor of node) requireNoArguments(Array.isArray(tensor) ? tensor[3] : undefined, layer);
  return { names: node.map(nameInKeras2), operands: [] };
}

/** `training=True` would make dropout and batch normalization compute something else; `False` is the default. */
function requireNoArguments(kwargs: unknown, layer: Json): void {
  for (const [name, value] of Object.entries(asObject(kwargs ?? {}, "a layer's arguments"))) {
    if (value !== null && value !== false)
      throw new Refusal(`its layer ${nameOf(layer)} is called with ${name}=${JSON.stringify(value)}`);
  }
}

/** `["Conv1", 0, 0, {}]`: the first output of a layer. */
function nameInKeras2(tensor: unknown): string {
  const [name, , output]: unknown[] = Array.isArray(tensor) ? tensor : [];
  if (typeof name !== "string") throw new Refusal("a layer in it has an input without a name");
  if (output !== 0) throw new Refusal(`it uses an output of ${name} that does not exist`);
  return name;
}

/** `{"class_name": "__keras_tensor__", "config": {"keras_history": ["Conv1", 0, 0]}}`, several of them, and numbers. */
function callInKeras3(args: unknown): Call {
  const list: unknown[] = Array.isArray(args) ? args.flat() : [];
  const operands = list.filter((argument) => typeof argument === "number");
  const names = list
    .filter((argument) => typeof argument !== "number")
    .map((tensor) => {
      const { config } = asObject(tensor, "a layer's input");
      return nameInKeras2(asObject(config, "a layer's input").keras_history);
    });
  return { names, operands };
}

/** `["input_1", 0, 0]`, or a list that only contains it. */
function onlyName(value: unknown, what: string): string {
  const list: unknown[] = Array.isArray(value) ? value : [];
  const first = Array.isArray(list[0]) ? list[0] : list;
  if (Array.isArray(list[0]) && list.length !== 1)
    throw new Refusal(`it has ${list.length} ${what}, not one`);
  if (typeof first[0] !== "string") throw new Refusal(`it does not name its ${what}`);
  return first[0];
}

function nameOf(layer: Json): string {
  const name =
    layer.name ?? (Array.isArray(layer.config) ? undefined : asObject(layer.config, "a layer").name);
  if (typeof name !== "string") throw new Refusal("a layer in it has no name");
  return name;
}

function asObject(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Refusal(`${what} is missing`);
  return value as Json;
}
