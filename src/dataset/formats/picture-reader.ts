/** The image formats whose headers can be read. */
export type ImageType = "jpeg" | "png" | "gif" | "webp" | "bmp" | "avif" | "heic" | "tiff";

/** What an image's bytes reveal without decoding. */
export interface Picture {
  readonly type: ImageType;
  /** In pixels, as stored, before EXIF rotation. */
  readonly width: number;
  readonly height: number;
  /** More than one frame; decoders use the first. */
  readonly animated: boolean;
  /** The file ends before the image does. */
  readonly cutOff: boolean;
  /** A format that not every browser can decode. */
  readonly decoderMayBeMissing: boolean;
}

/**
 * Reads a picture of one format; returns undefined if the bytes are inconsistent. `DataView` throws a `RangeError` for
 * a read beyond the end: a reader lets it propagate while the size is unknown (the header is cut off), never after.
 */
export type PictureReader = (view: DataView) => Picture | undefined;

/** The four characters at `at`, fewer at the end of the bytes. */
export function tagAt(view: DataView, at: number, length = 4): string {
  const start = Math.min(at, view.byteLength);
  const bytes = new Uint8Array(
    view.buffer,
    view.byteOffset + start,
    Math.min(length, view.byteLength - start),
  );
  return String.fromCharCode(...bytes);
}
