import type { AppError } from "../../common/error";
import type { Evidence } from "../../head/evidence";
import type { TrainedModel } from "../../models/model";
import { engine } from "../session/store";

/** The state of the evidence for a photo’s prediction. */
export type PhotoEvidence =
  | { readonly status: "off" }
  | { readonly status: "waiting" }
  | { readonly status: "ready"; readonly evidence: Evidence }
  | { readonly status: "failed"; readonly error: AppError };

/** One photo is decoded while the worker explains the other. */
const IN_FLIGHT = 2;

let free = IN_FLIGHT;
const waiting: (() => void)[] = [];

/** Cached evidence, freed together with the photo. */
const known = new WeakMap<Blob, { readonly weights: Weights; readonly evidence: Evidence }>();

/** The parts of a model that its evidence depends on. */
type Weights = Pick<TrainedModel, "head" | "temperature">;

/** Whether two models give the same evidence: a renamed one is still the same. */
export function sameWeights(one: Weights | undefined, other: Weights | undefined): boolean {
  return one?.head === other?.head && one?.temperature === other?.temperature;
}

/**
 * The evidence for either label in a photo; cached per photo.
 * @throws AppError as the engine's `explainer` does; AbortError when stopped
 */
export async function evidenceOf(model: TrainedModel, photo: Blob, signal: AbortSignal): Promise<Evidence> {
  const kept = known.get(photo);
  if (kept !== undefined && sameWeights(kept.weights, model)) return kept.evidence;
  return inTurn(async () => {
    // Photos that were scrolled past give up their turn.
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
