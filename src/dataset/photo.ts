import { AppError } from "../common/error";
import { type ImageHeader, readHeader } from "./header";

/** Larger files are rejected: no camera makes them, and one would fill a phone's memory. */
const MAX_BYTES = 200 * 2 ** 20;

/** A photo's bytes and header. */
export interface PhotoBytes {
  readonly bytes: ArrayBuffer;
  readonly header: ImageHeader;
}

/**
 * Reads a file and checks by its header that it is an image that can be decoded, before anything decodes it.
 * @throws AppError about this file: `image-too-large`, `unreadable-file`, and those of `readHeader`
 */
export async function readPhotoBytes(file: Blob, path: string): Promise<PhotoBytes> {
  if (file.size > MAX_BYTES) {
    const next = "Scale the photo down and drop it again.";
    throw new AppError("image-too-large", "The file is larger than 200 MB.", { file: path, next });
  }
  const bytes = await bytesOf(file, path);
  return { bytes, header: readHeader(new Uint8Array(bytes), path) };
}

/** A file's bytes. @throws AppError `unreadable-file` */
export async function bytesOf(file: Blob, path: string): Promise<ArrayBuffer> {
  try {
    return await file.arrayBuffer();
  } catch (cause) {
    const reason = "The file could not be read: it was moved or changed, or you have no permission.";
    const next = "Drop it again from its current location.";
    throw new AppError("unreadable-file", reason, { file: path, next, cause });
  }
}
