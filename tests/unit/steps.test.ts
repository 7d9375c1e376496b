import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { atOnce, eachOf, inSlices, newestOnly, type Steps, slice } from "../../src/common/steps";

/** Counts up to `count`, yielding after each number. */
function* counting(count: number, seen: number[] = []): Steps<number> {
  for (let number = 1; number <= count; number++) {
    seen.push(number);
    yield;
  }
  return count;
}

describe("steps", () => {
  beforeEach(() => {
    // Every clock reading exceeds the slice limit: each slice is one step.
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => {
      now += 1000;
      return now;
    });
  });
  afterEach(() => vi.restoreAllMocks());

  it("give the same result at once and in slices", async () => {
    expect(atOnce(counting(5))).toBe(5);
    expect(await inSlices(counting(5))).toBe(5);
    const seen: string[] = [];
    atOnce(
      eachOf(["a", "b"], (letter, index) => {
        seen.push(`${index} ${letter}`);
      }),
    );
    expect(seen).toEqual(["0 a", "1 b"]);
  });

  it("pause after a slice, and continue from there", () => {
    const seen: number[] = [];
    const steps = counting(2, seen);
    expect(slice(steps).done).toBe(false);
    expect(seen).toEqual([1]);
    expect(slice(steps).done).toBe(false);
    expect(slice(steps)).toEqual({ done: true, value: 2 });
  });

  it("can pause every few hundred items", () => {
    const steps = eachOf(Array.from({ length: 10_000 }), () => undefined);
    let slices = 1;
    while (slice(steps).done !== true) slices++;
    expect(slices).toBeGreaterThan(20);
  });

  it("stop when aborted", async () => {
    const seen: number[] = [];
    const controller = new AbortController();
    const work = inSlices(counting(1000, seen), controller.signal);
    controller.abort();
    await expect(work).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(seen).toEqual([1]);
  });

  it("are abandoned once newer ones start: they stop and report no result", async () => {
    const told: number[] = [];
    const outdated: number[] = [];
    const start = newestOnly<number>((result) => told.push(result));
    start(counting(100, outdated));
    start(counting(200, outdated));
    start(counting(3));
    expect(outdated).toEqual([1, 1]);
    await vi.waitFor(() => expect(told).toEqual([3]));
    await inSlices(counting(300));
    expect(told).toEqual([3]);
    expect(outdated).toEqual([1, 1]);
  });

  it("report synchronously if they are small", () => {
    vi.mocked(performance.now).mockReturnValue(0);
    const told: number[] = [];
    newestOnly<number>((result) => told.push(result))(counting(100));
    expect(told).toEqual([100]);
  });
});
