import { describe, expect, it } from "vitest";
import type { BackboneInfo } from "../../src/backbone/weights";
import { backboneOfModel, tunedBackbone } from "../../src/backbone/weights";
import type { TrainedModel } from "../../src/models/model";
import { untunedBackbone } from "../../src/models/untuned";
import { DEFAULT_TUNING } from "../../src/tuning/tuning-settings";
import { A_RUN, aModel } from "../a-model";

const IMAGENET: BackboneInfo = { id: "0.35", width: 0.35, origin: "Keras", sha256: "0".repeat(64) };
const ONCE = tunedBackbone(IMAGENET, "1".repeat(64));
const TWICE = tunedBackbone(ONCE, "2".repeat(64));

const plain = aModel({ backbone: IMAGENET });
const tuned = aModel({ backbone: ONCE, run: { ...A_RUN, tuning: tuningFrom(IMAGENET) } });
const tunedAgain = aModel({ backbone: TWICE, run: { ...A_RUN, tuning: tuningFrom(ONCE) } });

describe("the backbone not trained on the labels", () => {
  const of = (model: TrainedModel, ...models: TrainedModel[]) => untunedBackbone(model, models);

  it("is a model's own, unless that was fine-tuned", () => {
    expect(of(plain, plain)).toEqual({ info: IMAGENET, isFromBefore: false, mayHaveSeen: false });
    expect(of(tuned, tuned)).toEqual({ info: IMAGENET, isFromBefore: true, mayHaveSeen: false });
  });

  it("is the first one of a model that was fine-tuned more than once", () => {
    expect(of(tunedAgain, tuned, plain)).toEqual({ info: IMAGENET, isFromBefore: true, mayHaveSeen: false });
  });

  it("is unknown if the model in between is deleted, or imported", () => {
    expect(of(tunedAgain, plain)).toEqual({ info: ONCE, isFromBefore: true, mayHaveSeen: true });
    const opened = aModel({ backbone: backboneOfModel("x.h5", 0.35, "3".repeat(64)), run: undefined });
    expect(of(opened, opened)).toEqual({ info: opened.backbone, isFromBefore: false, mayHaveSeen: true });
  });

  it("is found even if a file claims that a backbone derives from itself", () => {
    const odd = aModel({ backbone: ONCE, run: { ...A_RUN, tuning: tuningFrom(ONCE) } });
    expect(of(odd, odd).info).toEqual(ONCE);
  });
});

function tuningFrom(from: BackboneInfo) {
  return { settings: DEFAULT_TUNING, from, after: 1, seconds: 1 };
}
