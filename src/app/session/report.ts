import type { Label } from "../../common/label";
import { crossValidationToJson, labelCheckToJson, learningCurveToJson } from "../../crossvalidation/json";
import { leakSentence } from "../../duplicates/leakage";
import { pairsToJson } from "../../duplicates/pairs";
import { DRAWS } from "../../metrics/bootstrap";
import { compareGroups } from "../../metrics/group-comparison";
import { ofLabel } from "../../metrics/probability";
import { calibrated, decisionOf } from "../../models/decision";
import { mainPart, scoredPhotos, viewFrom } from "../../models/evaluation";
import type { HeldOut, TrainedModel } from "../../models/model";
import { calibratedStress, stressToJson } from "../../models/stress-figures";
import type { GroupReport, ReportExtras, Thumbnail } from "../../report/input";
import { useGroups } from "./chosen-groups";
import { sampleAt } from "./derived";
import { lastDuplicates } from "./duplicates";
import { lastLabelCheck } from "./label-check";
import { lastLearningCurve } from "./learning-curve";
import { leakageNow } from "./model-leakage";
import { engine } from "./store";
import { lastStress } from "./stress";
import { inThumbnail } from "./thumbnail-url";

/** Which of all draws there could be are drawn; the same photos then have the same intervals on every visit. */
export const BOOTSTRAP_SEED = 1;

/** All that is known of how good a model is, for programs: figures, curves, and what was found out besides. */
export async function figuresFile(model: TrainedModel, positive: Label): Promise<Blob> {
  const { evaluationReport } = await import("../../report/evaluation-json");
  const report = evaluationReport(model, positive, await extrasOf(model, positive));
  return new Blob([JSON.stringify(report, undefined, 2)], { type: "application/json" });
}

/** The same for people, as one page that opens anywhere. @param withPhotos whether the worst mistakes are shown */
export async function reportFile(model: TrainedModel, positive: Label, withPhotos: boolean): Promise<Blob> {
  const [{ reportHtml }, { measure }, { worstMistakes }] = await Promise.all([
    import("../../report/html"),
    import("../../report/measured"),
    import("../../report/worst-mistakes"),
  ]);
  const part = mainPart(model);
  const measured = part && measure(model, part, positive);
  const photos = withPhotos && measured !== undefined ? await thumbnails(worstMistakes(measured)) : undefined;
  const html = reportHtml({
    model,
    positive,
    extras: await extrasOf(model, positive),
    ...(photos && { photos }),
    created: Date.now(),
  });
  return new Blob([html], { type: "text/html" });
}

async function thumbnails(mistakes: readonly { readonly path: string }[]): Promise<readonly Thumbnail[]> {
  const found: Thumbnail[] = [];
  for (const { path } of mistakes) {
    const file = sampleAt(path)?.file;
    const dataUrl = file && (await inThumbnail(file));
    if (dataUrl !== undefined) found.push({ path, dataUrl });
  }
  return found;
}

/** What was found out about a model in this visit, and the intervals of its figures, which are drawn now. */
async function extrasOf(model: TrainedModel, positive: Label): Promise<ReportExtras> {
  const intervals = await intervalsOf(model, positive);
  const [labels, curve, pairs] = [lastLabelCheck(), lastLearningCurve(), lastDuplicates()];
  const [stress, groups] = [lastStress(model.id), groupsOf(model)];
  return {
    intervals,
    cautions: { val: leaksOf(model, "val"), test: leaksOf(model, "test") },
    ...(labels?.modelId === model.id && {
      labelCheck: labelCheckToJson(labels),
      crossValidation: crossValidationToJson(labels),
    }),
    ...(curve?.modelId === model.id && { learningCurve: learningCurveToJson(curve.curve) }),
    ...(pairs && { duplicates: pairsToJson(pairs) }),
    ...(stress && {
      stress: stressToJson(calibratedStress(stress.test, model.temperature), decisionOf(model).threshold),
    }),
    ...(groups && { groups }),
  };
}

/** What photos that were learned from as well make of the figures. */
function leaksOf(model: TrainedModel, part: HeldOut): readonly string[] {
  const leakage = leakageNow(model, part);
  const sentence = leakage && leakSentence(leakage);
  return sentence === undefined ? [] : [sentence];
}

async function intervalsOf(model: TrainedModel, positive: Label): Promise<ReportExtras["intervals"]> {
  const { evaluations } = calibrated(model);
  const threshold = ofLabel(decisionOf(model).threshold, positive);
  const options = { threshold, draws: DRAWS, seed: BOOTSTRAP_SEED };
  const parts = (["val", "test"] as const).map(async (part) => {
    const evaluation = evaluations[part];
    if (evaluation === undefined) return [];
    const view = viewFrom(evaluation, positive);
    const intervals = await engine.worker.bootstrap(view, options, new AbortController());
    return intervals === undefined ? [] : [[part, intervals] as const];
  });
  return Object.fromEntries((await Promise.all(parts)).flat());
}

function groupsOf(model: TrainedModel): GroupReport | undefined {
  const { chosen } = useGroups.getState();
  const part: HeldOut | undefined = mainPart(model);
  const evaluation = part && calibrated(model).evaluations[part];
  if (chosen === undefined || part === undefined || evaluation === undefined) return undefined;
  const { labels, scores } = scoredPhotos(evaluation);
  const groupOf = (place: number) => chosen.groups.get(evaluation.paths[place] ?? "");
  const compared = compareGroups(labels, scores, groupOf, ofLabel(decisionOf(model).threshold, "female"));
  if (compared.groups.length === 0) return undefined;
  const without = evaluation.paths.filter((path) => !chosen.groups.has(path)).length;
  return { ...compared, part, source: chosen.source, without };
}
