import type { Label } from "../../common/label";
import { leakSentence } from "../../duplicates/leakage";
import { DRAWS } from "../../metrics/bootstrap";
import { ofLabel } from "../../metrics/probability";
import { calibrated, decisionOf } from "../../models/decision";
import { mainPart, viewFrom } from "../../models/evaluation";
import type { HeldOut, TrainedModel } from "../../models/model";
import type { ReportExtras, Thumbnail } from "../../report/input";
import { sampleAt } from "./derived";
import { foundOut } from "./found-out";
import { leakageNow } from "./model-leakage";
import { engine } from "./store";
import { inThumbnail } from "./thumbnail-url";

/** Fixed, so that the same photos have the same intervals on every visit. */
export const BOOTSTRAP_SEED = 1;

/** `evaluation.json`: all metrics, curves and analysis results of a model, for programs. */
export async function figuresFile(model: TrainedModel, positive: Label): Promise<Blob> {
  const { evaluationReport } = await import("../../report/evaluation-json");
  const report = evaluationReport(model, positive, await extrasOf(model, positive));
  return new Blob([JSON.stringify(report, undefined, 2)], { type: "application/json" });
}

/** The same for people, as one standalone page. @param withPhotos whether to show the worst mistakes */
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

/** The analysis results of a model on this visit, and the intervals of its metrics, which are computed now. */
async function extrasOf(model: TrainedModel, positive: Label): Promise<ReportExtras> {
  return {
    ...foundOut(model),
    intervals: await intervalsOf(model, positive),
    cautions: { val: leaksOf(model, "val"), test: leaksOf(model, "test") },
  };
}

/** Cautions about evaluation photos that the model was trained on as well. */
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
