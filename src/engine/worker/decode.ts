import { INPUT_SIZE } from "../../backbone/architecture";
import type { Preprocessing } from "../../backbone/preprocess";
import { AppError } from "../../common/error";
import type { Pixels } from "../../conditions/rgb-pixels";
import { readStart } from "../../dataset/header";
import { bytesOf, readPhotoBytes } from "../../dataset/photo";
import { type Resize, Resizer, type RowSource } from "../../resize/resizer";
import type { Support } from "../../resize/taps";
import type { Picture, PresentFile } from "../protocol/protocol";
import { assertFaithfulCanvas } from "./canvas-check";
import { withinBudget } from "./decode-budget";
import { areFramesFaithful, canvasRows, frameRows, type Region } from "./image-rows";

/** Bytes at the start of a photo that are searched for its size; most have it in the first hundred. */
const HEADER_BYTES = 2 ** 15;

/** The canvas of @teachablemachine/image interpolates between the two nearest pixels, as canvases do by default. */
const SUPPORTS: Readonly<Record<Preprocessing, Support>> = { keras: "reduced", "teachable-machine": "fixed" };

/** Photos of a megapixel or more are read through a `VideoFrame`, which is faster. */
const LARGE_PIXELS = 2 ** 20;

/**
 * Decodes a photo whose header was not read, or a camera frame (which is consumed), and resizes it to 224×224.
 * @throws AppError as `readPhotoBytes` and `decodePhoto` do
 */
export async function decodePicture(picture: Picture, preprocessing: Preprocessing): Promise<Pixels> {
  if (!(picture instanceof Blob)) return middleSquare(picture, preprocessing);
  const { width, height } = (await readPhotoBytes(picture, "")).header;
  return decodePhoto({ file: picture, path: "", pixels: width * height }, preprocessing);
}

/** A photo to decode. */
export type Undecoded = Pick<PresentFile, "file" | "path" | "pixels">;

/**
 * Decodes a photo, rotated as its EXIF says and in sRGB, and resizes it to 224×224. The browser decodes off this thread
 * and at full size; we resize ourselves, because browsers differ in that by up to 38 of 255.
 * @throws AppError `broken-image`, `unreadable-file`; `altered-canvas` or `no-backend` if this browser decodes no photo
 *   faithfully; AbortError when stopped before its turn
 */
export async function decodePhoto(
  photo: Undecoded,
  preprocessing: Preprocessing,
  signal?: AbortSignal,
): Promise<Pixels> {
  assertFaithfulCanvas();
  return withinBudget(
    photo.pixels ?? (await pixelsIn(photo)),
    async () => {
      const image = await opened(photo);
      try {
        return await framed(image, preprocessing);
      } finally {
        image.close();
      }
    },
    signal,
  );
}

async function opened({ file, path }: Undecoded): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch (cause) {
    throw new AppError("broken-image", "The photo is damaged, or this browser cannot open its format.", {
      file: path,
      next: "Open it in an image editor and save it as JPEG or PNG.",
      cause,
    });
  }
}

/**
 * Width times height according to the file's header; 0 if it has none, because such a file cannot be decoded anyway.
 */
async function pixelsIn({ file, path }: Undecoded): Promise<number> {
  const start = readStart(new Uint8Array(await bytesOf(file.slice(0, HEADER_BYTES), path)));
  const header = start ?? readStart(new Uint8Array(await bytesOf(file, path)));
  return header === undefined ? 0 : header.width * header.height;
}

/** The part of a decoded photo that the backbone sees, 224×224. */
async function framed(image: ImageBitmap, preprocessing: Preprocessing): Promise<Pixels> {
  const whole: Region = { left: 0, top: 0, width: image.width, height: image.height };
  const spans = preprocessing === "keras" ? {} : centreSquareOf(image);
  const isLarge = image.width * image.height >= LARGE_PIXELS;
  const rows = isLarge && (await areFramesFaithful()) ? frameRows(image, whole) : canvasRows(image, whole);
  return resized(rows, spans, preprocessing);
}

/** Where `cropTo` of @teachablemachine/image puts the centre square, in pixels of the image. */
function centreSquareOf({ width, height }: ImageBitmap): Pick<Resize, "across" | "down"> {
  const scale = INPUT_SIZE / Math.min(width, height);
  const [across, down] = [width, height].map((side) => {
    const scaled = Math.ceil(side * scale);
    const start = Math.trunc((scaled - INPUT_SIZE) / 2);
    return { from: (start * side) / scaled, to: ((start + INPUT_SIZE) * side) / scaled };
  });
  return { ...(across && { across }), ...(down && { down }) };
}

/**
 * The centre square of a frame, as displayed. A `VideoFrame` is cropped before it is drawn: half of the time goes into
 * converting the camera's colours to RGB, and browsers convert the whole frame.
 */
async function middleSquare(frame: Exclude<Picture, Blob>, preprocessing: Preprocessing): Promise<Pixels> {
  let square: VideoFrame | ImageBitmap | undefined;
  try {
    assertFaithfulCanvas();
    square = isVideoFrame(frame) ? cropped(frame) : frame;
    const [width, height] = isVideoFrame(square)
      ? [square.displayWidth, square.displayHeight]
      : [square.width, square.height];
    const side = Math.min(width, height);
    const left = Math.floor((width - side) / 2);
    const top = Math.floor((height - side) / 2);
    return await resized(canvasRows(square, { left, top, width: side, height: side }), {}, preprocessing);
  } finally {
    square?.close();
    frame.close();
  }
}

/** Browsers without WebCodecs do not have this class. */
function isVideoFrame(picture: VideoFrame | ImageBitmap): picture is VideoFrame {
  return typeof VideoFrame !== "undefined" && picture instanceof VideoFrame;
}

function cropped(frame: VideoFrame): VideoFrame {
  const { x, y, width, height } =
    frame.visibleRect ?? new DOMRectReadOnly(0, 0, frame.codedWidth, frame.codedHeight);
  const side = Math.min(width, height);
  return new VideoFrame(frame, {
    visibleRect: { x: x + evenHalf(width - side), y: y + evenHalf(height - side), width: side, height: side },
  });
}

/** Cameras store one colour per two by two pixels, which a crop must not split. */
function evenHalf(length: number): number {
  return 2 * Math.floor(length / 4);
}

/** The pixels of a 224×224 image, transparent parts on white. It stays open. */
export function pixelsOf(image: ImageBitmap): Promise<Pixels> {
  const { width, height } = image;
  return resized(canvasRows(image, { left: 0, top: 0, width, height }), {}, "keras");
}

/** Idle resizers, reused for the next photos: as many as photos were ever read at the same time. */
const resizers: Resizer[] = [];

async function resized(
  source: RowSource,
  spans: Pick<Resize, "across" | "down">,
  preprocessing: Preprocessing,
): Promise<Pixels> {
  const resizer = resizers.pop() ?? new Resizer();
  try {
    const size = { width: INPUT_SIZE, height: INPUT_SIZE, support: SUPPORTS[preprocessing] };
    return await resizer.resize(source, { ...size, ...spans });
  } finally {
    resizers.push(resizer);
  }
}
