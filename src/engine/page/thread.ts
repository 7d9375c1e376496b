import { wrap } from "comlink";
import { AppError } from "../../common/error";
import { isHooks } from "../protocol/hooks";
import type { EngineWorker } from "../worker/worker";

/** A worker that does not stop within this time after an abort is terminated. */
const PATIENCE_MS = 5_000;

/** One worker. Its calls always settle, even if the worker cannot start, crashes, or does not stop. */
export class EngineThread {
  readonly #worker: Worker;
  /** Its methods. They throw what the worker throws, and AbortError when stopped through hooks as the last argument. */
  readonly worker: EngineWorker;
  /** Rejects the pending calls. A `Promise.race` against one shared promise would keep every result alive. */
  readonly #calls = new Set<(reason: unknown) => void>();
  /** Why the worker is no longer running. */
  #ended: { readonly reason: unknown } | undefined;

  constructor() {
    this.#worker = new Worker(new URL("../worker/worker-entry.ts", import.meta.url), { type: "module" });
    const remote = wrap<EngineWorker>(this.#worker);
    // The worker has exactly the methods of this type, and each returns a promise.
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

  /** False once it has crashed or was terminated; then a new one is needed. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** Sends hooks with a separate signal, so that nothing outlives the call. */
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

  /** Terminates the worker and frees its memory. */
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
