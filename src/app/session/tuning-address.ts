import { useSyncExternalStore } from "react";
import type { TrainedModel } from "../../models/model";
import { go } from "./store";

/** Goes to where a model is fine-tuned; the address names it, so that the browser's back button leads out again. */
export function showFineTuning({ id }: TrainedModel): void {
  window.location.hash = `train/${id}`;
  go("train");
}

/** The model that the address wants fine-tuned; undefined where it names none, or one that is gone. */
export function useModelToTune(models: readonly TrainedModel[]): TrainedModel | undefined {
  const [place, wanted] = useSyncExternalStore(subscribe, () => window.location.hash).split("/");
  return place === "#train" ? models.find(({ id }) => id === wanted) : undefined;
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener("hashchange", onChange);
  return () => window.removeEventListener("hashchange", onChange);
}
