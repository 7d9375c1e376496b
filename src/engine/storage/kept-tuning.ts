import { delMany, get, set, setMany } from "idb-keyval";
import { lazyStore } from "../../common/store";
import type { TuningState } from "../../tuning/fine-tune";
import type { InterruptedTuning, TuningPlan } from "../protocol/protocol";

/** One fine-tuning at a time: what it is, and where it stood after its last epoch. */
const store = lazyStore("tuning");
const PLAN = "plan";
const STATE = "state";
/** Apart from the state, which is megabytes. */
const STANDING = "standing";

type Standing = Omit<InterruptedTuning, "plan">;

export async function keepPlan(plan: TuningPlan): Promise<void> {
  await forgetTuning();
  await set(PLAN, plan, store());
}

/** A checkpoint, in place of the one before. @param seconds that training has taken so far */
export async function keepState(state: TuningState, seconds: number): Promise<void> {
  const { epoch, history } = state;
  await setMany(
    [
      [STATE, state],
      [STANDING, { epoch, history, seconds }],
    ],
    store(),
  );
}

/** The state to go on from, with the seconds behind it; undefined where no epoch was finished. */
export async function keptState(): Promise<{ state: TuningState; seconds: number } | undefined> {
  const state = await get<TuningState>(STATE, store());
  const standing = await get<Standing>(STANDING, store());
  return state && standing && { state, seconds: standing.seconds };
}

/** The fine-tuning that was begun and not finished, if one is kept here with at least one epoch. */
export async function interruptedTuning(): Promise<InterruptedTuning | undefined> {
  const plan = await get<TuningPlan>(PLAN, store());
  const standing = await get<Standing>(STANDING, store());
  return plan && standing && { plan, ...standing };
}

export async function forgetTuning(): Promise<void> {
  await delMany([PLAN, STANDING, STATE], store());
}
