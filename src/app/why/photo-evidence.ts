import type { AppError } from "../../common/error";
import type { Evidence } from "../../head/evidence";
import type { TrainedModel } from "../../models/model";
import { engine } from "../session/store";

/** How far the evidence for the answer about a photo is. */
export type PhotoEvidence =
  | { readonly status: "off" }
  | { readonly status: "waiting" }
  | { readonly status: "ready"; readonly evidence: Evidence }
  | { readonly status: "failed"; readonly error: AppError };

/** One photo is decoded while the worker looks at the other. */
const IN_FLIGHT = 2;

let free = IN_FLIGHT;
const waiting: (() => void)[] = [];

/** What is known of photos; it goes when the photo does. */
const known = new WeakMap<Blob, { readonly weights: Weights; readonly evidence: Evidence }>();

/** Of a model, all that its evidence depends on besides the photo. */
type Weights = Pick<TrainedModel, "head" | "temperature">;

/** Whether two models give the same evidence: a renamed one is still the same. */
export function sameWeights(one: Weights | undefined, other: Weights | undefined): boolean {
  return one?.head === other?.head && one?.temperature === other?.temperature;
}

/**
 * What in a photo speaks for either label; of a photo that was asked about before, at once.
 * @throws AppError as the engine's `explainer` does; AbortError when stopped
 */
export async function evidenceOf(model: TrainedModel, photo: Blob, signal: AbortSignal): Promise<Evidence> {
  const kept = known.get(photo);
  if (kept !== undefined && sameWeights(kept.weights, model)) return kept.evidence;
  return inTurn(async () => {
    // Those that were scrolled past leave their turn to the others.
    signal.throwIfAborted();
    const explain = await engine.explainer(model);
    const { evidence } = await explain(photo);
    known.set(photo, { weights: model, evidence });
    return evidence;
  });
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (free > 0) free--;
  else await new Promise<void>((go) => waiting.push(go));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) free++;
    else next();
  }
}
