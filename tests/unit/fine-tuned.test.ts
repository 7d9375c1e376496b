import { describe, expect, it } from "vitest";
import type { Epoch } from "../../src/head/fit-head";
import { femaleScores } from "../../src/metrics/probability";
import { baseOf, canBeTuned, didImprove } from "../../src/models/fine-tuned";
import type { Evaluation, TrainedModel } from "../../src/models/model";
import { DEFAULT_TUNING } from "../../src/tuning/tuning-settings";
import { A_RUN, aModel, randomHead } from "../a-model";

const LABELS = [0, 0, 1, 1];

/** A model's scores of four photos, two of each label. */
function said(...female: readonly number[]): Evaluation<never> {
  return {
    paths: ["a", "b", "c", "d"],
    labels: Uint8Array.from(LABELS),
    scores: femaleScores<never>(Float32Array.from(female)),
  };
}

function course(...losses: readonly number[]): Epoch[] {
  return losses.map((loss, index) => ({
    epoch: index + 1,
    loss,
    accuracy: 0.5,
    valLoss: undefined,
    valAccuracy: undefined,
  }));
}

const BASE = aModel({ id: "base", run: { ...A_RUN, history: course(0.5, 0.4) } });

const TUNED: TrainedModel = aModel({
  id: "tuned",
  backbone: { ...BASE.backbone, id: "tuned:0.35", sha256: "b".repeat(64) },
  run: {
    ...A_RUN,
    history: course(0.5, 0.4, 0.3),
    tuning: { settings: DEFAULT_TUNING, from: BASE.backbone, after: 2, seconds: 9 },
  },
});

describe("a fine-tuned model", () => {
  it("is linked to its original model by backbone and training history", () => {
    const others = [
      aModel({ id: "other course", run: { ...A_RUN, history: course(0.5, 0.41) } }),
      aModel({ id: "longer", run: { ...A_RUN, history: course(0.5, 0.4, 0.3) } }),
      aModel({ ...BASE, id: "other backbone", backbone: { ...BASE.backbone, sha256: "c".repeat(64) } }),
      aModel({ id: "unknown", run: undefined }),
    ];
    expect(baseOf(TUNED, [TUNED, ...others, BASE])).toBe(BASE);
    expect(baseOf(TUNED, [TUNED, ...others])).toBeUndefined();
    expect(baseOf(BASE, [BASE, TUNED])).toBeUndefined();
  });

  it("is better with a larger ROC AUC, then with a lower loss", () => {
    const standing = (before: Evaluation<never> | undefined, after: Evaluation<never> | undefined) =>
      didImprove(
        { ...BASE, evaluations: before ? { val: before } : {} },
        { ...TUNED, evaluations: after ? { val: after } : {} },
      );
    const [mixed, apart, surer] = [
      said(0.9, 0.4, 0.6, 0.1),
      said(0.7, 0.6, 0.4, 0.3),
      said(0.9, 0.8, 0.2, 0.1),
    ];
    expect(standing(mixed, apart)).toBe(true);
    expect(standing(apart, mixed)).toBe(false);
    expect(standing(apart, surer)).toBe(true);
    expect(standing(surer, surer)).toBe(false);
    expect(standing(undefined, surer), "nobody knows").toBeUndefined();
  });
});

it("fine-tuning accepts only heads that were trained in the page", () => {
  const hidden = [{ units: 1, kernel: new Float32Array(1280), bias: new Float32Array(1) }];
  expect(canBeTuned(BASE)).toBe(true);
  expect(canBeTuned(aModel({ run: undefined }))).toBe(false);
  expect(canBeTuned(aModel({ head: { ...randomHead(), hidden } }))).toBe(false);
});
