import { wrap } from "comlink";
import { AppError } from "../../common/error";
import { isHooks } from "../protocol/hooks";
import type { EngineWorker } from "../worker/worker";

/** A worker that does not stop within this time after it was told to is ended. */
const PATIENCE_MS = 5_000;

/** One worker. A call of it always ends: also when the worker cannot start, breaks down, or does not stop. */
export class EngineThread {
  readonly #worker: Worker;
  /**
   * Its methods. They throw what the worker throws; where the last argument is hooks, AbortError when stopped.
   */
  readonly worker: EngineWorker;
  /** Makes the calls fail that are under way. A `Promise.race` against one promise would keep every answer alive. */
  readonly #calls = new Set<(reason: unknown) => void>();
  /** Why there is no worker any more. */
  #ended: { readonly reason: unknown } | undefined;

  constructor() {
    this.#worker = new Worker(new URL("../worker/worker-entry.ts", import.meta.url), { type: "module" });
    const remote = wrap<EngineWorker>(this.#worker);
    // The worker has just the methods of this type, each of which answers with a promise.
    this.worker = new Proxy(remote as unknown as EngineWorker, {
      get:
        (_remote, name) =>
        (...values: readonly unknown[]) =>
          this.#call((...sent) => Reflect.apply(Reflect.get(remote, name), undefined, sent), values),
    });
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(
        new AppError("internal", "A part of this page could not start, or crashed.", {
          next: "Check that the page’s server is still running, then reload the page. Saved models are safe.",
          cause: event.message,
        }),
      );
    };
  }

  /** False once it broke down or was ended; then another one is needed. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** Sends hooks with a signal of their own, so that nothing of the call outlives it. */
  async #call(
    send: (...values: readonly unknown[]) => Promise<unknown>,
    values: readonly unknown[],
  ): Promise<unknown> {
    const hooks = values.at(-1);
    if (!isHooks(hooks)) return this.#unlessEnded(send(...values));
    const { signal } = hooks;
    signal.throwIfAborted();
    const controller = new AbortController();
    let patience: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      controller.abort();
      patience = setTimeout(() => this.#end(controller.signal.reason), PATIENCE_MS);
    };
    signal.addEventListener("abort", stop, { once: true });
    try {
      const own = { ...hooks, signal: controller.signal };
      return await this.#unlessEnded(send(...values.slice(0, -1), own));
    } finally {
      clearTimeout(patience);
      signal.removeEventListener("abort", stop);
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
    this.#end(new AppError("internal", "This part of the page was stopped."));
  }

  #end(reason: unknown): void {
    this.#ended ??= { reason };
    this.#worker.terminate();
    for (const fail of this.#calls) fail(reason);
    this.#calls.clear();
  }
}
