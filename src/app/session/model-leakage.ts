import { useEffect, useMemo } from "react";
import { atOnce } from "../../common/steps";
import { type Leakage, type LearnedData, leakageOf } from "../../duplicates/leakage";
import type { Evaluation, HeldOut, TrainedModel } from "../../models/model";
import { derivedNow, useDerivedData } from "./derived";
import { useComparison } from "./duplicates";
import { learnedData } from "./photos-to-tune";

/** The training data of models shown so far: leaving photos out later does not undo the leakage. */
const remembered = new Map<string, LearnedData>();

/**
 * How many photos of an evaluation its model was trained on as well; undefined if its photos have not been under Data
 * on this visit. Copies are found at once, near-duplicates once the photos are compared.
 */
export function useLeakage(
  model: TrainedModel,
  evaluation: Evaluation<"uncalibrated"> | undefined,
): Leakage | undefined {
  const near = useComparison(({ comparison }) => comparison?.near);
  const data = useLearnedData(model);
  return useMemo(() => {
    if (data === undefined || evaluation === undefined) return undefined;
    const part = evaluation === model.evaluations.test ? "test" : "val";
    return atOnce(leakageOf(data, part, evaluation.paths, near ?? []));
  }, [model, evaluation, data, near]);
}

/** The same for one part, outside React. */
export function leakageNow(model: TrainedModel, part: HeldOut): Leakage | undefined {
  const { evaluations, run } = model;
  const evaluation = evaluations[part];
  const data = (run && learnedData(model, run, derivedNow().usable)) ?? remembered.get(model.id);
  if (data === undefined || evaluation === undefined) return undefined;
  const { comparison } = useComparison.getState();
  return atOnce(leakageOf(data, part, evaluation.paths, comparison?.near ?? []));
}

function useLearnedData(model: TrainedModel): LearnedData | undefined {
  const { usable } = useDerivedData();
  const here = useMemo(() => model.run && learnedData(model, model.run, usable), [model, usable]);
  useEffect(() => {
    if (here !== undefined) remembered.set(model.id, here);
  }, [model.id, here]);
  return here ?? remembered.get(model.id);
}
