import { type Remote, wrap } from "comlink";
import { AppError } from "../../common/error";
import type { EngineWorker } from "../protocol/protocol";
import { closePort } from "../protocol/transfer";

/** A worker that does not stop within this time after it was told to is ended. */
const PATIENCE_MS = 5_000;

/** One worker. A call of it always ends: also when the worker cannot start, breaks down, or does not stop. */
export class EngineThread {
  readonly #worker: Worker;
  readonly #remote: Remote<EngineWorker>;
  /** Makes the calls fail that are under way. A `Promise.race` against one promise would keep every answer alive. */
  readonly #calls = new Set<(reason: unknown) => void>();
  /** Why there is no worker any more. */
  #ended: { readonly reason: unknown } | undefined;

  constructor() {
    this.#worker = new Worker(new URL("../worker/worker-entry.ts", import.meta.url), { type: "module" });
    this.#remote = wrap<EngineWorker>(this.#worker);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(
        new AppError("internal", "A part of this page could not be started, or broke down.", {
          next: "Check that the page's server is still there, then reload the page. Saved models stay.",
          cause: event.message,
        }),
      );
    };
  }

  /** False once it broke down or was ended; then another one is needed. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /**
   * Calls the worker.
   * @param work gets a signal of its own to hand on, so that nothing of the call outlives it
   * @throws what the worker throws; AbortError when stopped
   */
  async call<T>(
    work: (remote: Remote<EngineWorker>, signal: AbortSignal) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    signal?.throwIfAborted();
    const controller = new AbortController();
    let patience: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      controller.abort();
      patience = setTimeout(() => this.#end(controller.signal.reason), PATIENCE_MS);
    };
    signal?.addEventListener("abort", stop, { once: true });
    try {
      return await this.#unlessEnded(work(this.#remote, controller.signal));
    } finally {
      clearTimeout(patience);
      signal?.removeEventListener("abort", stop);
      closePort(controller.signal);
    }
  }

  #unlessEnded<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#calls.add(reject);
      answer.then(resolve, reject).finally(() => this.#calls.delete(reject));
      if (this.#ended !== undefined) reject(this.#ended.reason);
    });
  }

  /** Ends the worker and frees its memory. */
  end(): void {
    this.#end(new AppError("internal", "This part of the page was ended."));
  }

  #end(reason: unknown): void {
    this.#ended ??= { reason };
    this.#worker.terminate();
    for (const fail of this.#calls) fail(reason);
    this.#calls.clear();
  }
}
