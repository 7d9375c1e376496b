import { useMemo } from "react";
import type { Evaluation, TrainedModel } from "../../models/model";
import { useDerivedData, useSamplesByPath } from "../session/derived";
import { changesSince, staleSentence } from "./staleness";

/** Why the figures of a model are out of date, as a sentence; undefined where they are not, or nobody can know. */
export function useStaleness(model: TrainedModel, evaluation: Evaluation): string | undefined {
  const samples = useSamplesByPath();
  const { counts } = useDerivedData();
  return useMemo(
    () => staleSentence(changesSince(model, evaluation, samples, counts)),
    [model, evaluation, samples, counts],
  );
}
