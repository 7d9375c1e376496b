import { INPUT_SIZE } from "../backbone/architecture";
import type { Preprocessing } from "../backbone/preprocess";
import { AppError } from "../common/error";

/**
 * Decodes a photo, upright as its EXIF says, and brings it to 224×224; the browser decodes off this thread.
 * @throws AppError `broken-image`
 */
export async function decodePhoto(
  file: Blob,
  path: string,
  preprocessing: Preprocessing,
): Promise<ImageBitmap> {
  try {
    return await (preprocessing === "keras" ? squeezed(file) : centreSquare(file));
  } catch (cause) {
    throw new AppError(
      "broken-image",
      "The picture is damaged, or of a kind that this browser cannot open.",
      {
        file: path,
        next: "Open it in a picture program and save it as JPEG or PNG.",
        cause,
      },
    );
  }
}

/** The whole picture, whatever its shape. */
function squeezed(file: Blob): Promise<ImageBitmap> {
  return createImageBitmap(file, {
    imageOrientation: "from-image",
    resizeWidth: INPUT_SIZE,
    resizeHeight: INPUT_SIZE,
    resizeQuality: "medium",
  });
}

/** The middle of the picture, placed and smoothed as `cropTo` of @teachablemachine/image does it. */
async function centreSquare(file: Blob): Promise<ImageBitmap> {
  const whole = await createImageBitmap(file, { imageOrientation: "from-image" });
  const scale = INPUT_SIZE / Math.min(whole.width, whole.height);
  const [width, height] = [Math.ceil(whole.width * scale), Math.ceil(whole.height * scale)];
  const canvas = new OffscreenCanvas(INPUT_SIZE, INPUT_SIZE);
  const [x, y] = [width, height].map((side) => -Math.trunc((side - INPUT_SIZE) / 2)) as [number, number];
  canvas.getContext("2d")?.drawImage(whole, x, y, width, height);
  whole.close();
  return canvas.transferToImageBitmap();
}

let context: OffscreenCanvasRenderingContext2D | undefined;

/** The pixels of a bitmap as RGBA bytes, 224×224, transparent parts on white. */
export function pixelsOf(bitmap: ImageBitmap): Uint8ClampedArray {
  context ??= readableContext();
  context.fillStyle = "white";
  context.fillRect(0, 0, INPUT_SIZE, INPUT_SIZE);
  context.drawImage(bitmap, 0, 0, INPUT_SIZE, INPUT_SIZE);
  return context.getImageData(0, 0, INPUT_SIZE, INPUT_SIZE).data;
}

function readableContext(): OffscreenCanvasRenderingContext2D {
  const canvas = new OffscreenCanvas(INPUT_SIZE, INPUT_SIZE);
  const created = canvas.getContext("2d", { willReadFrequently: true });
  if (created === null) throw new AppError("no-backend", "This browser gives workers no canvas to draw on.");
  return created;
}
