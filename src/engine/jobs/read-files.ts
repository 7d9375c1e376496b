import { chunksOf } from "../../common/chunks";
import type { JobHooks } from "../../common/progress";
import type { LabelledFile, LeftOut } from "../../dataset/sample";
import type { Engine } from "../page/engine";

/** Files that a worker reads per call. */
const READ_CHUNK = 32;

/** A labelled file that was read; it gets its id when it joins the data set. */
export interface ReadSample extends LabelledFile {
  readonly hash: string;
  /** Width times height. */
  readonly pixels: number;
}

/** Hashes all files and checks their headers. @throws AbortError when stopped */
export async function readFiles(
  engine: Engine,
  files: readonly LabelledFile[],
  { signal, onProgress }: JobHooks,
): Promise<{ samples: ReadSample[]; leftOut: LeftOut[] }> {
  const samples: (ReadSample | undefined)[] = new Array(files.length);
  const leftOut: LeftOut[] = [];
  let done = 0;
  onProgress({ stage: "read", done, total: files.length });
  await engine.shareOut(chunksOf(files.length, READ_CHUNK), { signal }, async (worker, { start, end }) => {
    const chunk = files.slice(start, end).map(({ path, file }) => ({ path, file }));
    const outcomes = await worker.read(chunk, { signal });
    for (const [index, outcome] of outcomes.entries()) {
      const file = files[start + index];
      if (file === undefined) continue;
      const { hash, pixels, reason } = outcome;
      if (reason === undefined) samples[start + index] = { ...file, hash, pixels };
      else leftOut.push({ path: file.path, reason });
    }
    done += end - start;
    onProgress({ stage: "read", done, total: files.length });
  });
  leftOut.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { samples: samples.filter((sample) => sample !== undefined), leftOut };
}
