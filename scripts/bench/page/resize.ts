import { INPUT_SIZE } from "../../../src/backbone/architecture";
import { INPUT_LENGTH, writeInput } from "../../../src/backbone/preprocess";
import type { Pixels } from "../../../src/conditions/rgb-pixels";
import { readHeader } from "../../../src/dataset/header";
import { decodePhoto } from "../../../src/engine/worker/decode";
import { ours } from "./contenders/ours";

/** What resizes photos: our kernels, or the browser, as in an earlier version of the page. */
export type Resizing = "ours" | "browser";

const BATCH = 8;

const DECODERS: Readonly<Record<Resizing, (file: File) => Promise<Pixels>>> = {
  ours: async (file) => decodePhoto({ file, path: file.name, pixels: await pixelsIn(file) }, "keras"),
  browser: decodedByBrowser,
};

const sizes = new Map<string, Promise<number>>();

/** The page knows this from reading the photo; here the warm-up reads it. */
function pixelsIn(file: File): Promise<number> {
  const known = sizes.get(file.name) ?? readPixels(file);
  sizes.set(file.name, known);
  return known;
}

async function readPixels(file: File): Promise<number> {
  const { width, height } = readHeader(new Uint8Array(await file.arrayBuffer()));
  return width * height;
}

/** The files in the page's input. */
function chosenFiles(): File[] {
  return Array.from(document.querySelector("input")?.files ?? []);
}

/** Photos per second from file to features, width 0.35 on one thread; decodes one batch while computing another. */
export async function photosPerSecond(who: Resizing): Promise<number> {
  const files = chosenFiles();
  await ours.prepare(0.35, BATCH);
  const input = new Float32Array(BATCH * INPUT_LENGTH);
  const decode = (start: number) => Promise.all(files.slice(start, start + BATCH).map(DECODERS[who]));
  const started = performance.now();
  let decoding = decode(0);
  for (let start = 0; start < files.length; start += BATCH) {
    const photos = await decoding;
    decoding = decode(start + BATCH);
    for (const [index, rgb] of photos.entries()) writeInput(rgb, "keras", input, index * INPUT_LENGTH);
    await ours.run(input);
  }
  return (1000 * files.length) / (performance.now() - started);
}

/** Milliseconds from the first file to its resized pixels. */
export async function photoMilliseconds(who: Resizing): Promise<number> {
  const [file] = chosenFiles();
  if (file === undefined) throw new Error("There is no photo.");
  const started = performance.now();
  await DECODERS[who](file);
  return performance.now() - started;
}

async function decodedByBrowser(file: File): Promise<Pixels> {
  const bitmap = await createImageBitmap(file, {
    resizeWidth: INPUT_SIZE,
    resizeHeight: INPUT_SIZE,
    resizeQuality: "medium",
  });
  drawing ??= new OffscreenCanvas(INPUT_SIZE, INPUT_SIZE).getContext("2d", { willReadFrequently: true });
  if (drawing === null) throw new Error("There is no canvas.");
  drawing.fillStyle = "white";
  drawing.fillRect(0, 0, INPUT_SIZE, INPUT_SIZE);
  drawing.drawImage(bitmap, 0, 0);
  bitmap.close();
  const rgba = drawing.getImageData(0, 0, INPUT_SIZE, INPUT_SIZE).data;
  const rgb = new Uint8ClampedArray(INPUT_LENGTH);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] as number;
    rgb[to + 1] = rgba[from + 1] as number;
    rgb[to + 2] = rgba[from + 2] as number;
  }
  return rgb;
}

let drawing: OffscreenCanvasRenderingContext2D | null | undefined;

/** A noisy JPEG of this size as base64. */
export async function largeJpeg(width: number, height: number): Promise<string> {
  const tile = new OffscreenCanvas(256, 256);
  const noise = new ImageData(256, 256);
  for (let index = 0; index < noise.data.length; index++)
    noise.data[index] = index % 4 === 3 ? 255 : 128 + 60 * Math.sin(index * index * 0.013);
  tile.getContext("2d")?.putImageData(noise, 0, 0);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  const pattern = context?.createPattern(tile, "repeat");
  if (context === null || !pattern) throw new Error("There is no canvas.");
  context.fillStyle = pattern;
  context.fillRect(0, 0, width, height);
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.8 });
  return new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(",")[1] ?? "");
    reader.readAsDataURL(blob);
  });
}
