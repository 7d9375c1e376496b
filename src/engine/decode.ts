import { INPUT_SIZE } from "../backbone/architecture";
import type { Preprocessing } from "../backbone/preprocess";
import { AppError } from "../common/error";
import { blankPixels, type Pixels } from "../conditions/pixels";
import { readPhotoBytes } from "../dataset/photo";
import type { Picture } from "./protocol";

/**
 * Brings a photo that nobody has read yet, or a frame of a camera (which is used up), to 224×224.
 * @throws AppError `broken-image`, and those of `readPhotoBytes`
 */
export async function decodePicture(picture: Picture, preprocessing: Preprocessing): Promise<ImageBitmap> {
  if (picture instanceof ImageBitmap) return picture;
  if (picture instanceof VideoFrame) return middleSquare(picture);
  await readPhotoBytes(picture, "");
  return decodePhoto(picture, "", preprocessing);
}

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

/** Kept for the next frame; every frame takes the canvas's picture away. */
let frameContext: OffscreenCanvasRenderingContext2D | undefined;

/**
 * The middle of a frame, as the person sees it. Cropped before it is drawn: half of the time goes into turning a
 * camera's colours into RGB, and browsers do that for all that is there.
 */
function middleSquare(frame: VideoFrame): ImageBitmap {
  frameContext ??= smoothContext();
  const { x, y, width, height } =
    frame.visibleRect ?? new DOMRectReadOnly(0, 0, frame.codedWidth, frame.codedHeight);
  const side = Math.min(width, height);
  const square = new VideoFrame(frame, {
    visibleRect: { x: x + evenHalf(width - side), y: y + evenHalf(height - side), width: side, height: side },
  });
  frameContext.drawImage(square, 0, 0, INPUT_SIZE, INPUT_SIZE);
  square.close();
  frame.close();
  return frameContext.canvas.transferToImageBitmap();
}

/** Cameras have one colour for two by two pixels, which a crop must not cut apart. */
function evenHalf(length: number): number {
  return 2 * Math.floor(length / 4);
}

function smoothContext(): OffscreenCanvasRenderingContext2D {
  const created = canvasContext();
  created.imageSmoothingQuality = "medium";
  return created;
}

/** The same picture with left and right exchanged, 224×224. */
export function mirrorOf(bitmap: ImageBitmap): ImageBitmap {
  const canvas = new OffscreenCanvas(INPUT_SIZE, INPUT_SIZE);
  const drawing = canvas.getContext("2d");
  drawing?.translate(INPUT_SIZE, 0);
  drawing?.scale(-1, 1);
  drawing?.drawImage(bitmap, 0, 0, INPUT_SIZE, INPUT_SIZE);
  return canvas.transferToImageBitmap();
}

let context: OffscreenCanvasRenderingContext2D | undefined;

/** The pixels of a bitmap as RGBA bytes, 224×224, transparent parts on white. */
export function pixelsOf(bitmap: ImageBitmap): Uint8ClampedArray {
  context ??= canvasContext({ willReadFrequently: true });
  context.fillStyle = "white";
  context.fillRect(0, 0, INPUT_SIZE, INPUT_SIZE);
  context.drawImage(bitmap, 0, 0, INPUT_SIZE, INPUT_SIZE);
  return context.getImageData(0, 0, INPUT_SIZE, INPUT_SIZE).data;
}

/** The pixels of a bitmap as RGB bytes, 224×224, transparent parts on white. */
export function rgbOf(bitmap: ImageBitmap): Pixels {
  const rgba = pixelsOf(bitmap);
  const rgb = blankPixels();
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] as number;
    rgb[to + 1] = rgba[from + 1] as number;
    rgb[to + 2] = rgba[from + 2] as number;
  }
  return rgb;
}

function canvasContext(settings?: CanvasRenderingContext2DSettings): OffscreenCanvasRenderingContext2D {
  const created = new OffscreenCanvas(INPUT_SIZE, INPUT_SIZE).getContext("2d", settings);
  if (created === null) throw new AppError("no-backend", "This browser gives workers no canvas to draw on.");
  return created;
}
