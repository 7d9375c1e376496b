import type { JobHooks } from "../../common/progress";
import type { Sample } from "../../dataset/sample";
import type { TrainedModel } from "../../models/model";
import { createJob, type Job } from "./job";

/** A photo as an analysis took it: with another label it is another one. */
export type TakenPhoto = Pick<Sample, "hash" | "label">;

/** What an analysis came to, with the photos that it took: they may be others by now. */
export interface Analysed {
  readonly given: readonly TakenPhoto[];
}

/** An analysis of a model, as a job about the model's id. */
export interface Analysis<Input extends readonly unknown[], Result> {
  readonly job: Job<string, Result>;
  /** Analyses a model. One at a time. */
  readonly run: (model: TrainedModel, ...input: Input) => Promise<void>;
  /** What the last run found, where that was about this model. */
  readonly last: (model: TrainedModel) => Result | undefined;
}

/** Makes an analysis of models out of what it computes. */
export function createAnalysis<Result extends Analysed, Input extends readonly unknown[] = readonly []>(
  analyse: (hooks: JobHooks, model: TrainedModel, ...input: Input) => Promise<Result>,
): Analysis<Input, Result> {
  const job = createJob<string, Result>();
  return {
    job,
    async run(model, ...input) {
      await job.start(model.id, (hooks) => analyse(hooks, model, ...input));
    },
    last({ id }) {
      const state = job.now();
      return state.status === "done" && state.subject === id ? state.result : undefined;
    },
  };
}

/** Whether the photos, or their labels, have changed since an analysis took them. @param now those that it would take */
export function isStale({ given }: Analysed, now: readonly TakenPhoto[]): boolean {
  return (
    given.length !== now.length ||
    given.some(({ hash, label }, index) => hash !== now[index]?.hash || label !== now[index]?.label)
  );
}
