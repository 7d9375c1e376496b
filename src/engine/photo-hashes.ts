import { AppError } from "../common/error";
import { HASH_WORDS, perceptualHash } from "../duplicates/perceptual-hash";
import { decodePhoto, pixelsOf } from "./decode";
import type { HashChunk, PresentFile } from "./protocol";

/**
 * Perceptual hashes of a chunk of photos, one after the other; one that cannot be decoded is a failure of its own.
 * @throws AbortError when stopped
 */
export async function hashChunk(files: readonly PresentFile[], signal: AbortSignal): Promise<HashChunk> {
  const hashes = new Uint32Array(files.length * HASH_WORDS);
  const failures: number[] = [];
  for (const [index, { file, path }] of files.entries()) {
    signal.throwIfAborted();
    try {
      const bitmap = await decodePhoto(file, path, "keras");
      hashes.set(perceptualHash(pixelsOf(bitmap)), index * HASH_WORDS);
      bitmap.close();
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "broken-image") throw error;
      failures.push(index);
    }
  }
  return { hashes, failures };
}
