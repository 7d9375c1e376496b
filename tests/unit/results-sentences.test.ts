import * as v from "valibot";
import { describe, expect, it } from "vitest";
import { RETIRED_STARTERS } from "../../src/backbone/weights";
import { evaluate } from "../../src/metrics/figures";
import { HEADLINE_METRICS, METRICS } from "../../src/metrics/metrics";
import { femaleScores } from "../../src/metrics/probability";
import {
  accuracyInterval,
  cautions,
  hasOlderPixels,
  OLDER_PIXELS,
  percentRange,
  plainSentence,
  whyMissing,
  whyUnknown,
} from "../../src/models/figure-sentences";
import type { Evaluation, TrainedModel } from "../../src/models/model";
import { modelSchema, modelToJson } from "../../src/models/schemas";
import { A_RUN, aModel } from "../a-model";

/** Metrics of photos with these counts, with scores of 1 and 0. */
function figures(found: number, missed: number, mistaken: number, rejected: number) {
  const repeat = (times: number, label: number, score: number) =>
    Array.from({ length: times }, () => [label, score]);
  const photos = [
    ...repeat(found, 1, 1),
    ...repeat(missed, 1, 0),
    ...repeat(mistaken, 0, 1),
    ...repeat(rejected, 0, 0),
  ];
  return evaluate(
    photos.map(([label]) => label ?? 0),
    photos.map(([, score]) => score ?? 0),
    0.5,
  );
}

describe("the sentence under the metrics", () => {
  it.each([
    [87, 5, 8, 90, "Of 92 female photos it found 87; of the 95 it called female, 87 were."],
    [
      1000,
      500,
      0,
      9,
      "Of 1,500 female photos it found 1,000; of the 1,000 it called female, all 1,000 were.",
    ],
    [4, 0, 2, 4, "Of 4 female photos it found all 4; of the 6 it called female, 4 were."],
    [1, 3, 1, 4, "Of 4 female photos it found 1; of the 2 it called female, 1 was."],
    [0, 4, 2, 4, "Of 4 female photos it found none; of the 2 it called female, none were."],
    [0, 4, 0, 4, "Of 4 female photos it found none; it called no photo female."],
    [1, 0, 0, 4, "Of 1 female photo it found 1; the one it called female was."],
    [0, 1, 1, 4, "Of 1 female photo it found none; the one it called female was not."],
    [0, 0, 3, 4, "None of these photos is female; of the 3 it called female, none were."],
    [0, 0, 0, 4, "None of these photos is female; it called no photo female."],
  ])("for %i found, %i missed, %i mistaken, %i rejected", (found, missed, mistaken, rejected, sentence) => {
    expect(plainSentence(figures(found, missed, mistaken, rejected), "female")).toBe(sentence);
  });
});

describe("the meaning of a metric", () => {
  it("continues from the metric's value, for either label", () => {
    expect(METRICS.recall.meaning("female")).toBe("of the female photos were found.");
    expect(METRICS.precision.meaning("male")).toBe("of the photos it called male were male.");
  });
});

describe("an undefined metric", () => {
  const missing = (of: ReturnType<typeof figures>) =>
    HEADLINE_METRICS.map((name) =>
      whyMissing(name, of, "female")?.replace("This cannot be computed, because ", ""),
    );

  it("has a reason; defined ones have none", () => {
    expect(missing(figures(3, 1, 1, 3))).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(missing(figures(0, 2, 0, 2))).toEqual([
      undefined,
      "it called no photo female.",
      undefined,
      undefined,
      undefined,
    ]);
    expect(missing(figures(0, 0, 0, 2))).toEqual([
      undefined,
      "it called no photo female.",
      "there is no female photo to find.",
      "there is no female photo and it called none female.",
      "it takes photos of both labels, and there is no female one.",
    ]);
    expect(missing(figures(2, 0, 0, 0))[4]).toBe("it takes photos of both labels, and there is no male one.");
    expect(new Set(missing(figures(0, 0, 0, 0)))).toEqual(new Set(["there are no photos to check with."]));
  });
});

describe("the interval of the accuracy", () => {
  it("is in whole percents, and in tenths if it is narrow", () => {
    expect(percentRange({ low: 0.9044, high: 0.9744 })).toBe("90–97\u00a0%");
    expect(percentRange({ low: 0.9421, high: 0.9483 })).toBe("94.2–94.8\u00a0%");
    expect(percentRange({ low: 0, high: 1 })).toBe("0–100\u00a0%");
  });

  it("is based on all correctly classified photos", () => {
    const interval = accuracyInterval(figures(80, 5, 3, 72));
    expect(interval && percentRange(interval)).toBe("90–97\u00a0%");
    expect(accuracyInterval(figures(0, 0, 0, 0))).toBeUndefined();
  });
});

describe("a model trained by an earlier version of the page", () => {
  const evaluation: Evaluation<never> = {
    paths: [],
    labels: Uint8Array.of(0, 1),
    scores: femaleScores<never>(Float32Array.of(1, 0)),
  };
  const said = (model: TrainedModel) =>
    cautions(model, "test", evaluation, figures(80, 5, 3, 72)).filter((line) => line === OLDER_PIXELS);

  it("is marked as trained on differently resized photos", () => {
    const { preprocessingVersion, ...run } = A_RUN;
    expect(preprocessingVersion).toBe("2");
    expect(said(aModel({ run }))).toHaveLength(1);
    expect(said(aModel({ run: { ...run, preprocessingVersion: "1" } }))).toHaveLength(1);
    expect(said(aModel())).toHaveLength(0);
    expect(said(aModel({ run: undefined })), "nobody knows how Keras's were resized").toHaveLength(0);
  });

  it("is still marked in its file; a new model is not", () => {
    const { preprocessingVersion: _none, ...run } = A_RUN;
    const again = (model: TrainedModel) =>
      v.parse(modelSchema, JSON.parse(JSON.stringify(modelToJson(model))));
    expect(hasOlderPixels(again(aModel({ run })))).toBe(true);
    expect(hasOlderPixels(again(aModel()))).toBe(false);
  });
});

describe("a model on a starter backbone", () => {
  const said = (id: string, sha256: string) => {
    const model = aModel({ backbone: { id, width: 0.35, origin: "somewhere", sha256 } });
    const scores = femaleScores(Float32Array.of(1, 0));
    const evaluation = { paths: [], labels: Uint8Array.of(0, 1), scores };
    return cautions(model, "test", evaluation, figures(80, 5, 3, 72)).join(" ");
  };

  it("comes with the advice to use ImageNet weights", () => {
    expect(said("starter", "1".repeat(64))).toMatch(/ImageNet weights give slightly better results/);
    expect(said("0.35", "1".repeat(64))).not.toMatch(/starter/);
  });

  it("comes with the advice to train again if its starter is retired, whatever its id", () => {
    for (const { sha256 } of RETIRED_STARTERS) {
      for (const id of ["starter", "own:earlier starter backbone, from class.twofold"])
        expect(said(id, sha256)).toMatch(/starter backbone of an earlier version. Train it again/);
    }
  });
});

describe("a model from a file", () => {
  const opened = aModel({ name: "200 drawn faces", openedFrom: "model.h5", run: undefined });
  const checkedOn = (paths: readonly string[]): Evaluation<never> => ({
    paths,
    labels: Uint8Array.of(0, 1),
    scores: femaleScores<never>(Float32Array.of(1, 0)),
  });
  const said = (evaluation: Evaluation<never>) =>
    cautions(opened, "test", evaluation, figures(80, 5, 3, 72)).join(" ");

  it("comes with a warning that it may have been trained on its evaluation photos", () => {
    const words = said({ ...checkedOn(["female/a.jpg", "male/b.jpg"]), mayBeSeen: true });
    expect(words).toMatch(/not known which photos the model in model\.h5 was trained on/);
    expect(words).not.toMatch(/drawings/);
  });

  it("is known from its name to be on drawings if its file has no paths", () => {
    const words = said(checkedOn([]));
    expect(words).not.toMatch(/not known/);
    expect(words).toMatch(/These photos are drawings/);
  });

  it("has unknown quality until evaluated", () => {
    expect(whyUnknown(opened)).toMatch(/^model\.h5 does not say how good this model is/);
    expect(whyUnknown(aModel())).toMatch(/^It is not known/);
  });
});
