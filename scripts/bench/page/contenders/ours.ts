import type { Width } from "../../../../src/backbone/architecture";
import type { BackboneInfo } from "../../../../src/backbone/weights";
import type { BackboneRef } from "../../../../src/engine/protocol";
import { extract } from "../../../../src/engine/runtime";
import { type Contender, modelFile } from "./contender";

let ref: BackboneRef;
let count = 0;

/** The page's own way to features, as its workers call it. */
export const ours: Contender = {
  async prepare(width: Width, batch: number) {
    const info: BackboneInfo = await (await fetch(modelFile(width, "info.json"))).json();
    ref = { info, url: modelFile(width, "values.bin") };
    count = batch;
  },
  run: (images) => extract(images, count, ref, "wasm"),
};
