import { describe, expect, it } from "vitest";
import { folderLevels, groupsFromTable } from "../../src/dataset/groups";
import { compareGroups } from "../../src/metrics/group-comparison";

describe("groups from folders", () => {
  it("are the levels that name neither labels nor splits", () => {
    const levels = folderLevels(["in/female/old/a.jpg", "in/female/young/b.jpg", "in/male/old/c.jpg"]);
    expect(levels.map(({ names }) => names)).toEqual([["old", "young"]]);
    expect(levels[0]?.groups.get("in/male/old/c.jpg")).toBe("old");
  });

  it("are empty if every photo has its own folder, or all share one", () => {
    expect(folderLevels(Array.from({ length: 30 }, (_none, index) => `male/${index}/a.jpg`))).toEqual([]);
    expect(folderLevels(["x/male/a.jpg", "x/female/b.jpg", "c.jpg"])).toEqual([]);
  });
});

describe("groups from a table", () => {
  const paths = ["in/female/a.jpg", "in/male/a.jpg", "in/male/b.jpg", "in/male/c.jpg"];

  it("identify a file by path, end of path, or unique name", () => {
    const rows = [
      ["file", "group"],
      ["female/a.jpg", "x"],
      ["in\\male\\a.jpg", "y"],
      ["b.jpg", " y "],
      ["a.jpg", "z"],
    ];
    const { groups, without } = groupsFromTable(rows, paths);
    expect([...groups]).toEqual([
      ["in/female/a.jpg", "x"],
      ["in/male/a.jpg", "y"],
      ["in/male/b.jpg", "y"],
    ]);
    expect(without).toBe(1);
  });

  it("skip rows without a group", () => {
    expect(groupsFromTable([["in/male/c.jpg"], ["", "x"], ["c.jpg", ""]], paths).without).toBe(4);
  });
});

describe("figures per group", () => {
  /** `right` of `count` photos classified correctly, half of them of each class. */
  function photosOf(name: string, count: number, right: number) {
    return Array.from({ length: count }, (_none, index) => {
      const label = index % 2;
      return { name, label, score: index < right === (label === 1) ? 0.9 : 0.1 };
    });
  }

  const compare = (photos: ReturnType<typeof photosOf>) =>
    compareGroups(
      photos.map(({ label }) => label),
      photos.map(({ score }) => score),
      (place) => photos[place]?.name,
      0.5,
    );

  it("have intervals, and a gap with Newcombe's interval", () => {
    const { groups, gap } = compare([...photosOf("one", 70, 56), ...photosOf("other", 80, 48)]);
    expect(groups.map(({ name, figures }) => [name, figures.count])).toEqual([
      ["other", 80],
      ["one", 70],
    ]);
    expect(gap).toBeUndefined();
    const large = compare([...photosOf("one", 700, 560), ...photosOf("other", 800, 480)]);
    expect(large.gap).toMatchObject({ best: "one", worst: "other", size: expect.closeTo(0.2, 12) });
    expect(large.gap?.interval.low).toBeCloseTo(0.154, 3);
    expect(large.gap?.interval.high).toBeCloseTo(0.2447, 3);
  });

  it("mark groups that are too small, and exclude them from the gap", () => {
    const { groups, gap } = compare([
      ...photosOf("many", 400, 380),
      ...photosOf("some", 300, 240),
      ...photosOf("few", 12, 3),
    ]);
    expect(groups.map(({ isSmall }) => isSmall)).toEqual([false, false, true]);
    expect(gap).toMatchObject({ best: "many", worst: "some" });
  });

  it("exclude photos without a group", () => {
    const { groups } = compareGroups(
      [1, 0, 1],
      [0.9, 0.1, 0.2],
      (place) => (place < 2 ? "a" : undefined),
      0.5,
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]?.figures).toMatchObject({ count: 2, accuracy: 1 });
  });
});
