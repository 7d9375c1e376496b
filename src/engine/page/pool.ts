import type { BackendName } from "../../backbone/backend";
import { EngineThread } from "./thread";

/** More workers than this gain little, and each takes some 60 MB. */
const MOST_WORKERS = 8;

/** Chunks that one worker has at a time: while one is computed, the photos of the next are decoded. */
const CHUNKS_PER_WORKER = 2;

/** Workers other than the first are terminated when idle for this long. */
const IDLE_MS = 60_000;

/** One worker per core, started when first needed and terminated when idle. */
export class WorkerPool {
  readonly #threads: EngineThread[] = [];
  #running = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;

  /** The worker that also measures backends and classifies single photos; it is never terminated for being idle. */
  get first(): EngineThread {
    return this.#thread(0);
  }

  /**
   * Runs `work` over all chunks on up to `width` workers; each takes the next chunk when it has finished one, so all
   * are busy to the end. Stops at the first failure.
   */
  async run<Chunk>(
    chunks: readonly Chunk[],
    width: number,
    work: (thread: EngineThread, chunk: Chunk) => Promise<void>,
  ): Promise<void> {
    let next = 0;
    let failed = false;
    const drain = async (thread: EngineThread) => {
      try {
        while (next < chunks.length && !failed) await work(thread, chunks[next++] as Chunk);
      } catch (error) {
        failed = true;
        throw error;
      }
    };
    const lanes = Math.min(width * CHUNKS_PER_WORKER, chunks.length);
    this.#running++;
    clearTimeout(this.#idle);
    try {
      const draining = Array.from({ length: lanes }, (_none, lane) => drain(this.#thread(lane % width)));
      // All lanes have ended by then, so a stopped job cannot keep running alongside the next one.
      for (const outcome of await Promise.allSettled(draining)) {
        if (outcome.status === "rejected") throw outcome.reason;
      }
    } finally {
      this.#running--;
      if (this.#running === 0) this.#idle = setTimeout(() => this.#endIdle(), IDLE_MS);
    }
  }

  #thread(index: number): EngineThread {
    const running = this.#threads[index];
    if (running?.alive) return running;
    const started = new EngineThread();
    this.#threads[index] = started;
    return started;
  }

  #endIdle(): void {
    for (const thread of this.#threads.splice(1)) thread.end();
  }
}

/** Workers to use for computing: one per core with WebAssembly, one for the one graphics card. */
export function poolWidth(backend: BackendName): number {
  if (backend === "webgl") return 1;
  return Math.max(1, Math.min(MOST_WORKERS, navigator.hardwareConcurrency || 1));
}
