import { create, type StoreApi, type UseBoundStore } from "zustand";
import { type AppError, isAbort, toAppError } from "../../common/error";
import { calmly, type JobHooks, type Progress } from "../../common/progress";

/** Something that takes long, about one model. `since`: when its stage began, in `performance.now()` milliseconds. */
export type Job<Result> =
  | { readonly status: "idle" }
  | {
      readonly status: "running";
      readonly modelId: string;
      readonly progress: Progress;
      readonly since: number;
    }
  | { readonly status: "stopped"; readonly modelId: string }
  | { readonly status: "failed"; readonly modelId: string; readonly error: AppError }
  | { readonly status: "done"; readonly modelId: string; readonly result: Result };

/** A job as screens follow it. */
export interface JobStore<Result> {
  readonly useJob: UseBoundStore<StoreApi<{ readonly job: Job<Result> }>>;
  /** Does it, unless it is being done. Never rejects: what went wrong is shown. */
  readonly run: (modelId: string, work: (hooks: JobHooks) => Promise<Result>) => Promise<void>;
  /** Stops it. */
  readonly cancel: () => void;
}

/** A kind of job, of which one at a time is done; its last outcome stays until the next. */
export function createJob<Result>(): JobStore<Result> {
  const useJob = create<{ readonly job: Job<Result> }>(() => ({ job: { status: "idle" } }));
  let controller = new AbortController();

  function showProgress(progress: Progress): void {
    useJob.setState(({ job }) => {
      if (job.status !== "running") return {};
      // Speed and time left are those of the stage, not of the whole job.
      const since = job.progress.stage === progress.stage ? job.since : performance.now();
      return { job: { ...job, progress, since } };
    });
  }

  async function run(modelId: string, work: (hooks: JobHooks) => Promise<Result>): Promise<void> {
    if (useJob.getState().job.status === "running") return;
    controller = new AbortController();
    const { signal } = controller;
    const progress: Progress = { stage: "backbone", done: 0, total: 1 };
    useJob.setState({ job: { status: "running", modelId, progress, since: performance.now() } });
    try {
      const onProgress = calmly((now) => !signal.aborted && showProgress(now));
      const result = await work({ signal, onProgress });
      signal.throwIfAborted();
      useJob.setState({ job: { status: "done", modelId, result } });
    } catch (error) {
      const job: Job<Result> = isAbort(error)
        ? { status: "stopped", modelId }
        : { status: "failed", modelId, error: toAppError(error) };
      useJob.setState({ job });
    }
  }

  return { useJob, run, cancel: () => controller.abort() };
}
