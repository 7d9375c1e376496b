import { crossValidationToJson, labelCheckToJson, learningCurveToJson } from "../../crossvalidation/json";
import { pairsToJson } from "../../duplicates/pairs";
import { compareGroups } from "../../metrics/group-comparison";
import { ofLabel } from "../../metrics/probability";
import { calibrated, decisionOf } from "../../models/decision";
import { mainPart, scoredPhotos } from "../../models/evaluation";
import type { TrainedModel } from "../../models/model";
import { calibratedStress, stressToJson } from "../../models/stress-figures";
import { ANALYSES, type AnalysisName, type Found, type GroupReport, namesOf } from "../../report/analyses";
import { useGroups } from "./chosen-groups";
import { lastDuplicates } from "./duplicates";
import { labelCheck } from "./label-check";
import { fewerPhotos } from "./learning-curve";
import { stress } from "./stress";

/** The result of each analysis of a model on this visit; undefined: it was not run. */
const FOUND: { readonly [Name in AnalysisName]: (model: TrainedModel) => Found[Name] | undefined } = {
  labelCheck: (model) => whereFound(labelCheck.last(model), labelCheckToJson),
  duplicates: () => whereFound(lastDuplicates(), pairsToJson),
  crossValidation: (model) => whereFound(labelCheck.last(model), crossValidationToJson),
  learningCurve: (model) => whereFound(fewerPhotos.last(model), ({ curve }) => learningCurveToJson(curve)),
  groups: groupsOf,
  stress: (model) =>
    whereFound(stress.last(model), ({ test }) =>
      stressToJson(calibratedStress(test, model.temperature), decisionOf(model).threshold),
    ),
};

/** The results of all analyses of a model on this visit. */
export function foundOut(model: TrainedModel): Partial<Found> {
  const all = namesOf(ANALYSES).map((name) => [name, FOUND[name](model)] as const);
  return Object.fromEntries(all.filter(([, found]) => found !== undefined));
}

function whereFound<Result, Json>(
  result: Result | undefined,
  toJson: (result: Result) => Json,
): Json | undefined {
  return result === undefined ? undefined : toJson(result);
}

function groupsOf(model: TrainedModel): GroupReport | undefined {
  const { chosen } = useGroups.getState();
  const part = mainPart(model);
  const evaluation = part && calibrated(model).evaluations[part];
  if (chosen === undefined || part === undefined || evaluation === undefined) return undefined;
  const { labels, scores } = scoredPhotos(evaluation);
  const groupOf = (place: number) => chosen.groups.get(evaluation.paths[place] ?? "");
  const compared = compareGroups(labels, scores, groupOf, ofLabel(decisionOf(model).threshold, "female"));
  if (compared.groups.length === 0) return undefined;
  const without = evaluation.paths.filter((path) => !chosen.groups.has(path)).length;
  return { ...compared, part, source: chosen.source, without };
}
