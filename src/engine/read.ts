import { AppError } from "../common/error";
import { sha256 } from "../common/sha256";
import { readPhotoBytes } from "../dataset/photo";
import type { DroppedFile } from "../dataset/sample";
import type { ReadOutcome } from "./protocol";

/**
 * Reads one file: the SHA-256 of its bytes, or the reason why it cannot be used. The bytes are left to the garbage
 * collection on purpose: given back at once, nothing would make it run, and what Chromium keeps for each file that
 * was read would come to more.
 */
export async function readPhoto({ file, path }: DroppedFile): Promise<ReadOutcome> {
  try {
    const { bytes, header } = await readPhotoBytes(file, path);
    const hash = await sha256(bytes);
    const { type, width, height, decoderMayBeMissing } = header;
    if (decoderMayBeMissing && !(await canDecode(file))) {
      return { reason: `This browser cannot open pictures of this kind (${type}). Save it as JPEG or PNG.` };
    }
    return { hash, pixels: width * height };
  } catch (error) {
    // What is wrong with the page rather than with this file would be the same for every file.
    if (!(error instanceof AppError) || error.code === "insecure-page") throw error;
    return { reason: error.message };
  }
}

/** Tried at once for the few kinds that not every browser knows, so that nobody waits for training to hear it. */
async function canDecode(file: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}
