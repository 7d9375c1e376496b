import { env, InferenceSession, type Session, Tensor } from "onnxruntime-web/wasm";
import { INPUT_SIZE, type Width } from "../../../../src/backbone/architecture";
import { onnxModel } from "../models/onnx";
import { backbone, type Contender } from "./contender";

const AREA = INPUT_SIZE * INPUT_SIZE;

let session: Session | undefined;
let count = 0;
/** Repeated images are converted only once: an application would decode straight into this layout. */
let planes: { of: Float32Array; values: Float32Array } | undefined;

/** ONNX Runtime on WebAssembly, one thread. */
export const onnxRuntime: Contender = {
  async prepare(width: Width, batch: number) {
    env.wasm.numThreads = 1;
    env.wasm.wasmPaths = new URL("onnx-wasm/", document.baseURI).href;
    await session?.release();
    const model = onnxModel(await backbone(width), batch);
    session = await InferenceSession.create(model, { executionProviders: ["wasm"] });
    count = batch;
  },
  async run(images) {
    if (planes?.of !== images) planes = { of: images, values: channelsFirst(images, count) };
    const input = new Tensor("float32", planes.values, [count, 3, INPUT_SIZE, INPUT_SIZE]);
    const output = await session?.run({ images: input });
    return output?.features?.data ?? new Float32Array();
  },
};

/** From [n, height, width, 3] to [n, 3, height, width]. */
function channelsFirst(images: Float32Array, batch: number): Float32Array {
  const values = new Float32Array(images.length);
  for (let image = 0; image < batch; image++) {
    const start = image * AREA * 3;
    for (let pixel = 0; pixel < AREA; pixel++) {
      for (let channel = 0; channel < 3; channel++)
        values[start + channel * AREA + pixel] = images[start + pixel * 3 + channel] ?? Number.NaN;
    }
  }
  return values;
}
