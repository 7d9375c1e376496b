import { describe, expect, it } from "vitest";
import { photosToTune } from "../../src/app/session/photos-to-tune";
import type { Label } from "../../src/common/label";
import { atOnce } from "../../src/common/steps";
import type { Sample } from "../../src/dataset/sample";
import { splitSamples } from "../../src/dataset/split";
import { femaleScores } from "../../src/metrics/probability";
import type { TrainedModel } from "../../src/models/model";
import { A_RUN, aModel } from "../a-model";

const FILE = new Blob(["a photo"]);

/** `each` photos of each label. */
function photos(each: number): Sample[] {
  return (["female", "male"] as const).flatMap((label, side) =>
    Array.from({ length: each }, (_, index) => photo(side * each + index, label)),
  );
}

function photo(id: number, label: Label): Sample {
  return {
    id,
    label,
    path: `${label}/${id}.jpg`,
    hash: `${id}`.padStart(64, "0"),
    file: FILE,
    split: undefined,
  };
}

/** A model whose head was trained on photos, as the page splits them. */
function trainedOn(samples: readonly Sample[], seed = 4): TrainedModel {
  const splits = atOnce(splitSamples(samples, { validationShare: 0.2, seed }));
  const of = (part: string) => samples.filter(({ id }) => splits.get(id) === part);
  const count = (part: string) => ({
    female: of(part).filter(({ label }) => label === "female").length,
    male: of(part).filter(({ label }) => label === "male").length,
  });
  const val = of("val");
  return aModel({
    run: {
      ...A_RUN,
      settings: { ...A_RUN.settings, seed },
      counts: { train: count("train"), val: count("val"), test: count("test") },
    },
    evaluations: {
      val: {
        paths: val.map(({ path }) => path),
        labels: Uint8Array.from(val, ({ label }) => (label === "female" ? 0 : 1)),
        scores: femaleScores<never>(Float32Array.from(val, () => 0.5)),
      },
    },
  });
}

const SAMPLES = photos(10);
const MODEL = trainedOn(SAMPLES);

describe("the photos to fine-tune on", () => {
  it("are the model's training and validation photos, regardless of current settings", () => {
    const found = photosToTune(MODEL, SAMPLES);
    if (found.status !== "here") throw new Error(found.status);
    expect(found.learned).toBe(16);
    const validated = SAMPLES.filter(({ id }) => found.data.splits.get(id) === "val").map(({ path }) => path);
    expect(validated.sort()).toEqual([...(MODEL.evaluations.val?.paths ?? [])].sort());
  });

  it("are split again in the same way if the file has no paths", () => {
    const val = MODEL.evaluations.val;
    if (val === undefined) throw new Error("The model has no validation.");
    const opened = { ...MODEL, evaluations: { val: { ...val, paths: [] } } };
    expect(photosToTune(opened, SAMPLES)).toEqual(photosToTune(MODEL, SAMPLES));
  });

  it("differ if some are missing, were added or relabelled", () => {
    expect(photosToTune(MODEL, SAMPLES.slice(1)).status).toBe("others");
    expect(photosToTune(MODEL, [...SAMPLES, photo(99, "male")]).status).toBe("others");
    const [first, ...rest] = SAMPLES as [Sample, ...Sample[]];
    expect(photosToTune(MODEL, [{ ...first, label: "male" }, ...rest]).status).toBe("others");
  });

  it("may include later test photos and undecodable files", () => {
    const [skipped] = A_RUN.skipped;
    const more: Sample[] = [
      { ...photo(50, "male"), split: "test" },
      { ...photo(51, "male"), path: skipped?.path ?? "" },
    ];
    const found = photosToTune(MODEL, [...SAMPLES, ...more]);
    if (found.status !== "here") throw new Error(found.status);
    expect(found.data.splits.get(50)).toBe("test");
    expect(found.data.splits.has(51)).toBe(false);
  });

  it("may be known but missing", () => {
    expect(photosToTune(MODEL, [])).toEqual({ status: "none" });
    const absent = SAMPLES.map((sample, index) => (index < 3 ? { ...sample, file: undefined } : sample));
    expect(photosToTune(MODEL, absent)).toEqual({ status: "absent", count: 3 });
  });
});
