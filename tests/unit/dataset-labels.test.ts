import { describe, expect, it } from "vitest";
import type { Label } from "../../src/common/label";
import { atOnce } from "../../src/common/steps";
import { interpretPaths, labelOf, splitOf } from "../../src/dataset/labels";
import type { DroppedFile, Split } from "../../src/dataset/sample";

const BLOB = new Blob(["x"]);

function dropped(...paths: string[]): DroppedFile[] {
  return paths.map((path) => ({ path, file: BLOB }));
}

function interpret(
  paths: string[],
  choices: Record<string, Label | "leave-out"> = {},
  role?: Split,
): { labels: string[]; leftOut: string[]; unknown: Record<string, number> } {
  const result = atOnce(
    interpretPaths(dropped(...paths), { role, choices: new Map(Object.entries(choices)) }),
  );
  return {
    labels: result.labelled.map(({ path, label, split }) => `${path}: ${label} ${split}`),
    leftOut: result.leftOut.map(({ path, reason }) => `${path}: ${reason}`),
    unknown: Object.fromEntries(result.unknownFolders.map(({ name, count }) => [name, count])),
  };
}

describe("labelOf", () => {
  it("recognises the names of both labels, ignoring case", () => {
    for (const name of ["male", "Man", "MEN", "m", "boy", " Boys "]) expect(labelOf(name)).toBe("male");
    for (const name of ["female", "Woman", "WOMEN", "F", "girl", " girls"])
      expect(labelOf(name)).toBe("female");
  });

  it("recognises no other names", () => {
    for (const name of ["", "males", "01_male", "faces", "constructor", "__proto__", "👩"]) {
      expect(labelOf(name)).toBeUndefined();
    }
  });
});

describe("splitOf", () => {
  it("recognises the names of the splits, ignoring case", () => {
    for (const name of ["train", "Training"]) expect(splitOf(name)).toBe("train");
    for (const name of ["val", "VALID", "validation"]) expect(splitOf(name)).toBe("val");
    for (const name of ["test", "Testing "]) expect(splitOf(name)).toBe("test");
    expect(splitOf("evaluation")).toBeUndefined();
  });
});

describe("interpretPaths", () => {
  it("reads two folders", () => {
    const { labels, leftOut, unknown } = interpret(["Male/1.jpg", "WOMEN/2.png"]);
    expect(labels).toEqual(["Male/1.jpg: male undefined", "WOMEN/2.png: female undefined"]);
    expect(leftOut).toEqual([]);
    expect(unknown).toEqual({});
  });

  it("reads them at any depth, without asking about parent folders", () => {
    const { labels, unknown } = interpret(["faces/male/1.jpg", "faces/female/anna/2019/raw/2.jpg"]);
    expect(labels).toEqual([
      "faces/male/1.jpg: male undefined",
      "faces/female/anna/2019/raw/2.jpg: female undefined",
    ]);
    expect(unknown).toEqual({});
  });

  it("uses the deepest label and the outermost split above it", () => {
    const { labels } = interpret([
      "men/women/1.jpg",
      "data/Validation/women/2.jpg",
      "test/train/men/3.jpg",
      "men/test/4.jpg",
    ]);
    expect(labels).toEqual([
      "men/women/1.jpg: female undefined",
      "data/Validation/women/2.jpg: female val",
      "test/train/men/3.jpg: male test",
      "men/test/4.jpg: male undefined",
    ]);
  });

  it("prefers the given split to the folders'", () => {
    expect(interpret(["train/men/1.jpg", "men/2.jpg"], {}, "test").labels).toEqual([
      "train/men/1.jpg: male test",
      "men/2.jpg: male test",
    ]);
  });

  it("asks about the nearest folder that is not a split, once per name", () => {
    const { labels, leftOut, unknown } = interpret([
      "set/train/Herren/1.jpg",
      "set/val/Herren/2.jpg",
      "set/Damen/train/3.jpg",
      "set/4.jpg",
      "set/male/5.jpg",
    ]);
    expect(labels).toEqual(["set/male/5.jpg: male undefined"]);
    expect(leftOut).toEqual([]);
    expect(unknown).toEqual({ Damen: 1, Herren: 2, set: 1 });
  });

  it("applies the answers, except to names that are labels", () => {
    const choices = { Herren: "male", Damen: "female", set: "leave-out", m: "female" } as const;
    const { labels, leftOut, unknown } = interpret(
      ["set/train/Herren/1.jpg", "set/Damen/2.jpg", "set/3.jpg", "set/m/4.jpg", "set/male/Damen/5.jpg"],
      choices,
    );
    expect(labels).toEqual([
      "set/train/Herren/1.jpg: male train",
      "set/Damen/2.jpg: female undefined",
      "set/m/4.jpg: male undefined",
      "set/male/Damen/5.jpg: male undefined",
    ]);
    expect(leftOut).toEqual(["set/3.jpg: You left out the folder “set”."]);
    expect(unknown).toEqual({});
  });

  it("asks about photos outside folders, or directly in splits, as one unnamed folder", () => {
    const paths = ["1.jpg", "train/2.jpg", "Herren/3.jpg"];
    expect(interpret(paths)).toEqual({ labels: [], leftOut: [], unknown: { "": 2, Herren: 1 } });
    expect(interpret(paths, { "": "female", Herren: "male" }).labels).toEqual([
      "1.jpg: female undefined",
      "train/2.jpg: female train",
      "Herren/3.jpg: male undefined",
    ]);
    expect(interpret(paths, { "": "leave-out" })).toEqual({
      labels: [],
      leftOut: [
        "1.jpg: You left out the photos in no folder.",
        "train/2.jpg: You left out the photos in no folder.",
      ],
      unknown: { Herren: 1 },
    });
  });

  it("gives the path of a folder's first photo", () => {
    const files = dropped("set/train/Herren/1.jpg", "Herren/2.jpg", "3.jpg", "val/4.jpg");
    const { unknownFolders } = atOnce(interpretPaths(files, { choices: new Map() }));
    expect(unknownFolders.map(({ name, path, count }) => [name, path, count])).toEqual([
      ["", "", 2],
      ["Herren", "set / train / Herren", 2],
    ]);
  });

  it("excludes system files at any depth", () => {
    const paths = [
      "men/.DS_Store",
      "men/Thumbs.db",
      "men/DESKTOP.INI",
      "__MACOSX/men/._1.jpg",
      ".git/men/1.jpg",
    ];
    const { leftOut, labels, unknown } = interpret(paths);
    expect(leftOut).toEqual(paths.map((path) => `${path}: A system file, not a photo.`));
    expect(labels).toEqual([]);
    expect(unknown).toEqual({});
  });

  it("excludes files by extension unless they may be photos", () => {
    const { leftOut, labels } = interpret([
      "men/a.txt",
      "men/b.CSV",
      "x/c.mp4",
      "men/d",
      "men/e.jfif",
      "men/f.bin",
    ]);
    expect(leftOut).toEqual(["men/a.txt: Not a photo.", "men/b.CSV: Not a photo.", "x/c.mp4: Not a photo."]);
    expect(labels).toHaveLength(3);
  });

  it("handles odd names safely", () => {
    const { labels, unknown } = interpret([
      "/../male/./../😀 zwölf.jpg",
      "male//a.jpg",
      "__proto__/b.jpg",
      "male/constructor/c",
      "..",
    ]);
    expect(labels).toEqual([
      "male/😀 zwölf.jpg: male undefined",
      "male/a.jpg: male undefined",
      "male/constructor/c: male undefined",
    ]);
    expect(Object.entries(unknown)).toEqual([
      ["", 1],
      ["__proto__", 1],
    ]);
  });

  it("accounts for every one of 20,000 files", () => {
    const paths = Array.from({ length: 20_000 }, (_, i) => {
      const folder = ["train/male", "train/female", "val/Frauen", "notes", ""][i % 5] ?? "";
      return `set/${"deep/".repeat(i % 40)}${folder}/${i}.${i % 100 === 0 ? "txt" : "jpg"}`;
    });
    const result = atOnce(interpretPaths(dropped(...paths), { choices: new Map([["notes", "leave-out"]]) }));
    const asked = result.unknownFolders.reduce((sum, { count }) => sum + count, 0);
    expect(result.labelled).toHaveLength(7800);
    expect(result.leftOut).toHaveLength(4200);
    expect(asked).toBe(8000);
  });
});
