import { useMemo } from "react";
import type { Evaluation, TrainedModel } from "../../models/model";
import { useDerivedData, useSamplesByPath } from "../session/derived";
import { changesSince, staleSentence } from "./staleness";

/** Why a model’s metrics are out of date, as a sentence; undefined if they are not, or it is not known. */
export function useStaleness(model: TrainedModel, evaluation: Evaluation): string | undefined {
  const samples = useSamplesByPath();
  const { counts } = useDerivedData();
  return useMemo(
    () => staleSentence(changesSince(model, evaluation, samples, counts)),
    [model, evaluation, samples, counts],
  );
}
