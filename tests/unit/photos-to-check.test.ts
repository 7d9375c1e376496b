import { describe, expect, it } from "vitest";
import { whichPhotos } from "../../src/app/results/which-photos";
import { photosToCheck } from "../../src/app/session/photos-to-check";
import type { Label } from "../../src/common/label";
import { atOnce } from "../../src/common/steps";
import { copiesOf } from "../../src/dataset/copies";
import type { Sample, Split } from "../../src/dataset/sample";
import { aModel } from "../a-model";

const TRAINED = aModel();
const OPENED = aModel({ openedFrom: "model.h5", run: undefined });

const sample = (id: number, split?: Split, label: Label = "female", hash = `${id}`): Sample => ({
  id,
  hash,
  label,
  split,
  path: `${label}/${id}.jpg`,
  file: undefined,
});

const idsFor = (model: typeof TRAINED, samples: readonly Sample[]) => {
  const found = photosToCheck(model, atOnce(copiesOf(samples)).usable);
  return { ids: found.samples.map(({ id }) => id), areTest: found.areTest };
};

describe("the photos that a model is evaluated on", () => {
  const mixed = [sample(1), sample(2, "test"), sample(3, "val"), sample(4, "test", "male")];

  it("are the test photos if there are any, for every model", () => {
    expect(idsFor(TRAINED, mixed)).toEqual({ ids: [2, 4], areTest: true });
    expect(idsFor(OPENED, mixed)).toEqual({ ids: [2, 4], areTest: true });
  });

  it("are all photos for an imported model, and none for one that may have been trained on them", () => {
    const others = [sample(1), sample(3, "val")];
    expect(idsFor(OPENED, others)).toEqual({ ids: [1, 3], areTest: false });
    expect(idsFor(TRAINED, others)).toEqual({ ids: [], areTest: true });
  });

  it("exclude photos with both labels", () => {
    const disputed = [sample(1, "test", "female", "same"), sample(2, "train", "male", "same"), sample(3)];
    expect(idsFor(TRAINED, disputed).ids).toEqual([]);
    expect(idsFor(OPENED, disputed).ids).toEqual([3]);
  });

  it("are described, or how to add some", () => {
    const said = (model: typeof TRAINED, samples: readonly Sample[]) =>
      whichPhotos(model, photosToCheck(model, atOnce(copiesOf(samples)).usable));
    expect(said(OPENED, mixed)).toBe("The test photos under Data.");
    expect(said(OPENED, [sample(1)])).toMatch(/^All photos under Data/);
    expect(said(OPENED, [])).toMatch(/folders, named female and male/);
    expect(said(TRAINED, [sample(1)])).toMatch(/a folder named test/);
  });
});
