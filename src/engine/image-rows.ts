import type { RowSource } from "../resize/resizer";
import { canvasProblem, testPicture } from "./canvas-check";

/** A part of an image, in whole pixels. */
export interface Region {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Kept for the next image, and as large as the largest strip was. */
let context: OffscreenCanvasRenderingContext2D | undefined;

/**
 * Reads a region of an image that the browser decoded, transparent parts on white. Rows are drawn on a canvas
 * without scaling: what browsers do there is the same in all of them, unlike how they scale.
 * @throws AppError `no-backend` where the worker has no canvas
 */
export function canvasRows(image: ImageBitmap | VideoFrame, region: Region): RowSource {
  const { left, top, width, height } = region;
  return {
    width,
    height,
    readRows(first, rows) {
      const drawing = canvasOf(width, rows);
      drawing.fillRect(0, 0, width, rows);
      drawing.drawImage(image, -left, -top - first);
      return drawing.getImageData(0, 0, width, rows).data;
    },
  };
}

function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  if (context === undefined || context.canvas.width < width || context.canvas.height < height) {
    const { canvas } = context ?? {};
    const size = [Math.max(width, canvas?.width ?? 0), Math.max(height, canvas?.height ?? 0)] as const;
    // Without read-back in mind, browsers draw on the graphics card, and every read waits for it.
    const created = new OffscreenCanvas(...size).getContext("2d", { willReadFrequently: true });
    if (created === null) throw canvasProblem();
    created.fillStyle = "white";
    context = created;
  }
  return context;
}

/**
 * Reads a frame of an opaque image into the same memory again and again. A canvas gives new memory for every strip,
 * which takes longer than drawing and resizing together.
 */
export function frameRows(frame: VideoFrame, { left, top, width, height }: Region): RowSource {
  let strip = new Uint8ClampedArray(0);
  return {
    width,
    height,
    async readRows(first, rows) {
      if (strip.length < 4 * width * rows) strip = new Uint8ClampedArray(4 * width * rows);
      const rect = { x: left, y: top + first, width, height: rows };
      await frame.copyTo(strip, { rect, format: "RGBA" } as VideoFrameCopyToOptions);
      return strip.subarray(0, 4 * width * rows);
    },
  };
}

let faithfulFrames: Promise<boolean> | undefined;

/** Whether `frameRows` works in this browser and gives the very pixels of a bitmap. */
export function areFramesFaithful(): Promise<boolean> {
  faithfulFrames ??= checkFrames().catch(() => false);
  return faithfulFrames;
}

async function checkFrames(): Promise<boolean> {
  if (typeof VideoFrame === "undefined") return false;
  const picture = testPicture();
  const { width, height, data } = picture;
  const bitmap = await createImageBitmap(picture);
  const frame = new VideoFrame(bitmap, { timestamp: 0 });
  try {
    const rows = await frameRows(frame, { left: 0, top: 0, width, height }).readRows(1, height - 1);
    return rows.every((value, index) => value === data[4 * width + index]);
  } finally {
    frame.close();
    bitmap.close();
  }
}
