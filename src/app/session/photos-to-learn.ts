import { useMemo } from "react";
import type { DerivedData } from "../../dataset/derived-data";
import type { Sample } from "../../dataset/sample";
import type { CrossValidationRequest } from "../../engine/jobs/cross-validation-job";
import { DEFAULT_SETTINGS } from "../../head/head-settings";
import type { TrainedModel } from "../../models/model";
import { type UntunedBackbone, untunedBackbone } from "../../models/untuned";
import { settledData, useDerivedData } from "./derived";
import { engine, useSession } from "./store";

/** The photos that models may learn from: all that can be used but those that are to test them. */
export function photosToLearn({ usable, splits }: Pick<DerivedData, "usable" | "splits">): readonly Sample[] {
  return usable.filter(({ id }) => splits.get(id) !== "test");
}

/** Whether the photos that models may learn from are others by now, or have other labels; undone changes are none. */
export function useHaveChanged(given: readonly Sample[]): boolean {
  const data = useDerivedData();
  return useMemo(() => {
    const now = photosToLearn(data);
    return now.length !== given.length || now.some((sample, index) => sample !== given[index]);
  }, [data, given]);
}

/** What photos are cross-validated with, for a model: its recipe, and a backbone that does not know their labels. */
export interface Basis {
  readonly given: readonly Sample[];
  readonly backbone: UntunedBackbone;
  readonly request: CrossValidationRequest;
}

/** @throws AppError where the backbone is not here; AbortError when stopped */
export async function basisFor(model: TrainedModel, signal: AbortSignal): Promise<Basis> {
  const given = photosToLearn(await settledData());
  const { models } = useSession.getState();
  const backbone = untunedBackbone(model, models.status === "ready" ? models.value : []);
  const extraction = await engine.extractionOf({ ...model, backbone: backbone.info }, signal);
  const { validationShare: _, ...settings } = model.run?.settings ?? DEFAULT_SETTINGS;
  return { given, backbone, request: { samples: given, extraction, settings } };
}
