import { type CompiledModel, loadAndCompile, loadLiteRt, Tensor } from "@litertjs/core";
import { INPUT_SIZE, type Width } from "../../../../src/backbone/architecture";
import { tfliteModel } from "../models/tflite";
import { backbone, type Contender } from "./contender";

let runtime: Promise<unknown> | undefined;
let model: CompiledModel | undefined;
let count = 0;

/** LiteRT.js (XNNPACK) on WebAssembly, one thread. */
export const litert: Contender = {
  async prepare(width: Width, batch: number) {
    runtime ??= loadLiteRt(new URL("litert-wasm/", document.baseURI).href, { threads: false });
    await runtime;
    model?.delete();
    model = await loadAndCompile(tfliteModel(await backbone(width), batch), { accelerator: "wasm" });
    count = batch;
  },
  async run(images) {
    const input = new Tensor(images, [count, INPUT_SIZE, INPUT_SIZE, 3]);
    const [output] = (await model?.run(input)) ?? [];
    const features = (await output?.data()) ?? new Float32Array();
    output?.delete();
    input.delete();
    return features;
  },
};
