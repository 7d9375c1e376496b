import { expose, transfer } from "comlink";
import { free } from "../common/memory";
import { fitHead } from "../head/fit";
import { CLASS_COUNT, type Head, probabilities } from "../head/head";
import type { EngineWorker, FitRequest, ReadOutcome } from "./protocol";
import { lending, registerTransferHandlers } from "./transfer";

const worker: EngineWorker = {
  async unpack(zip, name, onProgress, signal) {
    const { unpackZip } = await import("../dataset/zip");
    return lending(onProgress, unpackZip(zip, name, { signal, onProgress }));
  },

  async draw(count, seed, onProgress, signal) {
    const { drawSample } = await import("../drawn/sample");
    return lending(onProgress, drawSample({ count, seed, signal, onProgress }));
  },

  async read(files, signal) {
    const { readPhoto } = await import("./read");
    const outcomes: ReadOutcome[] = [];
    for (const file of files) {
      signal.throwIfAborted();
      outcomes.push(await readPhoto(file));
    }
    return outcomes;
  },

  async measureBackends(backbone) {
    const { measureBackends } = await import("./runtime");
    return measureBackends(backbone);
  },

  async features(files, extraction, signal) {
    const { extractChunk } = await import("./extractor");
    const chunk = await extractChunk(files, extraction, signal);
    return transfer(chunk, [chunk.features.buffer]);
  },

  async fit({ features, train, val, test, settings }: FitRequest, onEpoch, signal) {
    const started = performance.now();
    try {
      const fitting = fitHead(features, train, val, settings, { signal, onEpoch });
      const result = await lending(onEpoch, fitting);
      const trained = performance.now();
      const scores = {
        val: femaleScores(result.head, features, val.rows),
        test: femaleScores(result.head, features, test.rows),
      };
      const evaluated = performance.now();
      const seconds = { train: (trained - started) / 1000, evaluate: (evaluated - trained) / 1000 };
      return { ...result, scores, seconds };
    } finally {
      free(features.buffer);
    }
  },

  async classify(image, head, extraction) {
    const [{ decodePhoto }, { extract }] = await Promise.all([import("./decode"), import("./runtime")]);
    const bitmap =
      image instanceof ImageBitmap ? image : await decodePhoto(image, "", extraction.preprocessing);
    const features = await extract([bitmap], extraction);
    return probabilities(head, features, Uint32Array.of(0))[0] as number;
  },

  async exportModel(model, format, backbone) {
    const { exportModel } = await import("./model-files");
    return exportModel(model, format, backbone);
  },

  async prepareOpening() {
    await Promise.all([import("./model-files"), import("h5wasm").then(({ ready }) => ready)]);
  },

  async openFile(file, name) {
    const { openFile } = await import("./model-files");
    const opened = await openFile(file, name);
    return opened.kind === "photos" ? opened : transfer(opened, [opened.weights.values.buffer]);
  },

  async score(features, rows, head) {
    const scores = femaleScores(head, features, rows);
    free(features.buffer);
    return scores;
  },

  async measureProject(request) {
    const { measureProject } = await import("./projects");
    return measureProject(request);
  },

  async saveProject(request, onProgress, signal) {
    const { saveProject } = await import("./projects");
    return lending(onProgress, saveProject(request, onProgress, signal));
  },

  async openProject(file, name, known, onProgress, signal) {
    const { openProject } = await import("./projects");
    return lending(onProgress, openProject(file, name, known, onProgress, signal));
  },
};

/** The first column of the probabilities. */
function femaleScores(head: Head, features: Float32Array, rows: Uint32Array): Float32Array<ArrayBuffer> {
  const both = probabilities(head, features, rows);
  return Float32Array.from(rows, (_row, index) => both[index * CLASS_COUNT] as number);
}

registerTransferHandlers();
expose(worker);
