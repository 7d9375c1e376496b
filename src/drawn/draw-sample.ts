import { LABELS } from "../common/label";
import type { OnProgress } from "../common/progress";
import { createRandom } from "../common/random";
import { DRAWN_FOLDER, type DroppedFile } from "../dataset/sample";
import { drawFace } from "./face";

/** What to draw: `count` faces, half of each label; the first faces of a seed do not depend on `count`. */
export interface DrawOptions {
  readonly count: number;
  readonly seed: number;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
}

/**
 * Draws labelled faces for users without photos, as files in `drawn faces/female` and
 * `drawn faces/male`. Runs in a worker; takes about 10 ms per face on one core.
 */
export async function drawSample({ count, seed, signal, onProgress }: DrawOptions): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  for (let index = 0; index < count; index++) {
    signal.throwIfAborted();
    const label = LABELS[index % 2 === 0 ? 0 : 1];
    const number = String(index + 1).padStart(3, "0");
    // Encoding completes in its own task, so messages such as a stop are handled between two faces.
    const file = await drawFace(createRandom(seed, `drawn face ${number}`), label);
    files.push({ path: `${DRAWN_FOLDER}/${label}/drawn_${number}.jpg`, file });
    onProgress({ stage: "draw", done: files.length, total: count });
  }
  return files;
}
