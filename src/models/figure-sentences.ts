import { PREPROCESSING_VERSIONS } from "../backbone/preprocess";
import { type BackboneInfo, isRetiredStarter, STARTER_ID } from "../backbone/weights";
import { type Label, otherLabel } from "../common/label";
import { count } from "../common/words";
import { areDrawn, DRAWN_FOLDER } from "../dataset/sample";
import type { Figures } from "../metrics/figures";
import { type Interval, wilsonInterval } from "../metrics/interval";
import { type HeadlineMetric, type MetricName, metricOf, type Need } from "../metrics/metrics";
import { areKnownUnseen } from "./evaluation";
import type { Evaluation, HeldOut, TrainedModel } from "./model";

/** With fewer photos, chance variation of the metrics is large enough to mention. */
export const FEW_PHOTOS = 50;

/** An interval narrower than this gets one more digit. */
const NARROW = 0.02;

/** "1 female photo", "1,845 photos". */
export function photos(value: number, label?: Label): string {
  return `${count(value)} ${label === undefined ? "" : `${label} `}${value === 1 ? "photo" : "photos"}`;
}

/** The counts behind recall and precision, in a sentence. */
export function plainSentence({ positives, confusion }: Figures, label: Label): string {
  const { truePositives: found, falsePositives } = confusion;
  const called = found + falsePositives;
  const first =
    positives === 0
      ? `None of these photos is ${label}`
      : `Of ${photos(positives, label)} it found ${part(found, positives)}`;
  if (called === 0) return `${first}; it called no photo ${label}.`;
  if (called === 1) return `${first}; the one it called ${label} was${found === 1 ? "" : " not"}.`;
  const verb = found === 1 ? "was" : "were";
  return `${first}; of the ${count(called)} it called ${label}, ${part(found, called)} ${verb}.`;
}

/** Why a metric cannot be computed; undefined if it can. */
export function whyMissing(name: HeadlineMetric, figures: Figures, label: Label): string | undefined {
  return figures[name] === undefined ? whyUndefined(name, figures, label) : undefined;
}

/** Why a metric is undefined for some photos. */
export function whyUndefined(name: MetricName, figures: Figures, label: Label): string {
  return `This cannot be computed, because ${lack(metricOf(name).needs, figures, label)}.`;
}

function lack(need: Need, { count: all, positives }: Figures, label: Label): string {
  if (all === 0) return "there are no photos to check with";
  switch (need) {
    case "photos":
      return "these photos say nothing about it";
    case "positive answers":
      return `it called no photo ${label}`;
    case "photos of both labels":
      return `it takes photos of both labels, and there is no ${positives === 0 ? label : otherLabel(label)} one`;
    case "positive photos or answers":
      return `there is no ${label} photo and it called none ${label}`;
    case "positive photos":
      return `there is no ${label} photo to find`;
  }
}

/** The 95 % confidence interval of the accuracy; undefined without photos. */
export function accuracyInterval({ count: all, confusion }: Figures): Interval | undefined {
  return wilsonInterval(confusion.truePositives + confusion.trueNegatives, all);
}

/** "91–97 %". */
export function percentRange({ low, high }: Interval): string {
  const digits = high - low < NARROW ? 1 : 0;
  return `${[low, high].map((share) => (100 * share).toFixed(digits)).join("–")}\u00a0%`;
}

/** Warnings about these metrics; empty, at best. */
export function cautions(
  model: TrainedModel,
  part: HeldOut,
  evaluation: Evaluation,
  figures: Figures,
): string[] {
  return [
    ...(isOnDrawings(model, evaluation)
      ? ["These photos are drawings. The metrics say nothing about photos of real faces."]
      : []),
    ...fewPhotos(figures),
    ...roundChosen(model, part),
    ...maybeSeen(model, evaluation),
    ...(hasOlderPixels(model) ? [OLDER_PIXELS] : []),
    ...starterCaution(model.backbone),
  ];
}

function starterCaution(backbone: BackboneInfo): string[] {
  if (isRetiredStarter(backbone)) {
    return [
      "This model uses the starter backbone of an earlier version. Train it again on today’s starter backbone to " +
        "get better results.",
    ];
  }
  if (backbone.id !== STARTER_ID) return [];
  return [
    "This model uses the starter backbone. ImageNet weights give slightly better results on real photos; the " +
      "README says how to get them.",
  ];
}

/** The warning about a model that `hasOlderPixels`. */
export const OLDER_PIXELS =
  "This model was trained by an earlier version of this page, on differently resized photos. " +
  "Its predictions may differ slightly from before; train it again to remove the difference.";

/** Whether a model was trained by a version of this page that preprocessed photos differently. */
export function hasOlderPixels({ run, preprocessing }: TrainedModel): boolean {
  return run !== undefined && run.preprocessingVersion !== PREPROCESSING_VERSIONS[preprocessing];
}

function fewPhotos(figures: Figures): string[] {
  const interval = accuracyInterval(figures);
  if (figures.count >= FEW_PHOTOS || interval === undefined || figures.accuracy === undefined) return [];
  const reach = Math.max(figures.accuracy - interval.low, interval.high - figures.accuracy);
  return [
    `With only ${photos(figures.count)} to check with, accuracy may be off by some ` +
      `${Math.ceil(100 * reach)} percentage points, precision and recall by even more.`,
  ];
}

/** Photos that decided which round was kept are not fully independent of the model. */
function roundChosen({ run, evaluations }: TrainedModel, part: HeldOut): string[] {
  if (run === undefined || part !== "val") return [];
  if (run.settings.patience === undefined && run.tuning === undefined) return [];
  const said =
    "These photos were also used to choose which round of training to keep, so the metrics may look slightly too good.";
  return [
    evaluations.test === undefined
      ? `${said} Photos in a folder named test would give fairer ones.`
      : `${said} The test photos give fairer ones.`,
  ];
}

/** The page does not know what a model from a file was trained on. */
function maybeSeen(model: TrainedModel, evaluation: Evaluation): string[] {
  if (areKnownUnseen(evaluation)) return [];
  return [
    `It is not known which photos the model in ${model.openedFrom} was trained on. If some of these were among ` +
      "them, the metrics look better than they are.",
  ];
}

/** Users can rename models, so the name only counts if there are no paths. */
function isOnDrawings({ name }: TrainedModel, { paths }: Evaluation): boolean {
  return paths.length > 0 ? areDrawn(paths) : name.includes(DRAWN_FOLDER);
}

/** Why a model has no metrics. */
export function whyUnknown({ openedFrom }: TrainedModel): string {
  if (openedFrom !== undefined)
    return `${openedFrom} does not say how good this model is, and it has not been checked on photos here yet.`;
  return (
    "It is not known how good this model is: there were no validation photos. " +
    "Check it on test photos, or train again with validation photos."
  );
}

function part(value: number, whole: number): string {
  if (value === 0) return "none";
  return value === whole && whole > 1 ? `all ${count(whole)}` : count(value);
}
