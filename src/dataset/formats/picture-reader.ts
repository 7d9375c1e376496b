/** The kinds of image that a header can be read of. */
export type ImageType = "jpeg" | "png" | "gif" | "webp" | "bmp" | "avif" | "heic" | "tiff";

/** What the bytes of an image say before any decoding. */
export interface Picture {
  readonly type: ImageType;
  /** In pixels, as stored: before an EXIF rotation. */
  readonly width: number;
  readonly height: number;
  /** More than one frame; decoders take the first. */
  readonly animated: boolean;
  /** The file ends before the image does. */
  readonly cutOff: boolean;
  /** A kind that not every browser can decode. */
  readonly decoderMayBeMissing: boolean;
}

/**
 * Reads a picture of one kind, or gives undefined where the bytes contradict themselves. A `DataView` throws a
 * `RangeError` by itself where a read leaves the bytes: a reader lets it pass while the size is not known (the
 * header is cut off), and never after.
 */
export type PictureReader = (view: DataView) => Picture | undefined;

/** The characters at `at`, fewer where the bytes end. */
export function tagAt(view: DataView, at: number, length = 4): string {
  const start = Math.min(at, view.byteLength);
  const bytes = new Uint8Array(
    view.buffer,
    view.byteOffset + start,
    Math.min(length, view.byteLength - start),
  );
  return String.fromCharCode(...bytes);
}
