import { describe, expect, it } from "vitest";
import { femaleProbability, femaleScores } from "../../src/metrics/probability";
import { figuresOf, runReport, viewFrom } from "../../src/models/evaluation";
import type { Evaluation } from "../../src/models/model";
import { A_RUN, aModel } from "../a-model";

/** Two females and three males (labels 0 and 1); one female and one male are misclassified. */
const EVALUATION: Evaluation<never> = {
  paths: ["a", "b", "c", "d", "e"],
  labels: Uint8Array.of(0, 0, 1, 1, 1),
  scores: femaleScores<never>(Float32Array.of(0.75, 0.25, 0.5, 0.125, 0)),
};

const MODEL = aModel({ evaluations: { val: EVALUATION } });

describe("an evaluation", () => {
  it("can be viewed from either label", () => {
    expect(viewFrom(EVALUATION, "female").labels).toEqual(Uint8Array.of(1, 1, 0, 0, 0));
    expect(viewFrom(EVALUATION, "male").labels).toEqual(Uint8Array.of(0, 0, 1, 1, 1));
    expect([...viewFrom(EVALUATION, "male").scores]).toEqual([0.25, 0.75, 0.5, 0.875, 1]);
  });

  it("has precision and recall of the positive label", () => {
    expect(figuresOf(EVALUATION, "female")).toMatchObject({ accuracy: 0.6, precision: 0.5, recall: 0.5 });
    expect(figuresOf(EVALUATION, "male")).toMatchObject({
      accuracy: 0.6,
      precision: expect.closeTo(2 / 3, 12),
      recall: expect.closeTo(2 / 3, 12),
    });
  });

  it("has metrics at a threshold, for either label", () => {
    expect(figuresOf(EVALUATION, "female", femaleProbability(0.2))).toMatchObject({
      threshold: 0.2,
      precision: expect.closeTo(2 / 3, 12),
      recall: 1,
    });
    expect(figuresOf(EVALUATION, "male", femaleProbability(0.2))).toMatchObject({
      threshold: 0.8,
      precision: 1,
      accuracy: 0.8,
    });
  });

  it("has the same ROC AUC for both labels", () => {
    // 5 of the 6 pairs are in order: 0.25 for a female is below 0.5 for a male.
    expect(figuresOf(EVALUATION, "female").rocAuc).toBeCloseTo(5 / 6, 12);
    expect(figuresOf(EVALUATION, "male").rocAuc).toBeCloseTo(5 / 6, 12);
  });
});

describe("the report of a run", () => {
  it("has the shape that scripts rely on, with null for what is undefined", () => {
    const report = JSON.parse(JSON.stringify(runReport(MODEL, "female")));
    expect(report).toEqual({
      backbone: { id: "0.35", sha256: "a".repeat(64), origin: "somewhere" },
      backend: "wasm",
      seed: 4,
      counts: A_RUN.counts,
      skipped: [{ file: "male/x.jpg", reason: "The file is empty." }],
      positive: "female",
      decision: { threshold: 0.5, unsure: 0, temperature: 1 },
      metrics: {
        val: { accuracy: 0.6, precision: 0.5, recall: 0.5, f1: 0.5, rocAuc: expect.closeTo(5 / 6, 12) },
      },
      seconds: A_RUN.seconds,
      history: [{ epoch: 1, loss: 0.5, accuracy: 0.6, valLoss: null, valAccuracy: null }],
    });
  });

  it("has null if one label is missing, never NaN", () => {
    const oneLabel = { ...EVALUATION, labels: new Uint8Array(5) };
    const { val } = runReport({ ...MODEL, evaluations: { val: oneLabel } }, "female").metrics;
    expect(val?.rocAuc).toBeNull();
    expect(Object.values(val ?? {}).some(Number.isNaN)).toBe(false);
  });
});
