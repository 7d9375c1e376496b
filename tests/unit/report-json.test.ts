import { describe, expect, it } from "vitest";
import { METRIC_NAMES } from "../../src/metrics/metrics";
import { femaleProbability, femaleScores } from "../../src/metrics/probability";
import { runReport } from "../../src/models/evaluation";
import type { Evaluation } from "../../src/models/model";
import { evaluationReport } from "../../src/report/evaluation-json";
import type { ReportExtras } from "../../src/report/input";
import { aModel } from "../a-model";
import { aCheckedModel, allExtras } from "../a-report";

/** Two females and three males (labels 0 and 1); one female and one male are misclassified. */
const EVALUATION: Evaluation<never> = {
  paths: ["a", "b", "c", "d", "e"],
  labels: Uint8Array.of(0, 0, 1, 1, 1),
  scores: femaleScores<never>(Float32Array.of(0.75, 0.25, 0.5, 0.125, 0)),
};

/** The report as parsed from the file. */
function reportOf(evaluation: Evaluation<never>, about = {}, extras: ReportExtras = {}) {
  const model = aModel({ evaluations: { val: evaluation }, ...about });
  const report = evaluationReport(model, "female", extras);
  return JSON.parse(JSON.stringify(report)) as typeof report;
}

/** Paths of values that JSON cannot represent, which would become null without a reason. */
function lost(value: unknown, place = ""): string[] {
  if (value === undefined || (typeof value === "number" && !Number.isFinite(value))) return [place];
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => lost(inner, `${place}.${key}`));
}

describe("evaluation.json", () => {
  it("keeps the fields that scripts rely on", () => {
    const model = aCheckedModel();
    expect(evaluationReport(model, "male", {})).toMatchObject(runReport(model, "male"));
  });

  it("records photos, threshold and model", () => {
    const { evaluations } = reportOf(EVALUATION, { decision: { threshold: 0.4, unsure: 0.15 } });
    expect(Object.keys(evaluations)).toEqual(["val"]);
    expect(evaluations.val?.basis).toEqual({
      part: "val",
      photos: 5,
      female: 2,
      male: 3,
      areKnownUnseen: true,
      positive: "female",
      threshold: 0.4,
      femaleFrom: 0.4,
      // 0.75, 0.125 and 0 are correct; 0.25 is wrong and within 0.15; 0.5 is too close.
      unsure: {
        within: 0.15,
        sure: 4,
        accuracyAmongSure: {
          value: 0.75,
          low: expect.closeTo(0.3006, 4),
          high: expect.closeTo(0.9544, 4),
          method: "wilson",
        },
      },
      model: { id: "id", name: "name", backbone: { id: "0.35", sha256: "a".repeat(64) } },
    });
    expect(evaluations.val?.cautions.join(" ")).toMatch(/With only 5 photos to check with/);
  });

  it("has every metric with its interval and method", () => {
    const intervals = { val: { rocAuc: { low: 0.5, high: 1 }, f1: { low: 0.1, high: 0.9 } } };
    const figures = reportOf(EVALUATION, {}, { intervals }).evaluations.val?.figures;
    expect(figures).toMatchObject({
      accuracy: {
        value: 0.6,
        low: expect.closeTo(0.2307, 4),
        high: expect.closeTo(0.8824, 4),
        method: "wilson",
      },
      precision: {
        value: 0.5,
        low: expect.closeTo(0.0945, 4),
        high: expect.closeTo(0.9055, 4),
        method: "wilson",
      },
      recall: { value: 0.5, method: "wilson" },
      f1: { value: 0.5, low: 0.1, high: 0.9, method: "bootstrap" },
      rocAuc: { value: expect.closeTo(5 / 6, 12), low: 0.5, high: 1, method: "bootstrap" },
      balancedAccuracy: { value: expect.closeTo(7 / 12, 12), low: null, high: null, method: null },
      brier: { value: expect.closeTo(0.178125, 6), method: null },
    });
  });

  it("has the curves, the table of thresholds, calibration and the histogram", () => {
    const val = reportOf(EVALUATION).evaluations.val;
    expect(val?.curves.roc).toMatchObject({
      fpr: [0, 0, 1 / 3, 1 / 3, 1],
      tpr: [0, 0.5, 0.5, 1, 1],
      thresholds: [null, 0.75, 0.5, 0.25, 0],
    });
    expect(val?.curves.precisionRecall).toMatchObject({ thresholds: [0, 0.125, 0.25, 0.5, 0.75] });
    expect(val?.thresholds).toHaveLength(19);
    expect(val?.thresholds[9]).toEqual({
      threshold: 0.5,
      accuracy: 0.6,
      precision: 0.5,
      recall: 0.5,
      f1: 0.5,
      truePositives: 1,
      falsePositives: 1,
      trueNegatives: 2,
      falseNegatives: 1,
    });
    expect(val?.calibration).toMatchObject({
      temperature: 1,
      expectedCalibrationError: { value: expect.any(Number) },
    });
    expect(val?.calibration.bins[0]).toMatchObject({
      low: 0,
      high: expect.closeTo(0.7935, 4),
      count: 1,
      share: 0,
    });
    expect(val?.histogram.edges).toHaveLength(21);
    expect(val?.histogram.female[15]).toBe(1);
    expect(val?.histogram.male.reduce((sum, each) => sum + each, 0)).toBe(3);
  });

  it("can have the other label as the positive one", () => {
    const model = aModel({
      evaluations: { val: EVALUATION },
      decision: { threshold: femaleProbability(0.4), unsure: 0 },
    });
    const { evaluations } = evaluationReport(model, "male", {});
    expect(evaluations.val?.basis).toMatchObject({ threshold: 0.6, femaleFrom: 0.4, positive: "male" });
    // A female photo with 0.75 has 0.25 for the other label.
    expect(evaluations.val?.histogram.female[5]).toBe(1);
    expect(evaluations.val?.histogram.female[15]).toBe(1);
    const { youden } = evaluations.val?.presets ?? {};
    expect(youden).toMatchObject({ threshold: expect.any(Number), femaleFrom: expect.any(Number) });
    if (!youden || youden.threshold === null) throw new Error("There is no threshold.");
    expect(youden.threshold + youden.femaleFrom).toBeCloseTo(1, 12);
  });

  it("includes other analyses, and null for missing ones", async () => {
    const none = reportOf(EVALUATION);
    for (const key of [
      "labelCheck",
      "duplicates",
      "crossValidation",
      "learningCurve",
      "groups",
      "stress",
    ] as const)
      expect(none[key], key).toBeNull();
    const model = aCheckedModel();
    const extras = await allExtras(model);
    const all = evaluationReport(model, "female", extras);
    expect(lost(all)).toEqual([]);
    expect(all.labelCheck?.[0]).toEqual({
      file: expect.any(String),
      label: "female",
      doubt: expect.any(Number),
    });
    expect(all.duplicates?.[0]).toEqual({ a: expect.any(String), b: "female/2.jpg", kind: "copy" });
    expect(all.crossValidation).toBe(extras.crossValidation);
    expect(all.learningCurve).toBe(extras.learningCurve);
    expect(all.stress).toBe(extras.stress);
    expect(all.groups).toMatchObject({ part: "test", source: "folders old, young", without: 1 });
    expect(all.groups?.groups[0]).toMatchObject({
      photos: expect.any(Number),
      accuracy: { method: "wilson" },
    });
  });
});

describe("undefined metrics", () => {
  it("are null with the reason if all photos have one label", () => {
    const report = reportOf({ ...EVALUATION, labels: new Uint8Array(5) });
    const val = report.evaluations.val;
    const reason =
      "This cannot be computed, because it takes photos of both labels, and there is no male one.";
    expect(val?.figures.rocAuc).toEqual({ value: null, reason });
    expect(val?.figures.averagePrecision).toEqual({ value: null, reason });
    expect(val?.figures.balancedAccuracy).toEqual({ value: null, reason });
    expect(val?.figures.accuracy).toMatchObject({ value: 0.4, method: "wilson" });
    expect(val?.curves).toEqual({ roc: { reason }, precisionRecall: { reason } });
    expect(val?.presets.bestF1).toEqual({ threshold: null, reason });
    expect(val?.perLabel.male.recall).toEqual({
      value: null,
      reason: "This cannot be computed, because there is no male photo to find.",
    });
    expect(lost(report)).toEqual([]);
  });

  it("are null with the reason if nothing was predicted positive", () => {
    const val = reportOf({ ...EVALUATION, scores: femaleScores<never>(new Float32Array(5).fill(0.25)) })
      .evaluations.val;
    expect(val?.figures.precision).toEqual({
      value: null,
      reason: "This cannot be computed, because it called no photo female.",
    });
    // All scores are equal: no better than chance, but defined.
    expect(val?.figures.rocAuc).toMatchObject({ value: 0.5 });
    expect(val?.presets.precision95).toEqual({
      threshold: null,
      reason: "This cannot be computed, because no threshold reaches that precision.",
    });
  });

  it("are null with the reason without photos, or if all are “not sure”", () => {
    const none = reportOf({
      paths: [],
      labels: new Uint8Array(),
      scores: femaleScores<never>(new Float32Array()),
    });
    const figures = none.evaluations.val?.figures ?? {};
    expect(Object.keys(figures)).toEqual(METRIC_NAMES);
    for (const [name, figure] of Object.entries(figures))
      expect(figure, name).toEqual({
        value: null,
        reason: "This cannot be computed, because there are no photos to check with.",
      });
    const unsure = reportOf(
      { ...EVALUATION, scores: femaleScores<never>(new Float32Array(5).fill(0.5)) },
      { decision: { threshold: 0.5, unsure: 0.1 } },
    );
    expect(unsure.evaluations.val?.basis.unsure).toEqual({
      within: 0.1,
      sure: 0,
      accuracyAmongSure: {
        value: null,
        reason: "This cannot be computed, because it is sure of no photo.",
      },
    });
  });

  it("are reported once if the model was never evaluated", () => {
    const opened = aModel({ run: undefined, openedFrom: "model.h5" });
    const report = evaluationReport(opened, "female", {});
    expect(report.evaluations).toEqual({});
    expect(report.metrics).toEqual({});
    expect(report.reason).toMatch(/^model\.h5 does not say how good this model is/);
    expect(reportOf(EVALUATION).reason).toBeNull();
  });
});
