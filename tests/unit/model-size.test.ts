import { expect, it } from "vitest";
import { backboneOfModel } from "../../src/backbone/weights";
import { femaleScores } from "../../src/metrics/probability";
import { sizeOf } from "../../src/models/size";
import { aModel, randomHead } from "../a-model";

/** [1280, 2] and [2] as float32. */
const HEAD = (1280 * 2 + 2) * 4;

it("the size of a model covers its head and its evaluations", () => {
  expect(sizeOf(aModel())).toBe(HEAD);
  const evaluation = {
    paths: ["a.jpg", "b.jpg"],
    labels: Uint8Array.of(0, 1),
    scores: femaleScores<"uncalibrated">(Float32Array.of(1, 0)),
  };
  expect(sizeOf(aModel({ evaluations: { val: evaluation, test: evaluation } }))).toBe(
    HEAD + 2 * (10 + 2 + 8),
  );
});

it("hidden layers count", () => {
  const hidden = [{ units: 3, kernel: new Float32Array(6), bias: new Float32Array(3) }];
  expect(sizeOf(aModel({ head: { ...randomHead(), hidden } }))).toBe(HEAD + 36);
});

it("a backbone counts only if it is the model's own", () => {
  // MobileNetV2 without its top, width 1.0, as Keras counts its parameters.
  const own = backboneOfModel("mine.h5", 1, "abc");
  expect(sizeOf(aModel({ backbone: own }))).toBe(HEAD + 2_257_984 * 4);
});
