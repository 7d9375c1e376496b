import { describe, expect, it } from "vitest";
import { columnKey, step } from "../../src/app/data/column-keys";
import { NO_SELECTION, select } from "../../src/app/data/selection";

const order = [10, 11, 12, 13, 14];
const ids = (selection: { ids: ReadonlySet<number> }) => [...selection.ids].sort((a, b) => a - b);
const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

describe("selecting photos", () => {
  it("takes one, toggles others, and clears", () => {
    const one = select(NO_SELECTION, { kind: "only", id: 11, order });
    const two = select(one, { kind: "toggle", id: 13, order });
    expect(ids(two)).toEqual([11, 13]);
    expect(ids(select(two, { kind: "toggle", id: 11, order }))).toEqual([13]);
    expect(select(two, { kind: "none" })).toEqual(NO_SELECTION);
  });

  it("extends a range from its anchor in both directions", () => {
    const start = select(NO_SELECTION, { kind: "only", id: 12, order });
    expect(ids(select(start, { kind: "range", id: 14, order }))).toEqual([12, 13, 14]);
    expect(ids(select(start, { kind: "range", id: 10, order }))).toEqual([10, 11, 12]);
  });

  it("starts a new range in another column", () => {
    const start = select(NO_SELECTION, { kind: "only", id: 99, order: [99] });
    expect(ids(select(start, { kind: "range", id: 12, order }))).toEqual([12]);
  });
});

describe("keys in a column of photos", () => {
  it("work as in other grids", () => {
    expect(columnKey({ ...plain, key: " " })).toEqual({ kind: "toggle" });
    expect(columnKey({ ...plain, key: "Delete" })).toEqual({ kind: "remove" });
    expect(columnKey({ ...plain, key: "a", ctrlKey: true })).toEqual({ kind: "all" });
    expect(columnKey({ ...plain, key: "ArrowDown", shiftKey: true })).toEqual({
      kind: "move",
      by: "down",
      extend: true,
    });
    expect(columnKey({ ...plain, key: "Tab" })).toBeUndefined();
  });

  it("never leave the grid", () => {
    for (const move of ["left", "right", "up", "down", "first", "last", "page-up", "page-down"] as const) {
      for (let index = 0; index < 11; index++) {
        const next = step(move, index, 11, 4);
        expect(next).toBeGreaterThanOrEqual(0);
        expect(next).toBeLessThan(11);
      }
    }
    expect(step("down", 2, 11, 4)).toBe(6);
    expect(step("up", 6, 11, 4)).toBe(2);
  });
});
