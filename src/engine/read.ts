import { AppError } from "../common/error";
import { free } from "../common/memory";
import { sha256 } from "../common/sha256";
import { readPhotoBytes } from "../dataset/photo";
import type { DroppedFile } from "../dataset/sample";
import type { ReadOutcome } from "./protocol";

/** Bytes of photos that are given back together: some dozens of small photos, or one that is large. */
const USED_UP = 2 ** 21;

/** Reads files one after the other. @throws AbortError when stopped */
export async function readPhotos(
  files: readonly DroppedFile[],
  signal: AbortSignal,
): Promise<readonly ReadOutcome[]> {
  const outcomes: ReadOutcome[] = [];
  // The garbage collection would let them come to 100 MB in each worker.
  const used: ArrayBuffer[] = [];
  try {
    for (const file of files) {
      signal.throwIfAborted();
      outcomes.push(await readPhoto(file, (bytes) => used.push(bytes)));
      if (used.reduce((sum, { byteLength }) => sum + byteLength, 0) >= USED_UP) free(...used.splice(0));
    }
    return outcomes;
  } finally {
    free(...used);
  }
}

/**
 * Reads one file: the SHA-256 of its bytes, or the reason why it cannot be used.
 * @param giveBack gets the bytes, which nobody needs afterwards
 */
export async function readPhoto(
  { file, path }: DroppedFile,
  giveBack: (bytes: ArrayBuffer) => void = free,
): Promise<ReadOutcome> {
  try {
    const { bytes, header } = await readPhotoBytes(file, path);
    const hash = await sha256(bytes);
    giveBack(bytes);
    const { type, decoderMayBeMissing } = header;
    if (decoderMayBeMissing && !(await canDecode(file))) {
      return { reason: `This browser cannot open pictures of this kind (${type}). Save it as JPEG or PNG.` };
    }
    return { hash };
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
