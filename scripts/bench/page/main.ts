import type { Width } from "../../../src/backbone/architecture";
import { type Contender, images } from "./contenders/contender";
import type { Resizing } from "./resize";

/** Each is loaded into a separate page, so that no two share a TensorFlow.js instance. */
const CONTENDERS = {
  ours: async () => (await import("./contenders/ours")).ours,
  layers: async () => (await import("./contenders/layers")).layers,
  onnxRuntime: async () => (await import("./contenders/onnx-runtime")).onnxRuntime,
  litert: async () => (await import("./contenders/litert")).litert,
} satisfies Record<string, () => Promise<Contender>>;

export type ContenderName = keyof typeof CONTENDERS;

/** The functions of this page that Node calls. */
export interface Bench {
  /** Loads a contender. @returns the features of the first image, for comparison with the others' */
  prepare(name: ContenderName, width: Width, batch: number): Promise<number[]>;
  /** Milliseconds of one pass, the mean of `passes`. */
  time(passes: number): Promise<number>;
  /** Milliseconds of training the head for 20 epochs. */
  trainHead(who: "ours" | "layers"): Promise<number>;
  /** For the photos in the page's file input, with width 0.35. */
  photosPerSecond(who: Resizing): Promise<number>;
  /** Milliseconds from the first file in the page's file input to 224×224 pixels. */
  photoMilliseconds(who: Resizing): Promise<number>;
  /** A noisy JPEG as base64. */
  largeJpeg(width: number, height: number): Promise<string>;
  /** Faces drawn by the page as base64 JPEGs: path → file. */
  drawFaces(count: number): Promise<Record<string, string>>;
}

declare global {
  interface Window {
    bench?: Bench;
  }
}

let contender: Contender | undefined;
let input: Float32Array = new Float32Array();

window.bench = {
  async prepare(name, width, batch) {
    contender = await CONTENDERS[name]();
    await contender.prepare(width, batch);
    input = images(batch);
    return Array.from((await contender.run(input)).subarray(0, 1280));
  },

  async time(passes) {
    const started = performance.now();
    for (let pass = 0; pass < passes; pass++) await contender?.run(input);
    return (performance.now() - started) / passes;
  },

  async trainHead(who) {
    const { trainOurs, trainLayers } = await import("./head");
    return who === "ours" ? trainOurs() : trainLayers();
  },

  async photosPerSecond(who) {
    return (await import("./resize")).photosPerSecond(who);
  },

  async photoMilliseconds(who) {
    return (await import("./resize")).photoMilliseconds(who);
  },

  async largeJpeg(width, height) {
    return (await import("./resize")).largeJpeg(width, height);
  },

  async drawFaces(count) {
    const { drawSample } = await import("../../../src/drawn/draw-sample");
    const { signal } = new AbortController();
    const files = await drawSample({ count, seed: 1, signal, onProgress: () => {} });
    const encoded = files.map(async ({ path, file }) => [path, await base64(file)] as const);
    return Object.fromEntries(await Promise.all(encoded));
  },
};

async function base64(file: Blob): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}
