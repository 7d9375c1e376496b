import type { RowSource } from "../../resize/resizer";
import { canvasProblem, testPicture } from "./canvas-check";

/** A part of an image, in whole pixels. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Reused for the next image. */
let context: OffscreenCanvasRenderingContext2D | undefined;

/** A canvas of up to this many pixels is reused even if it is larger than needed: 4 MB. */
const KEPT_PIXELS = 2 ** 20;

/**
 * Reads a region of an image that the browser decoded, transparent parts on white. Rows are drawn on a canvas without
 * scaling: unlike scaling, that is the same in all browsers. A camera frame is drawn in one go, because each drawing
 * converts the whole frame to RGB.
 * @throws AppError `no-backend` if the worker has no canvas
 */
export function canvasRows(image: ImageBitmap | VideoFrame, region: Region): RowSource {
  const { width, height } = region;
  if (!(image instanceof ImageBitmap)) {
    const drawn = draw(image, region, 0, height);
    return { width, height, readRows: (first, rows) => readBack(drawn, first, width, rows) };
  }
  return {
    width,
    height,
    readRows: (first, rows) => readBack(draw(image, region, first, rows), 0, width, rows),
  };
}

/**
 * The same for a large image, in half the time: through a `VideoFrame` of the canvas, always into the same memory. A
 * canvas allocates new memory for every strip, which takes longer than drawing and resizing together. (A frame of the
 * image itself would be faster still, but Chromium leaves it unrotated and in its original colour space.)
 */
export function frameRows(image: ImageBitmap, region: Region): RowSource {
  const { width, height } = region;
  let strip = new Uint8ClampedArray(0);
  return {
    width,
    height,
    async readRows(first, rows) {
      const length = 4 * width * rows;
      if (strip.length < length) strip = new Uint8ClampedArray(length);
      try {
        await copyFrame(draw(image, region, first, rows).canvas, width, rows, strip);
        return opaque(strip.subarray(0, length));
      } catch {
        // Another photo may have been drawn in the meantime.
        return readBack(draw(image, region, first, rows), 0, width, rows);
      }
    },
  };
}

function draw(
  image: ImageBitmap | VideoFrame,
  { left, top, width }: Region,
  first: number,
  rows: number,
): OffscreenCanvasRenderingContext2D {
  const drawing = canvasOf(width, rows);
  drawing.fillRect(0, 0, width, rows);
  drawing.drawImage(image, -left, -top - first);
  return drawing;
}

function readBack(
  drawing: OffscreenCanvasRenderingContext2D,
  top: number,
  width: number,
  rows: number,
): Uint8ClampedArray {
  return opaque(drawing.getImageData(0, top, width, rows).data);
}

/** @throws AppError `no-backend` if the canvas lost its contents: the background is opaque, lost pixels are not */
function opaque(pixels: Uint8ClampedArray): Uint8ClampedArray {
  if (pixels[3] !== 255 || pixels.at(-1) !== 255) throw canvasProblem();
  return pixels;
}

async function copyFrame(
  canvas: OffscreenCanvas,
  width: number,
  rows: number,
  target: Uint8ClampedArray<ArrayBuffer>,
): Promise<void> {
  // It holds a copy of what is on the canvas now.
  const frame = new VideoFrame(canvas, { timestamp: 0 });
  try {
    const options = { rect: { x: 0, y: 0, width, height: rows }, format: "RGBA" };
    await frame.copyTo(target, options as VideoFrameCopyToOptions);
  } finally {
    frame.close();
  }
}

function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const { canvas } = context ?? {};
  if (context !== undefined && canvas !== undefined && canvas.width >= width && canvas.height >= height)
    return context;
  const widest = Math.max(width, canvas?.width ?? 0);
  const highest = Math.max(height, canvas?.height ?? 0);
  // A wide image and a high one would together make a canvas larger than browsers allow.
  const size = widest * highest <= KEPT_PIXELS ? ([widest, highest] as const) : ([width, height] as const);
  // Without `willReadFrequently`, browsers draw on the graphics card, and every read waits for it.
  const created = new OffscreenCanvas(...size).getContext("2d", { willReadFrequently: true });
  if (created === null) throw canvasProblem();
  created.fillStyle = "white";
  context = created;
  return created;
}

let faithfulFrames: Promise<boolean> | undefined;

/** Whether a `VideoFrame` of a canvas returns exactly the pixels that were drawn on it. */
export function areFramesFaithful(): Promise<boolean> {
  faithfulFrames ??= checkFrames().catch(() => false);
  return faithfulFrames;
}

async function checkFrames(): Promise<boolean> {
  if (typeof VideoFrame === "undefined") return false;
  const { width, height, data } = testPicture();
  const bitmap = await createImageBitmap(testPicture());
  try {
    const pixels = new Uint8ClampedArray(data.length);
    const drawing = draw(bitmap, { left: 0, top: 0, width, height }, 0, height);
    await copyFrame(drawing.canvas, width, height, pixels);
    return pixels.every((value, index) => value === data[index]);
  } finally {
    bitmap.close();
  }
}
