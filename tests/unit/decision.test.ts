import { expect, it } from "vitest";
import { probabilityOfFirst } from "../../src/head/head";
import { femaleProbability, femaleScores, ofLabel, UNKNOWN } from "../../src/metrics/probability";
import {
  calibrated,
  calibratedEvaluations,
  LIKELIER,
  predictionOf,
  withTemperature,
} from "../../src/models/decision";
import { aModel } from "../a-model";

it("an answer is the likelier label with its probability", () => {
  const sure = { isSure: true, threshold: 0.5 };
  expect(predictionOf(femaleProbability(0.75))).toEqual({
    label: "female",
    confidence: 0.75,
    female: 0.75,
    ...sure,
  });
  expect(predictionOf(femaleProbability(0.25))).toEqual({
    label: "male",
    confidence: 0.75,
    female: 0.25,
    ...sure,
  });
  expect(predictionOf(femaleProbability(0.5))).toMatchObject({ label: "female", isSure: true });
});

it("an answer follows the threshold, and is unsure near it", () => {
  const decision = { threshold: femaleProbability(0.75), unsure: 0.125 };
  expect(predictionOf(femaleProbability(0.7), decision)).toMatchObject({
    label: "male",
    confidence: 1 - 0.7,
    isSure: false,
  });
  expect(predictionOf(femaleProbability(0.625), decision)).toMatchObject({ label: "male", isSure: true });
  expect(predictionOf(femaleProbability(0.8), decision)).toMatchObject({ label: "female", isSure: false });
  expect(predictionOf(femaleProbability(0.875), decision)).toMatchObject({
    label: "female",
    isSure: true,
    threshold: 0.75,
  });
});

it("a temperature applies to the head and to the scores alike", () => {
  const features = Float32Array.from({ length: 1280 }, (_none, index) => Math.sin(index));
  const kernel = Float32Array.from({ length: 2560 }, (_none, index) => Math.cos(index) / 40);
  const head = { hidden: [], kernel, bias: Float32Array.of(0.5, -0.25), dropout: 0.3 };
  const score = probabilityOfFirst(head, features);
  const evaluation = {
    paths: ["a"],
    labels: Uint8Array.of(0),
    scores: femaleScores<"uncalibrated">(Float32Array.of(score)),
  };
  const model = aModel({ head, evaluations: { val: evaluation }, temperature: 2.5 });
  const cooled = calibrated(model);
  const said = ofLabel(cooled.evaluations.val?.scores[0] ?? UNKNOWN, "female");
  expect(said).toBeCloseTo(probabilityOfFirst(cooled.head, features), 6);
  expect(Math.abs(said - 0.5)).toBeLessThan(Math.abs(score - 0.5));
  expect(cooled).not.toHaveProperty("temperature");
  // @ts-expect-error a calibrated model cannot be calibrated again
  expect(calibrated(cooled)).toEqual(cooled);
});

it("the threshold follows the temperature, so answers do not change", () => {
  const model = aModel({ decision: { threshold: femaleProbability(0.7), unsure: 0.1 } });
  const cooled = withTemperature(model, 3);
  const scores = femaleScores<"uncalibrated">(Float32Array.of(0.1, 0.5, 0.69, 0.71, 0.99));
  const evaluations = { val: { paths: [], labels: new Uint8Array(5), scores } };
  const after = calibratedEvaluations(evaluations, 3).val?.scores ?? [];
  const answers = Array.from(after, (score) => predictionOf(score, cooled.decision).label);
  expect(answers).toEqual(["male", "male", "male", "female", "female"]);
  const back = withTemperature({ ...model, ...cooled }, 1);
  expect(back.temperature).toBe(1);
  expect(back.decision.threshold).toBeCloseTo(0.7, 12);
  expect(withTemperature({}, 5).decision).toEqual(LIKELIER);
});
