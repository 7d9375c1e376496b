import { describe, expect, it } from "vitest";
import { basisSentence, doubtSentence } from "../../src/app/models/comparison-sentences";
import { checkedOn, listed, origin } from "../../src/app/models/listed";
import { inOrder, type Order } from "../../src/app/models/order";
import { femaleScores } from "../../src/metrics/probability";
import { comparisonOf } from "../../src/models/comparison";
import { LIKELIER } from "../../src/models/decision";
import type { Evaluation, TrainedModel } from "../../src/models/model";
import { A_RUN, aModel } from "../a-model";

/** Two female and two male photos; the model is certain, and correct for the first `right` of them. */
function evaluation(right: number, folder = "photos"): Evaluation<never> {
  const labels = [0, 0, 1, 1];
  const scores = labels.map((label, index) => ((label === 0) === index < right ? 1 : 0));
  return {
    paths: labels.map((_, index) => `${folder}/${index}.jpg`),
    labels: Uint8Array.from(labels),
    scores: femaleScores<never>(Float32Array.from(scores)),
  };
}

const checked = (right: number, about: Partial<TrainedModel> = {}) =>
  aModel({ evaluations: { val: evaluation(right) }, ...about });

describe("the order of the models", () => {
  const MODELS = [
    checked(3, { name: "200 photos", created: 3 }),
    checked(4, { name: "200 photos (10)", created: 1, evaluations: { val: evaluation(4, "long/folder") } }),
    aModel({ name: "unchecked", created: 4 }),
    checked(3, { name: "200 photos (2)", created: 2 }),
  ].map((model) => listed(model, "female"));
  const times = (order: Order) => inOrder(MODELS, order).map(({ model }) => model.created);

  it("is newest first, or natural order by name", () => {
    expect(times("newest")).toEqual([4, 3, 2, 1]);
    expect(times("name")).toEqual([3, 2, 1, 4]);
  });

  it("is best first, ties newest first, models without metrics last", () => {
    expect(times("accuracy")).toEqual([1, 3, 2, 4]);
    expect(times("rocAuc")).toEqual([1, 3, 2, 4]);
  });

  it("is largest first", () => {
    expect(times("size")).toEqual([1, 3, 2, 4]);
  });
});

describe("a model's row", () => {
  it("names the training photos, as far as known", () => {
    expect(origin(aModel())).toBe("Trained on 13 photos (6 female, 7 male)");
    expect(origin(aModel({ openedFrom: "faces.zip" }))).toBe(
      "Trained on 13 photos (6 female, 7 male); opened from faces.zip",
    );
    expect(origin(aModel({ run: undefined, openedFrom: "faces.h5" }))).toBe(
      "Opened from faces.h5, which does not say what it was trained on",
    );
  });

  it("names the evaluation photos", () => {
    const side = (photos: Evaluation<never>) =>
      ({ part: "val", evaluation: photos, decision: LIKELIER }) as const;
    expect(checkedOn(side(evaluation(1)))).toBe("4 validation photos");
    expect(checkedOn({ ...side(evaluation(1)), part: "test" })).toBe("4 test photos");
    expect(checkedOn(side(evaluation(1, "drawn faces")))).toBe("4 validation drawings");
  });
});

it("warns about photos that an imported model may have been trained on", () => {
  const doubt = (...pair: [TrainedModel, TrainedModel]) => doubtSentence(pair, comparisonOf(...pair));
  const seen = { ...evaluation(3), mayBeSeen: true };
  const opened = checked(3, { run: undefined, openedFrom: "faces.h5", evaluations: { val: seen } });
  expect(doubt(checked(3), checked(2))).toBeUndefined();
  expect(doubt(checked(3), opened)).toBe(
    "The training photos of B are unknown. If some of these photos were among them, the metrics of B look better than they are.",
  );
  expect(doubt(opened, opened)).toContain("The training photos of A and B are unknown.");
  // Metrics stored in the file were measured on held-out photos.
  const told = { ...evaluation(3), paths: [] };
  expect(doubt(checked(3), aModel({ openedFrom: "faces.zip", evaluations: { val: told } }))).toBeUndefined();
});

describe("the sentence above two models", () => {
  const sentence = (one: TrainedModel, other: TrainedModel) => basisSentence(comparisonOf(one, other));

  it("counts correct predictions on the same photos", () => {
    expect(sentence(checked(3), checked(1))).toBe(
      "Both were checked on the same 4 photos: A got 3 right, B 1. A was right wherever B was.",
    );
    expect(sentence(checked(1), checked(3))).toContain("A got 1 right, B 3. B was right wherever A was.");
    expect(sentence(checked(0), checked(4))).toContain("A got none right, B 4.");
    const firstWrong = { ...evaluation(4), scores: femaleScores<never>(Float32Array.of(0, 1, 0, 0)) };
    expect(sentence(checked(3), aModel({ evaluations: { val: firstWrong } }))).toContain(
      "A got 1 right that B got wrong; B got 1 right that A got wrong.",
    );
    expect(sentence(checked(3), checked(3))).toBe(
      "Both were checked on the same 4 photos: A got 3 right, B 3. All their predictions are the same.",
    );
  });

  it("says when small differences, or the models, cannot be compared", () => {
    const elsewhere = aModel({ evaluations: { val: evaluation(3, "elsewhere") } });
    expect(sentence(checked(3), elsewhere)).toContain("not checked on the same photos");
    expect(sentence(aModel(), checked(3))).toBe(
      "A was not checked on photos here, so it cannot be compared with B.",
    );
    expect(sentence(checked(3), aModel())).toMatch(/^B was not .* compared with A\.$/);
    expect(sentence(aModel(), aModel({ run: A_RUN }))).toBe("Neither was checked on photos here.");
  });
});
