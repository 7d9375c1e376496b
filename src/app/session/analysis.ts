import type { JobHooks } from "../../common/progress";
import type { Sample } from "../../dataset/sample";
import type { TrainedModel } from "../../models/model";
import { createJob, type Job } from "./job";

/** A photo as an analysis used it; with another label it counts as another photo. */
export type TakenPhoto = Pick<Sample, "hash" | "label">;

/** A result of an analysis, with the photos it used, which may have changed since. */
export interface Analysed {
  readonly given: readonly TakenPhoto[];
}

/** An analysis of a model, as a job whose subject is the model's id. */
export interface Analysis<Input extends readonly unknown[], Result> {
  readonly job: Job<string, Result>;
  /** Analyses a model. One at a time. */
  readonly run: (model: TrainedModel, ...input: Input) => Promise<void>;
  /** The result of the last run, if it was about this model. */
  readonly last: (model: TrainedModel) => Result | undefined;
}

/** Creates an analysis from the function that computes it. */
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

/** Whether the photos or their labels have changed since an analysis. @param now the photos it would use now */
export function isStale({ given }: Analysed, now: readonly TakenPhoto[]): boolean {
  return (
    given.length !== now.length ||
    given.some(({ hash, label }, index) => hash !== now[index]?.hash || label !== now[index]?.label)
  );
}
