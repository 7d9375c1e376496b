import { expose, transfer } from "comlink";
import { FEATURE_COUNT } from "../../backbone/architecture";
import { createGate } from "../../common/gate";
import { free } from "../../common/memory";
import { fitHead } from "../../head/fit";
import { CLASS_COUNT, type Head, probabilities } from "../../head/head";
import type { FeatureRows } from "../../head/rows";
import { type EngineWorker, type FitRequest, kindOf, type ReadOutcome } from "../protocol/protocol";
import { lending, registerTransferHandlers } from "../protocol/transfer";
import { assertFaithfulCanvas } from "./canvas-check";
import { type FeatureTable, openTable } from "./feature-table";
import { assertEvaluatedOnce } from "./once";

const tuningGate = createGate();

/** The tables that are open, by their numbers. */
const tables = new Map<number, FeatureTable>();
let nextTable = 0;

const worker: EngineWorker = {
  async checkCanvas() {
    assertFaithfulCanvas();
  },

  async tidy() {
    const { tidyFeatures } = await import("../../storage/features");
    await tidyFeatures();
  },

  async unpack(zip, name, onProgress, signal) {
    const { unpackZip } = await import("../../dataset/zip");
    return lending(onProgress, unpackZip(zip, name, { signal, onProgress }));
  },

  async draw(count, seed, onProgress, signal) {
    assertFaithfulCanvas();
    const { drawSample } = await import("../../drawn/sample");
    return lending(onProgress, drawSample({ count, seed, signal, onProgress }));
  },

  async read(files, signal) {
    const { readPhoto } = await import("./read-photo");
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

  async fingerprints(files, signal) {
    const { fingerprintChunk } = await import("./fingerprints");
    const chunk = await fingerprintChunk(files, signal);
    return transfer(chunk, [chunk.hashes.buffer, chunk.thumbnails.buffer]);
  },

  async closeRows(hashes, from, to) {
    const { closeRows } = await import("../../duplicates/close");
    return closeRows(hashes, from, to);
  },

  async confirm(thumbnails, close) {
    const { confirm } = await import("../../duplicates/close");
    return confirm(thumbnails, close);
  },

  async openTable(rows) {
    const number = nextTable++;
    tables.set(number, await openTable(rows));
    return number;
  },

  async fillKnown(number, start, photoHashes, extraction) {
    const { cachedFeatures } = await import("../../storage/features");
    const missing: number[] = [];
    const known = await cachedFeatures(photoHashes, kindOf(extraction), extraction.backend);
    for (const [index, features] of known.entries()) {
      if (features === undefined) missing.push(start + index);
      else table(number).put(start + index, features);
    }
    return missing;
  },

  async fillTable(number, rows, features) {
    for (const [index, row] of rows.entries())
      table(number).put(row, features.subarray(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT));
    free(features.buffer);
  },

  async closeTable(number) {
    await table(number).close();
    tables.delete(number);
  },

  async fit({ table: number, train, val, test, settings }: FitRequest, onEpoch, signal) {
    const features = table(number);
    const started = performance.now();
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
  },

  async tune(request, ports, onProgress, onEpoch, signal) {
    const { tune } = await import("./tuning-leader");
    tuningGate.hold(false);
    const tuning = tune(request, ports, {
      signal,
      ready: () => tuningGate.pass(signal),
      onStep: (done, total) => onProgress({ stage: "tune", done, total }),
      onEpoch,
    });
    const answer = await lending(onEpoch, lending(onProgress, tuning));
    return transfer(answer, [answer.values.buffer]);
  },

  async holdTuning(held) {
    tuningGate.hold(held);
  },

  async assist(request, port, signal) {
    const { assist } = await import("./tuning-leader");
    await assist(request, port, signal);
  },

  async classify(picture, head, extraction, mirrored) {
    const { classify } = await import("./answering");
    return classify(picture, head, extraction, mirrored);
  },

  async explain(picture, head, extraction, mirrored) {
    const { explain } = await import("./answering");
    const explanation = await explain(picture, head, extraction, mirrored);
    return transfer(explanation, [explanation.map.buffer]);
  },

  async stress(files, request, signal) {
    const { stressChunk } = await import("./stress-chunk");
    const chunk = await stressChunk(files, request, signal);
    return transfer(chunk, [chunk.scores.buffer]);
  },

  async showLooks(photo, preprocessing, looks, seed) {
    const { showLooks } = await import("./looks");
    return showLooks(photo, preprocessing, looks, seed);
  },

  async bootstrap({ labels, scores }, options, signal) {
    const { bootstrap } = await import("../../metrics/bootstrap");
    return bootstrap(labels, scores, options, signal);
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

  async score(number, rows, head) {
    return femaleScores(head, table(number), rows);
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

function table(number: number): FeatureTable {
  const open = tables.get(number);
  if (open === undefined) throw new RangeError(`There is no table ${number}.`);
  return open;
}

/** The first column of the probabilities. */
function femaleScores(head: Head, features: FeatureRows, rows: Uint32Array): Float32Array<ArrayBuffer> {
  const both = probabilities(head, features, rows);
  return Float32Array.from(rows, (_row, index) => both[index * CLASS_COUNT] as number);
}

assertEvaluatedOnce();
registerTransferHandlers();
expose(worker);
