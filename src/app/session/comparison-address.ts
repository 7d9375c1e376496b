import { useSyncExternalStore } from "react";
import type { TrainedModel } from "../../models/model";

/** The two models that are seen side by side. */
export type Pair = readonly [TrainedModel, TrainedModel];

/** The address at which two models are compared, so that the browser's back button leads out again. */
export function comparisonAddress(one: TrainedModel, other: TrainedModel): string {
  return `#models/${one.id}/${other.id}`;
}

/** The models that the address wants compared; undefined where it names none, or some that are gone. */
export function useCompared(models: readonly TrainedModel[]): Pair | undefined {
  const [, ...ids] = useSyncExternalStore(subscribe, () => window.location.hash).split("/");
  const [one, other] = ids.map((wanted) => models.find(({ id }) => id === wanted));
  return one && other && one !== other ? [one, other] : undefined;
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}
