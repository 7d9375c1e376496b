import { useMemo } from "react";
import type { DerivedData } from "../../dataset/derived-data";
import type { Sample } from "../../dataset/sample";
import type { CrossValidationRequest } from "../../engine/jobs/cross-validation-job";
import { DEFAULT_SETTINGS } from "../../head/head-settings";
import type { TrainedModel } from "../../models/model";
import { type UntunedBackbone, untunedBackbone } from "../../models/untuned";
import { settledData, useDerivedData } from "./derived";
import { engine, useSession } from "./store";

/** The photos that models may learn from: all usable photos except the test photos. */
export function photosToLearn({ usable, splits }: Pick<DerivedData, "usable" | "splits">): readonly Sample[] {
  return usable.filter(({ id }) => splits.get(id) !== "test");
}

/** The same for the current photos, as a hook. */
export function usePhotosToLearn(): readonly Sample[] {
  const data = useDerivedData();
  return useMemo(() => photosToLearn(data), [data]);
}

/** What cross-validation uses for a model: its settings, and its backbone as it was before fine-tuning. */
export interface Basis {
  readonly given: readonly Sample[];
  readonly backbone: UntunedBackbone;
  readonly request: CrossValidationRequest;
}

/** The basis of cross-validation for a model. @throws AppError if the backbone is missing; AbortError if stopped */
export async function basisFor(model: TrainedModel, signal: AbortSignal): Promise<Basis> {
  const given = photosToLearn(await settledData());
  const { models } = useSession.getState();
  const backbone = untunedBackbone(model, models.status === "ready" ? models.value : []);
  const extraction = await engine.extractionOf({ ...model, backbone: backbone.info }, signal);
  const { validationShare: _, ...settings } = model.run?.settings ?? DEFAULT_SETTINGS;
  return { given, backbone, request: { samples: given, extraction, settings } };
}
