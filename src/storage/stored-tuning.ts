import { delMany, set, setMany } from "idb-keyval";
import { AppError } from "../common/error";
import type { TuningState } from "../tuning/fine-tune";
import type { InterruptedTuning, TuningPlan } from "../tuning/plan";
import { readRecord } from "./damaged";
import { database } from "./database";

/** One fine-tuning run at a time: its plan, and its state after the last epoch. */
const store = database.store("tuning");
const PLAN = "plan";
const STATE = "state";
/** Separate from the state, which takes megabytes. */
const STANDING = "standing";

type Standing = Omit<InterruptedTuning, "plan">;

export async function keepPlan(plan: TuningPlan): Promise<void> {
  await forgetTuning();
  await set(PLAN, plan, store);
}

/** Stores a checkpoint, replacing the previous one. @param seconds that training has taken so far */
export async function keepState(state: TuningState, seconds: number): Promise<void> {
  const { epoch, history } = state;
  const standing: Standing = { epoch, history, seconds };
  await setMany(
    [
      [STATE, state],
      [STANDING, standing],
    ],
    store,
  );
}

/**
 * The state to resume from, with the training time so far.
 * @throws AppError `damaged-data` if it cannot be read
 */
export async function keptState(): Promise<{ state: TuningState; seconds: number }> {
  const state = await readRecord("tuning", STATE, "state");
  const standing = await readRecord("tuning", STANDING, "standing");
  if (state !== undefined && standing !== undefined) return { state, seconds: standing.seconds };
  throw new AppError("damaged-data", "The checkpoint of this fine-tuning is damaged or missing.", {
    next: "Discard the unfinished fine-tuning and start it again.",
  });
}

/** The unfinished fine-tuning run, if one with at least one epoch is stored. */
export async function interruptedTuning(): Promise<InterruptedTuning | undefined> {
  const plan = await readRecord("tuning", PLAN, "plan");
  const standing = await readRecord("tuning", STANDING, "standing");
  return plan && standing && { plan, ...standing };
}

export async function forgetTuning(): Promise<void> {
  await delMany([PLAN, STANDING, STATE], store);
}
