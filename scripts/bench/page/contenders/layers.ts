import * as tf from "@tensorflow/tfjs";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import { INPUT_SIZE, type Width } from "../../../../src/backbone/architecture";
import { type Contender, modelFile } from "./contender";

let model: tf.LayersModel | undefined;
let count = 0;

/** A TensorFlow.js layers model on WebAssembly, as its users load it. */
export const layers: Contender = {
  async prepare(width: Width, batch: number) {
    setWasmPaths(new URL("tfjs-wasm/", document.baseURI).href);
    await tf.setBackend("wasm");
    model?.dispose();
    const whole = await tf.loadLayersModel(modelFile(width, "model.json"));
    const { output } = whole.getLayer("global_average_pooling2d");
    model = tf.model({ inputs: whole.inputs, outputs: output as tf.SymbolicTensor });
    count = batch;
  },
  async run(images) {
    const input = tf.tensor4d(images, [count, INPUT_SIZE, INPUT_SIZE, 3]);
    const output = model?.predict(input) as tf.Tensor;
    const features = (await output.data()) as Float32Array;
    tf.dispose([input, output]);
    return features;
  },
};
