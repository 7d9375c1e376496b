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
 * collection on purpose: given back at once, nothing would make it run, and what Chromium keeps for each file that
 * was read would come to more.
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

/** Tried at once for the few kinds that not every browser knows, so that nobody waits for training to hear it. */
async function canDecode(file: Blob): Promise<boolean> {
  try {
    (await createImageBitmap(file)).close();
    return true;
  } catch {
    return false;
  }
}
