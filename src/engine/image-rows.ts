import { AppError } from "../common/error";
import type { RowSource } from "../resize/resizer";

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
 */
export function rowsOf(image: ImageBitmap | VideoFrame, region: Region): RowSource {
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

/** A canvas of at least this size, with white to fill. @throws AppError `no-backend` */
function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  if (context === undefined || context.canvas.width < width || context.canvas.height < height) {
    const { canvas } = context ?? {};
    const size = [Math.max(width, canvas?.width ?? 0), Math.max(height, canvas?.height ?? 0)] as const;
    // Without read-back in mind, browsers draw on the graphics card, and every read waits for it.
    const created = new OffscreenCanvas(...size).getContext("2d", { willReadFrequently: true });
    if (created === null) {
      throw new AppError("no-backend", "This browser cannot draw pictures in the background.", {
        next: "Use a current Chrome, Edge, Firefox or Safari.",
      });
    }
    created.fillStyle = "white";
    context = created;
  }
  return context;
}
