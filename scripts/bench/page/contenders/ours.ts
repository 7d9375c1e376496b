import type { Width } from "../../../../src/backbone/architecture";
import { Backbone } from "../../../../src/backbone/backbone";
import { startBackend } from "../../../../src/engine/worker/start-backend";
import { backbone, type Contender } from "./contender";

let loaded: Backbone | undefined;
let count = 0;

/** The page's backbone, as its workers run it. */
export const ours: Contender = {
  async prepare(width: Width, batch: number) {
    await startBackend("wasm");
    loaded?.dispose();
    loaded = new Backbone(await backbone(width));
    count = batch;
  },
  async run(images) {
    return (await loaded?.extract(images, count)) ?? new Float32Array();
  },
};
