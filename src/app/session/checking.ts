import { create } from "zustand";
import { type AppError, isAbort, toAppError } from "../../common/error";
import { calmly, type Progress } from "../../common/progress";
import { checkModel } from "../../engine/checking";
import type { TrainedModel } from "../../models/model";
import { notifyFailure } from "../widgets/offerUndo";
import { settledData } from "./derived";
import { keepCheck } from "./models";
import { photosToCheck } from "./photos-to-check";
import { engine } from "./store";

/** A check of a model on photos. `since`: when its stage began, in `performance.now()` milliseconds. */
export type Checking =
  | { readonly status: "idle" }
  | {
      readonly status: "running";
      readonly modelId: string;
      readonly progress: Progress;
      readonly since: number;
    }
  | { readonly status: "stopped"; readonly modelId: string }
  | { readonly status: "failed"; readonly modelId: string; readonly error: AppError }
  | { readonly status: "done"; readonly modelId: string };

/** The last check, running or over. */
export const useChecking = create<{ readonly checking: Checking }>(() => ({ checking: { status: "idle" } }));

let controller: AbortController | undefined;

/** Checks a model on the photos that are there for it, and keeps what comes of it. One check at a time. */
export async function check(model: TrainedModel): Promise<void> {
  if (useChecking.getState().checking.status === "running") return;
  const { id: modelId } = model;
  controller = new AbortController();
  const { signal } = controller;
  setChecking({
    status: "running",
    modelId,
    progress: { stage: "backbone", done: 0, total: 1 },
    since: performance.now(),
  });
  try {
    const { samples } = photosToCheck(model, (await settledData()).usable);
    const onProgress = calmly((progress) => !signal.aborted && showProgress(progress));
    const evaluation = await checkModel(engine, model, samples, { signal, onProgress });
    signal.throwIfAborted();
    // What cannot be saved is shown all the same.
    await keepCheck(modelId, evaluation).catch(notifyFailure);
    setChecking({ status: "done", modelId });
  } catch (error) {
    setChecking(
      isAbort(error)
        ? { status: "stopped", modelId }
        : { status: "failed", modelId, error: toAppError(error) },
    );
  }
}

/** Stops the check; photos that were already looked at are not looked at again. */
export function cancelCheck(): void {
  controller?.abort();
}

function showProgress(progress: Progress): void {
  useChecking.setState(({ checking }) => {
    if (checking.status !== "running") return {};
    // Speed and time left are those of the stage, not of the whole job.
    const since = checking.progress.stage === progress.stage ? checking.since : performance.now();
    return { checking: { ...checking, progress, since } };
  });
}

function setChecking(checking: Checking): void {
  useChecking.setState({ checking });
}
