import { createRandom } from "../src/common/random";
import { LOOKS } from "../src/conditions/conditions";
import { doubtsOf } from "../src/crossvalidation/doubts";
import { crossValidationToJson, labelCheckToJson, learningCurveToJson } from "../src/crossvalidation/json";
import { SHARES } from "../src/crossvalidation/learning-curve-verdict";
import { summarise } from "../src/crossvalidation/summary";
import { bootstrap } from "../src/metrics/bootstrap";
import { compareGroups } from "../src/metrics/group-comparison";
import { femaleProbability, femaleScores, ofLabel, UNKNOWN } from "../src/metrics/probability";
import type { Evaluation, TrainedModel } from "../src/models/model";
import { stressToJson } from "../src/models/stress-figures";
import type { ReportExtras, ReportInput } from "../src/report/input";
import { measure } from "../src/report/measured";
import { A_RUN, aModel } from "./a-model";

/** Names that would be harmful as markup. */
export const HOSTILE = `female/<img src=x onerror="alert(1)">&'.jpg`;

/** Photos, half of them female, with the probabilities of a reasonable model, including ties. */
export function anEvaluation(photos: number, seed: number, worth = 2): Evaluation<never> {
  const random = createRandom(seed, "report");
  const labels = Uint8Array.from({ length: photos }, (_none, index) => index % 2);
  const scores = Float32Array.from(labels, (label) => {
    const logit = random.normal(label === 0 ? worth : -worth, 1.8);
    return Math.round(1e4 / (1 + Math.exp(-logit))) / 1e4;
  });
  const paths = Array.from(labels, (label, index) =>
    index === 0
      ? HOSTILE
      : `${label === 0 ? "female" : "male"}/${["old", "young"][index % 3 === 0 ? 0 : 1]}/${index}.jpg`,
  );
  // The hostile name is among the listed mistakes.
  scores[0] = 0.001;
  return { paths, labels, scores: femaleScores(scores) };
}

/** A fine-tuned model, evaluated on validation and test photos. */
export function aCheckedModel(about: Partial<TrainedModel> = {}): TrainedModel {
  const history = Array.from({ length: 26 }, (_none, index) => {
    const done = 1 - 0.9 ** (index + 1);
    return {
      epoch: index + 1,
      loss: 0.7 - 0.6 * done,
      accuracy: 0.6 + 0.38 * done,
      valLoss: 0.72 - 0.52 * done,
      valAccuracy: 0.58 + 0.37 * done,
    };
  });
  const backbone = aModel().backbone;
  return aModel({
    name: "800 photos, fine-tuned",
    backbone: {
      ...backbone,
      id: "tuned:fine-tuned ImageNet 0.35",
      origin: "fine-tuned here from ImageNet 0.35",
    },
    run: {
      ...A_RUN,
      counts: {
        train: { female: 320, male: 320 },
        val: { female: 80, male: 80 },
        test: { female: 100, male: 100 },
      },
      history,
      bestEpoch: 24,
      skipped: [
        { path: HOSTILE, reason: "The file is empty." },
        { path: "male/b.gif", reason: "It moves." },
      ],
      tuning: {
        settings: {
          blocks: "all",
          epochs: 12,
          batchSize: 32,
          learningRate: 3e-4,
          labelSmoothing: 0.05,
          augmentations: ["flip", "shift"],
        },
        from: backbone,
        after: 14,
        seconds: 220,
      },
    },
    evaluations: { val: anEvaluation(160, 1), test: anEvaluation(200, 2) },
    decision: { threshold: femaleProbability(0.45), unsure: 0.1 },
    temperature: 1.5,
    ...about,
  });
}

/** All analyses of a model. */
export async function allExtras(model: TrainedModel): Promise<ReportExtras> {
  const measured = measure(model, "test", "female");
  if (measured === undefined) throw new Error("The model was not checked on test photos.");
  const { view, evaluation, figures } = measured;
  const raw = model.evaluations.test ?? anEvaluation(0, 1);
  const samples = evaluation.paths.map((path, index) => ({
    path,
    label: evaluation.labels[index] === 0 ? ("female" as const) : ("male" as const),
  }));
  const random = createRandom(3, "rounds");
  const rounds = (accuracy: number) =>
    summarise(
      Array.from({ length: 15 }, () => ({
        accuracy: Math.min(1, accuracy + random.normal(0, 0.015)),
        rocAuc: Math.min(1, accuracy + 0.03 + random.normal(0, 0.005)),
      })),
    );
  const groupOf = (place: number) => evaluation.paths[place]?.split("/")[1];
  const options = { threshold: figures.threshold, draws: 200, seed: 1 };
  const never = new AbortController().signal;
  return {
    intervals: { test: (await bootstrap(view.labels, view.scores, options, never)) ?? {} },
    cautions: {
      test: ["2 of these photos were also used for training: the metrics look better than they are."],
    },
    labelCheck: labelCheckToJson({ samples, doubts: doubtsOf(raw.labels, raw.scores) }),
    duplicates: [
      { a: HOSTILE, b: "female/2.jpg", kind: "copy" },
      { a: "male/3.jpg", b: "female/4.jpg", kind: "near" },
    ],
    crossValidation: crossValidationToJson(rounds(0.94)),
    learningCurve: learningCurveToJson(
      SHARES.map((share, index) => ({
        share,
        photos: Math.round(640 * share),
        ...rounds(0.82 + 0.04 * index),
      })),
    ),
    groups: {
      ...compareGroups(view.labels, view.scores, groupOf, figures.threshold),
      part: "test",
      source: "folders old, young",
      without: 1,
    },
    stress: stressToJson({
      seed: 1,
      paths: evaluation.paths,
      labels: evaluation.labels,
      looks: LOOKS,
      scores: femaleScores<never>(
        Float32Array.from({ length: evaluation.labels.length * (1 + LOOKS.length) }, (_none, at) => {
          const photo = Math.floor(at / (1 + LOOKS.length));
          const look = LOOKS[(at % (1 + LOOKS.length)) - 1];
          const pull = 1 - (look?.strength ?? 0) / 4;
          return (
            0.5 +
            (ofLabel(evaluation.scores[photo] ?? UNKNOWN, "female") - 0.5) * pull +
            random.normal(0, 0.05 * (look?.strength ?? 0))
          );
        }),
      ),
    }),
  };
}

/** A report with all sections. */
export async function aReport(): Promise<ReportInput> {
  const model = aCheckedModel();
  return { model, positive: "female", extras: await allExtras(model), created: Date.UTC(2026, 10, 26, 5, 0) };
}
