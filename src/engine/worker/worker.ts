import { expose, transfer } from "comlink";
import type { JobHooks, Stoppable } from "../../common/progress";
import type { BootstrapOptions } from "../../metrics/bootstrap";
import { closingPorts } from "../protocol/hooks";
import type { ScoredLabels } from "../protocol/protocol";
import { registerTransferHandlers } from "../protocol/transfer";
import { assertFaithfulCanvas } from "./canvas-check";
import { fit, score } from "./head-training";
import { assertEvaluatedOnce } from "./once";
import { closeTable, fillKnown, fillTable, openTable } from "./tables";
import { holdTuning } from "./tuning-gate";

/**
 * The methods of a worker; the page calls them through `EngineThread.worker`, with the types inferred here. Every
 * worker runs the same script and loads TensorFlow.js, h5wasm or zip.js when a method first needs it, so the one that
 * only trains stays small. The methods are documented where they are defined.
 */
const worker = {
  /** @throws AppError `altered-canvas` or `no-backend` */
  checkCanvas: async () => assertFaithfulCanvas(),
  tidy: lazily(async () => (await import("../../storage/tidy")).tidyStorage),

  unpack: lazily(async () => (await import("../../dataset/unpack-zip")).unpackZip),
  async draw(count: number, seed: number, hooks: JobHooks) {
    assertFaithfulCanvas();
    const { drawSample } = await import("../../drawn/draw-sample");
    return drawSample({ count, seed, ...hooks });
  },
  read: lazily(async () => (await import("./read-photo")).readPhotos),

  measureBackends: lazily(async () => (await import("./runtime")).measureBackends),
  features: lazily(
    async () => (await import("./extractor")).extractChunk,
    ({ features }) => [features.buffer],
  ),
  openTable,
  fillKnown,
  fillTable,
  closeTable,

  fit,
  score,
  tune: lazily(
    async () => (await import("./tuning-leader")).tune,
    ({ values }) => [values.buffer],
  ),
  holdTuning,
  assist: lazily(async () => (await import("./tuning-leader")).assist),

  classify: lazily(async () => (await import("./answering")).classify),
  explain: lazily(
    async () => (await import("./answering")).explain,
    ({ map }) => [map.buffer],
  ),

  stress: lazily(
    async () => (await import("./stress-chunk")).stressChunk,
    ({ scores }) => [scores.buffer],
  ),
  showLooks: lazily(async () => (await import("./looks")).showLooks),
  fingerprints: lazily(
    async () => (await import("./fingerprints")).fingerprintChunk,
    ({ hashes, thumbnails }) => [hashes.buffer, thumbnails.buffer],
  ),
  closeRows: lazily(async () => (await import("../../duplicates/close")).closeRows),
  confirm: lazily(async () => (await import("../../duplicates/close")).confirm),
  async bootstrap({ labels, scores }: ScoredLabels, options: BootstrapOptions, { signal }: Stoppable) {
    const { bootstrap } = await import("../../metrics/bootstrap");
    return bootstrap(labels, scores, options, signal);
  },

  exportModel: lazily(async () => (await import("./model-files")).exportModel),
  /** Loads the modules that open files, so that loading does not count towards a file's time limit. */
  async prepareOpening() {
    await Promise.all([import("./model-files"), import("h5wasm").then(({ ready }) => ready)]);
  },
  openFile: lazily(
    async () => (await import("./model-files")).openFile,
    (opened) => (opened.kind === "photos" ? [] : [opened.weights.values.buffer]),
  ),

  measureProject: lazily(async () => (await import("./projects")).measureProject),
  saveProject: lazily(async () => (await import("./projects")).saveProject),
  openProject: lazily(async () => (await import("./projects")).openProject),
};

export type EngineWorker = typeof worker;

/**
 * A method whose module is loaded at its first call.
 * @param buffers which of the result's buffers are transferred instead of copied; the worker must not use them
 *   afterwards
 */
function lazily<Values extends unknown[], Answer>(
  load: () => Promise<(...values: Values) => Answer | Promise<Answer>>,
  buffers?: (answer: Answer) => Transferable[],
): (...values: Values) => Promise<Answer> {
  return async (...values) => {
    const method = await load();
    const answer = await method(...values);
    return buffers === undefined ? answer : transfer(answer, buffers(answer));
  };
}

assertEvaluatedOnce();
registerTransferHandlers();
expose(closingPorts(worker));
