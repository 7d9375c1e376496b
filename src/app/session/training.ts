import { AppError, isAbort, toAppError } from "../../common/error";
import { calmly } from "../../common/progress";
import { leaveOut } from "../../dataset/edits";
import { trainModel } from "../../engine/jobs/training-job";
import type { TrainingSettings } from "../../head/head-settings";
import { chosenBackbone } from "./backbone-choice";
import { notifyNotKept } from "./browser";
import { settledData } from "./derived";
import { edit } from "./intake";
import { keepModel } from "./models";
import { engine, go, isTraining, type Training, useSession } from "./store";

let controller: AbortController | undefined;

/** Trains on the photos that are there, keeps the model, and goes to its results. */
export async function train(): Promise<void> {
  const session = useSession.getState();
  const backbone = chosenBackbone(session);
  if (isTraining(session)) return;
  if (backbone === undefined) {
    const error = new AppError("no-backbone", "There is no backbone to train on.", {
      next: "Reload the page.",
    });
    setTraining({ status: "failed", error });
    return;
  }
  const mine = new AbortController();
  controller = mine;
  const since = performance.now();
  setTraining({
    status: "running",
    progress: { stage: "backbone", done: 0, total: 1 },
    since,
    stageSince: since,
    epochs: [],
    of: session.settings.epochs,
  });
  try {
    const { dataset, usable: samples, splits } = await settledData();
    const { leftOut, readSeconds } = dataset;
    const { settings } = useSession.getState();
    const { model, broken } = await trainModel(
      engine,
      { samples, splits, leftOut, readSeconds, settings, backbone },
      {
        signal: mine.signal,
        onProgress: calmly((progress) =>
          whileRunning((state) => ({
            ...state,
            progress,
            stageSince: state.progress.stage === progress.stage ? state.stageSince : performance.now(),
          })),
        ),
        onEpoch: (epoch) => whileRunning((state) => ({ ...state, epochs: [...state.epochs, epoch] })),
      },
    );
    if (broken.size > 0) await edit(leaveOut(broken));
    // A model that cannot be saved can still be used and downloaded.
    const saved = await keepModel(model).then(
      () => true,
      (error) => {
        notifyNotKept(error);
        return false;
      },
    );
    setTraining({ status: "done", modelId: model.id, saved });
    go("results");
  } catch (error) {
    setTraining(isAbort(error) ? { status: "cancelled" } : { status: "failed", error: toAppError(error) });
  }
}

/** Stops the run; photos, settings and features computed so far stay. */
export function cancelTraining(): void {
  controller?.abort();
}

export function changeSettings(change: Partial<TrainingSettings>): void {
  useSession.setState(({ settings }) => ({ settings: { ...settings, ...change } }));
}

function setTraining(training: Training): void {
  useSession.setState({ training });
}

type Running = Extract<Training, { status: "running" }>;

function whileRunning(change: (state: Running) => Running): void {
  useSession.setState(({ training }) =>
    training.status === "running" ? { training: change(training) } : {},
  );
}
