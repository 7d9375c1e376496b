import { concernsPhoto } from "../../common/error";
import type { Stoppable } from "../../common/progress";
import { sha256 } from "../../common/sha256";
import { readPhotoBytes } from "../../dataset/photo";
import type { DroppedFile } from "../../dataset/sample";
import type { ReadOutcome } from "../protocol/protocol";
import { withinBudget } from "./decode-budget";

/** Reads files, one after the other. @throws AbortError when stopped */
export async function readPhotos(
  files: readonly DroppedFile[],
  { signal }: Stoppable,
): Promise<readonly ReadOutcome[]> {
  const outcomes: ReadOutcome[] = [];
  for (const file of files) {
    signal.throwIfAborted();
    outcomes.push(await readPhoto(file));
  }
  return outcomes;
}

/**
 * Reads one file: the SHA-256 of its bytes, or the reason why it cannot be used. The bytes are left to the garbage
 * collector on purpose: if they were released at once, it would never run, and Chromium's bookkeeping for each file
 * read would take more memory.
 */
export async function readPhoto({ file, path }: DroppedFile): Promise<ReadOutcome> {
  try {
    const { bytes, header } = await readPhotoBytes(file, path);
    const hash = await sha256(bytes);
    const { type, width, height, decoderMayBeMissing } = header;
    const pixels = width * height;
    if (decoderMayBeMissing && !(await withinBudget(pixels, () => canDecode(file)))) {
      return { reason: `This browser cannot open pictures of this kind (${type}). Save it as JPEG or PNG.` };
    }
    return { hash, pixels };
  } catch (error) {
    if (!concernsPhoto(error)) throw error;
    return { reason: error.message };
  }
}

/**
 * Decodes the few formats that not every browser supports right away, so that the user need not wait until training to
 * learn that they fail.
 */
async function canDecode(file: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}
