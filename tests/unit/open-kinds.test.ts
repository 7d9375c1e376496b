import { describe, expect, it } from "vitest";
import { type FileKind, kindOf, OPENABLE, sortFiles } from "../../src/app/open/file-kinds";

describe("recognised file kinds", () => {
  it.each<[FileKind, string]>([
    ["model", "model.h5"],
    ["model", "MODEL.H5"],
    ["model", "weights.hdf5"],
    ["model", "model.keras"],
    ["zip", "tfjs.zip"],
    ["zip", "my.h5.zip"],
    ["project", "faces.twofold"],
    ["photo", "face.jpg"],
    ["photo", "a photo.h5.jpg"],
    ["photo", "model.json"],
    ["photo", "zip"],
    ["photo", ""],
  ])("%s: %s", (kind, name) => expect(kindOf(name)).toBe(kind));

  it("match the accept list of the file input", () => {
    expect(OPENABLE).toBe(".zip,.h5,.hdf5,.keras,.twofold");
  });
});

it("sorts mixed drops, and treats everything in folders as photos", () => {
  const files = ["a.jpg", "b.h5", "female/", "female/c.h5", "male/d.zip", "e.zip", "f.twofold"];
  const { models, projects, photos } = sortFiles(files.map((path) => ({ path })));
  const paths = (sorted: readonly { path: string }[]) => sorted.map(({ path }) => path);
  expect(paths(models)).toEqual(["b.h5", "e.zip"]);
  expect(paths(projects)).toEqual(["f.twofold"]);
  expect(paths(photos)).toEqual(["a.jpg", "female/", "female/c.h5", "male/d.zip"]);
});
