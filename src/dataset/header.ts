import { AppError, type ErrorCode } from "../common/error";
import { count } from "../common/words";
import { bmffType, readBmff } from "./formats/bmff";
import { isBmp, readBmp } from "./formats/bmp";
import { readGif } from "./formats/gif";
import { readJpeg } from "./formats/jpeg";
import { type Picture, type PictureReader, tagAt } from "./formats/picture-reader";
import { readPng } from "./formats/png";
import { readTiff } from "./formats/tiff";
import { readWebp } from "./formats/webp";

/** What an image's bytes reveal without decoding. */
export type ImageHeader = Omit<Picture, "cutOff">;

const MAX_PIXELS = 100_000_000;
const MAX_SIDE = 20_000;
/** Smaller pictures cannot show a face. */
const MIN_SIDE = 8;

const SAVE_AS = "Save it as JPEG or PNG and drop it again.";
const CHECK = "Open it in another program to see what it is; if it is a photo, save it as JPEG or PNG.";
const COPY = "Copy or download it again.";

/** Signatures of files that are clearly not images, and their names. */
const OTHERS: readonly (readonly [string, string])[] = [
  ["%PDF", "a PDF"],
  ["PK\x03\x04", "a zip or an office document"],
  ["\x1f\x8b", "a packed file"],
  ["Rar!", "a packed file"],
  ["7z\xbc\xaf", "a packed file"],
];

/** Images that browsers do not decode. */
const UNSUPPORTED: readonly (readonly [string, string])[] = [
  ["\xff\x0a", "JPEG XL"],
  ["\x00\x00\x00\x0cJXL ", "JPEG XL"],
  ["\x00\x00\x00\x0cjP  ", "JPEG 2000"],
  ["8BPS", "Photoshop"],
];

/**
 * Reads type and size from an image's bytes, regardless of its name. Throws an `AppError` if it is not an image, is an
 * unsupported one, or would be too large to decode. Pass the whole file: in a JPEG a megabyte of metadata may precede
 * the size, and only the end shows whether the file is complete.
 */
export function readHeader(bytes: Uint8Array, file?: string): ImageHeader {
  const refuse = (code: ErrorCode, message: string, next: string) =>
    new AppError(code, message, { file, next });
  if (bytes.length === 0) throw refuse("empty-file", "The file is empty.", COPY);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = readerFor(view);
  if (!read) throw notTaken(bytes, view, refuse);

  let picture: Picture | undefined;
  try {
    picture = read(view);
  } catch (thrown) {
    // DataView throws this for a read beyond the end.
    if (!(thrown instanceof RangeError)) throw thrown;
    throw refuse("broken-image", "The file is cut off: it ends before the image begins.", COPY);
  }
  if (!picture || picture.width <= 0 || picture.height <= 0) {
    throw refuse("broken-image", "The file is damaged: it does not say how large the image is.", COPY);
  }
  const { cutOff, ...header } = picture;
  checkSize(header, refuse);
  // Chromium does not decode such a file and others fill the rest with grey, which must not be trained on. For an
  // animation, the first frame is enough.
  if (cutOff && !header.animated) {
    throw refuse("broken-image", "The file is cut off: the end of the image is missing.", COPY);
  }
  return header;
}

/** Type and size from a file's first bytes; undefined if they are too few or not an image. */
export function readStart(start: Uint8Array): ImageHeader | undefined {
  const view = new DataView(start.buffer, start.byteOffset, start.byteLength);
  try {
    return readerFor(view)?.(view);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    return undefined;
  }
}

type Refuse = (code: ErrorCode, message: string, next: string) => AppError;

function readerFor(view: DataView): PictureReader | undefined {
  const start = tagAt(view, 0, 8);
  if (start.startsWith("\xff\xd8\xff")) return readJpeg;
  if (start === "\x89PNG\r\n\x1a\n") return readPng;
  if (start.startsWith("GIF87a") || start.startsWith("GIF89a")) return readGif;
  if (start.startsWith("RIFF") && tagAt(view, 8) === "WEBP") return readWebp;
  if (isBmp(view)) return readBmp;
  if (start.startsWith("II*\0") || start.startsWith("MM\0*")) return readTiff;
  if (start.slice(4) === "ftyp" && bmffType(view) !== "video") return readBmff;
  return undefined;
}

function notTaken(bytes: Uint8Array, view: DataView, refuse: Refuse): AppError {
  const start = tagAt(view, 0, 16);
  const image = UNSUPPORTED.find(([signature]) => start.startsWith(signature));
  if (image) return refuse("unsupported-image", `Browsers cannot open ${image[1]} images.`, SAVE_AS);
  if (start.slice(4, 8) === "ftyp") return refuse("not-an-image", "The file is a video, not a photo.", CHECK);
  const other = OTHERS.find(([signature]) => start.startsWith(signature));
  if (other) return refuse("not-an-image", `The file is ${other[1]}, not a photo.`, CHECK);

  const text = textOf(bytes.subarray(0, 4096));
  if (text === undefined) {
    return refuse("not-an-image", "The file is not an image in a known format.", CHECK);
  }
  if (/^\s*</.test(text) && /<(\w+:)?svg[\s>]/i.test(text)) {
    return refuse(
      "unsupported-image",
      "SVG files are not accepted, because they can contain scripts.",
      SAVE_AS,
    );
  }
  return refuse("not-an-image", "The file contains text, not an image, despite its name.", CHECK);
}

/** `bytes`, the start of a file, as text; undefined if they are binary. */
function textOf(bytes: Uint8Array): string | undefined {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const encoding = !isUtf16 ? "utf-8" : bytes[0] === 0xff ? "utf-16le" : "utf-16be";
  // As a stream, so that an incomplete character at the end is not an error.
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they distinguish binary data from text.
  return /[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]/.test(text) ? undefined : text;
}

function checkSize({ width, height }: ImageHeader, refuse: Refuse): void {
  const size = `${count(width)} × ${count(height)} pixels`;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS) {
    throw refuse(
      "image-too-large",
      `The image is too large: ${size}; the limits are 20,000 per side and 100 million in total.`,
      "Scale it down and drop it again.",
    );
  }
  if (width < MIN_SIDE || height < MIN_SIDE) {
    throw refuse(
      "unsupported-image",
      `The image is too small to show a face: ${size}.`,
      "Use a larger photo.",
    );
  }
}
