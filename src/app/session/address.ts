import { useSyncExternalStore } from "react";
import type { TrainedModel } from "../../models/model";
import { go } from "./store";

/** Opens the fine-tuning view of a model; the address names the model, so that the browser's back button works. */
export function showFineTuning({ id }: TrainedModel): void {
  window.location.hash = `train/${id}`;
  go("train");
}

/** The model that the address selects for fine-tuning; undefined if it names none, or one that was deleted. */
export function useModelToTune(models: readonly TrainedModel[]): TrainedModel | undefined {
  const [place, wanted] = useAddress();
  return place === "#train" ? models.find(({ id }) => id === wanted) : undefined;
}

/** Two models to compare side by side. */
export type Pair = readonly [TrainedModel, TrainedModel];

/** The address of a comparison of two models, so that the browser's back button works. */
export function comparisonAddress(one: TrainedModel, other: TrainedModel): string {
  return `#models/${one.id}/${other.id}`;
}

/** The models that the address selects for comparison; undefined if it names none, or if one was deleted. */
export function useCompared(models: readonly TrainedModel[]): Pair | undefined {
  const [, ...ids] = useAddress();
  const [one, other] = ids.map((wanted) => models.find(({ id }) => id === wanted));
  return one && other && one !== other ? [one, other] : undefined;
}

/** The parts of the address's hash: the place with its `#`, then what the place has added. */
function useAddress(): readonly string[] {
  return useSyncExternalStore(subscribe, () => window.location.hash).split("/");
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}
