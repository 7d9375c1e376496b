import { concernsPhoto } from "../../common/error";
import type { Stoppable } from "../../common/progress";
import { THUMBNAIL_LENGTH, thumbnailOf } from "../../duplicates/grey-thumbnail";
import { HASH_WORDS, perceptualHash } from "../../duplicates/perceptual-hash";
import type { Fingerprints, PresentFile } from "../protocol/protocol";
import { decodePhoto } from "./decode";

/**
 * Hashes and thumbnails of a chunk of photos; a photo that cannot be decoded does not fail the chunk.
 * @throws AbortError when stopped
 */
export async function fingerprintChunk(
  files: readonly PresentFile[],
  { signal }: Stoppable,
): Promise<Fingerprints> {
  const hashes = new Uint32Array(files.length * HASH_WORDS);
  const thumbnails = new Uint8Array(files.length * THUMBNAIL_LENGTH);
  const failures: number[] = [];
  for (const [index, photo] of files.entries()) {
    signal.throwIfAborted();
    try {
      const thumbnail = thumbnailOf(await decodePhoto(photo, "keras"));
      thumbnails.set(thumbnail, index * THUMBNAIL_LENGTH);
      hashes.set(perceptualHash(thumbnail), index * HASH_WORDS);
    } catch (error) {
      if (!concernsPhoto(error)) throw error;
      failures.push(index);
    }
  }
  return { hashes, thumbnails, failures };
}
