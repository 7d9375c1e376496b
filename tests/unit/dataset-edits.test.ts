import { describe, expect, it } from "vitest";
import type { Label } from "../../src/common/label";
import { atOnce } from "../../src/common/steps";
import {
  add,
  clear,
  type Edit,
  EMPTY_HISTORY,
  type History,
  keepConflictAs,
  leaveOut,
  redo,
  relabel,
  remove,
  replaceWith,
  applyEdit as stepsOfEdit,
  undo,
} from "../../src/dataset/edits";
import type { Sample, Split } from "../../src/dataset/sample";

const BLOB = new Blob(["x"]);

function photo(label: Label, hash: string, split?: Split): Omit<Sample, "id"> {
  return { label, hash, split, path: `${label}/${hash}.jpg`, file: BLOB };
}

/** A missing photo, known from a project. */
function absent(label: Label, hash: string): Omit<Sample, "id"> {
  return { ...photo(label, hash), file: undefined };
}

function applyEdit(history: History, edit: Edit): History {
  return atOnce(stepsOfEdit(history, edit));
}

function edited(...edits: Edit[]): History {
  return edits.reduce(applyEdit, EMPTY_HISTORY);
}

function show({ present }: History): string[] {
  return present.samples.map(({ id, hash, label }) => `${id} ${hash} ${label}`);
}

function descriptions({ past }: History): string[] {
  return past.map(({ description }) => description);
}

const THREE = add([photo("male", "a"), photo("male", "b"), photo("female", "c")]);

describe("edits", () => {
  it("add photos with new ids and a description", () => {
    const history = edited(THREE, add([photo("male", "d")], [{ path: "x.txt", reason: "Not a photo." }]));
    expect(show(history)).toEqual(["0 a male", "1 b male", "2 c female", "3 d male"]);
    expect(history.present.leftOut).toEqual([{ path: "x.txt", reason: "Not a photo." }]);
    expect(descriptions(history)).toEqual(["3 photos added", "1 photo added"]);
  });

  it("do not add the same files again, even relabelled, unless in another split", () => {
    const again = add([photo("male", "a"), photo("male", "e"), photo("female", "c", "test")]);
    const history = edited(THREE, relabel([0], "female"), again);
    expect(show(history)).toEqual(["0 a female", "1 b male", "2 c female", "3 e male", "4 c female"]);
    expect(descriptions(history).at(-1)).toBe("2 photos added, 1 already loaded");
    expect(applyEdit(history, THREE)).toBe(history);
  });

  it("remove added files from the excluded ones, and sum the reading time", () => {
    const history = edited(add([photo("male", "a")], [], 2), remove([0]), add([photo("male", "a")], [], 3));
    expect(history.present.leftOut).toEqual([]);
    expect(history.present.readSeconds).toBe(5);
    expect(undo(history).present.leftOut).toHaveLength(1);
    expect(undo(history).present.readSeconds).toBe(2);
  });

  it("restore a missing photo from any path, and keep its label", () => {
    const before = edited(
      replaceWith(
        { samples: [absent("male", "a"), absent("female", "c")], leftOut: [], readSeconds: 0 },
        "p",
      ),
      relabel([0], "female"),
    );
    const found = { ...photo("male", "a"), path: "elsewhere/male/a.jpg" };
    const history = applyEdit(before, add([found, photo("male", "b")]));
    expect(show(history)).toEqual(["0 a female", "1 c female", "2 b male"]);
    expect(history.present.samples.map(({ file }) => file)).toEqual([BLOB, undefined, BLOB]);
    expect(history.present.samples[0]?.path).toBe("elsewhere/male/a.jpg");
    expect(history.present.samples[1]).toBe(before.present.samples[1]);
    expect(descriptions(history).at(-1)).toBe("1 photo added, 1 photo found again");
    expect(descriptions(applyEdit(history, add([photo("female", "c")]))).at(-1)).toBe("1 photo found again");
    expect(applyEdit(history, add([found, photo("male", "b")]))).toBe(history);
  });

  it("assign one arriving copy to each missing copy", () => {
    const copies = ["x/1.jpg", "x/2.jpg", "x/3.jpg"].map((path) => ({ ...absent("male", "a"), path }));
    const came = ["y/1.jpg", "x/2.jpg"].map((path) => ({ ...photo("male", "a"), path }));
    const history = edited(replaceWith({ samples: copies, leftOut: [], readSeconds: 0 }, "p"), add(came));
    expect(history.present.samples.map(({ path, file }) => [path, file])).toEqual([
      ["y/1.jpg", BLOB],
      ["x/2.jpg", BLOB],
      ["x/3.jpg", BLOB],
    ]);
    expect(applyEdit(history, add(came))).toBe(history);
  });

  it("restore a photo in another split, and still add the arrival", () => {
    const history = edited(
      replaceWith({ samples: [absent("male", "a")], leftOut: [], readSeconds: 0 }, "p"),
      add([photo("male", "a", "test")]),
    );
    expect(history.present.samples.map(({ split, file }) => [split, file])).toEqual([
      [undefined, BLOB],
      ["test", BLOB],
    ]);
  });

  it("replace everything by a project, reusing loaded photos", () => {
    const samples = [absent("female", "a"), absent("male", "new"), photo("male", "c")];
    const leftOut = [{ path: "x.txt", reason: "Not a photo." }];
    const history = edited(THREE, replaceWith({ samples, leftOut, readSeconds: 4 }, "class.twofold"));
    expect(show(history)).toEqual(["3 a female", "4 new male", "5 c male"]);
    expect(history.present.samples.map(({ file }) => file)).toEqual([BLOB, undefined, BLOB]);
    expect(history.present.leftOut).toEqual(leftOut);
    expect(history.present.readSeconds).toBe(4);
    expect(descriptions(history).at(-1)).toBe("class.twofold opened");
    expect(show(undo(history))).toHaveLength(3);
  });

  it("report when all files were left out", () => {
    const history = edited(THREE, add([photo("male", "a")], [{ path: "x.txt", reason: "Not a photo." }]));
    expect(descriptions(history).at(-1)).toBe("No photo added: 1 file was left out");
  });

  it("relabel photos without changing other samples", () => {
    const before = edited(THREE);
    const history = applyEdit(before, relabel([0, 2, 99], "female"));
    expect(show(history)).toEqual(["0 a female", "1 b male", "2 c female"]);
    expect(descriptions(history).at(-1)).toBe("1 photo marked female");
    expect(history.present.samples[1]).toBe(before.present.samples[1]);
    expect(show(before)).toEqual(["0 a male", "1 b male", "2 c female"]);
  });

  it("remove photos, which are then listed as left out", () => {
    const history = edited(THREE, remove([0, 1]));
    expect(show(history)).toEqual(["2 c female"]);
    expect(history.present.leftOut).toEqual([
      { path: "male/a.jpg", reason: "You removed it." },
      { path: "male/b.jpg", reason: "You removed it." },
    ]);
    expect(descriptions(history).at(-1)).toBe("2 photos removed");
  });

  it("exclude photos, each with its reason", () => {
    const history = edited(THREE, leaveOut(new Map([[1, "The file is damaged."]])));
    expect(show(history)).toEqual(["0 a male", "2 c female"]);
    expect(history.present.leftOut).toEqual([{ path: "male/b.jpg", reason: "The file is damaged." }]);
    expect(descriptions(history).at(-1)).toBe("1 photo left out");
    expect(applyEdit(history, leaveOut(new Map([[1, "again"]])))).toBe(history);
  });

  it("resolve the label of a photo with both labels", () => {
    const both = add([photo("male", "a"), photo("female", "a"), photo("male", "z")]);
    const history = edited(both, keepConflictAs("a", "female"));
    expect(show(history)).toEqual(["1 a female", "2 z male"]);
    expect(history.present.leftOut).toEqual([
      { path: "male/a.jpg", reason: "The same photo is kept as female: female/a.jpg" },
    ]);
    expect(descriptions(history).at(-1)).toBe("One photo kept as female");
    expect(applyEdit(history, keepConflictAs("z", "female"))).toBe(history);
  });

  it("clear everything", () => {
    const history = edited(THREE, clear());
    expect(history.present).toEqual({ samples: [], leftOut: [], readSeconds: 0 });
    expect(descriptions(history).at(-1)).toBe("3 photos cleared");
    expect(show(undo(history))).toHaveLength(3);
  });

  it("are not recorded if nothing changes", () => {
    const history = edited(THREE);
    for (const edit of [
      relabel([0], "male"),
      relabel([], "male"),
      remove([7]),
      add([]),
      keepConflictAs("a", "male"),
    ]) {
      expect(applyEdit(history, edit)).toBe(history);
    }
    expect(applyEdit(EMPTY_HISTORY, clear())).toBe(EMPTY_HISTORY);
  });
});

describe("undo and redo", () => {
  it("step through the snapshots and back", () => {
    const first = edited(THREE);
    const second = applyEdit(first, relabel([0], "female"));
    const third = applyEdit(second, remove([1]));
    expect(undo(third).present).toBe(second.present);
    expect(undo(undo(third)).present).toBe(first.present);
    expect(undo(undo(undo(undo(third)))).present).toBe(EMPTY_HISTORY.present);
    expect(redo(undo(third))).toEqual(third);
    expect(redo(redo(undo(undo(third)))).present).toBe(third.present);
    expect(redo(third)).toBe(third);
    expect(undo(third).future.map(({ description }) => description)).toEqual(["1 photo removed"]);
  });

  it("clear the redo history after a new edit", () => {
    const history = applyEdit(undo(edited(THREE, remove([1]))), relabel([2], "male"));
    expect(history.future).toEqual([]);
    expect(redo(history)).toBe(history);
  });

  it("never reuse an id", () => {
    const history = applyEdit(undo(edited(THREE)), add([photo("male", "other")]));
    expect(show(history)).toEqual(["3 other male"]);
  });

  it("keep the last hundred steps", () => {
    let history = edited(THREE);
    for (let i = 0; i < 150; i++) history = applyEdit(history, relabel([0], i % 2 ? "male" : "female"));
    expect(history.past).toHaveLength(100);
  });
});
