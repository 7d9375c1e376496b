import { createGate } from "../../common/gate";

/** Where the fine-tuning that this worker leads waits while it is paused. */
export const tuningGate = createGate();

/** Pauses the fine-tuning that this worker leads before its next step, or lets it continue. */
export async function holdTuning(held: boolean): Promise<void> {
  tuningGate.hold(held);
}
