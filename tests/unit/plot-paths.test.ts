import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { countAxis, highShareAxis, niceAxis, shareAxis } from "../../src/plots/axes";
import { pathsOf, swatchOf } from "../../src/plots/mark-paths";
import type { Mark, Point } from "../../src/plots/plot";
import { MOST_POINTS, type Place, thinned } from "../../src/plots/thin";
import { MEASURES, measurePanel } from "../../src/plots/training-plots";

describe("a line of thousands of points", () => {
  it("is drawn with a few hundred, and keeps its ends and its height", () => {
    const random = createRandom(1, "line");
    let y = 0;
    const walk = Array.from({ length: 20_000 }, (_none, index): Place => {
      y += random.normal(0, 0.2);
      return [index / 50, y];
    });
    const few = thinned(walk);
    expect(few.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(few.length).toBeGreaterThan(100);
    expect(few[0]).toBe(walk[0]);
    expect(few.at(-1)).toBe(walk.at(-1));
    expect(Math.max(...few.map(([, up]) => up))).toBeCloseTo(Math.max(...walk.map(([, up]) => up)), 0);
  });

  it("keeps the corners of a staircase and drops the points between them", () => {
    const stairs: Place[] = Array.from({ length: 1000 }, (_none, index) =>
      index < 500 ? [0, index / 5] : [(index - 499) / 5, 99.8],
    );
    expect(thinned(stairs)).toEqual([stairs[0], [0, 99.8], stairs.at(-1)]);
    const short: Place[] = [
      [0, 0],
      [1, 1],
      [2, 2],
    ];
    expect(thinned(short)).toBe(short);
  });
});

describe("an axis", () => {
  it.each([
    [640, [0, 100, 200, 300, 400, 500, 600, 700]],
    [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [20, [0, 5, 10, 15, 20]],
    [0.72, [0, 0.2, 0.4, 0.6, 0.8]],
    [100_000, [0, 20_000, 40_000, 60_000, 80_000, 100_000]],
  ])("has round values up to %d", (most, ticks) => {
    const axis = niceAxis("", 0, most);
    expect(axis.ticks).toEqual(ticks);
    expect(axis.domain).toEqual([0, ticks.at(-1)]);
  });

  it("shows shares in per cent, from 0 or, if all are high, from just below the lowest", () => {
    const { ticks, format, domain } = shareAxis("");
    expect(ticks.map(format)).toEqual(["0", "20", "40", "60", "80", "100"].map((tick) => `${tick}\u00a0%`));
    expect(domain).toEqual([0, 1]);
    expect(highShareAxis("", [0.97, 0.99]).domain).toEqual([0.9, 1]);
    expect(highShareAxis("", [0.62, 0.99]).domain).toEqual([0.6, 1]);
    expect(highShareAxis("", [-0.01]).domain).toEqual([0, 1]);
  });

  it("shows counts as integers, without a sign below 0", () => {
    const { ticks, format } = countAxis("", -1, 2);
    expect(ticks.map(format)).toEqual(["1", "0", "1", "2"]);
  });

  it("shows the first epoch, the last, and round numbers between them", () => {
    const ticks = (room: number) => measurePanel(MEASURES[0], { history: [], room }).x.ticks;
    expect(ticks(1)).toEqual([1, 2]);
    expect(ticks(3)).toEqual([1, 2, 3]);
    expect(ticks(26)).toEqual([1, 5, 10, 15, 20, 26]);
    expect(ticks(50)).toEqual([1, 10, 20, 30, 40, 50]);
  });
});

describe("a mark", () => {
  const POINTS = [
    [0, 0],
    [1, 0.5],
  ] as const;
  /** Data from 0 to 1 on both axes, 100 pixels each, upwards. */
  const place = ([x, y]: Point): Place => [100 * x, 100 - 100 * y];
  const drawn = (mark: Mark) => pathsOf(mark, place);

  it("is drawn where the data are", () => {
    expect(drawn({ kind: "line", points: POINTS, ink: "soft", dash: "2 4" })).toEqual([
      { d: "M0 100L100 50", fill: "none", stroke: "soft", width: 2, dash: "2 4" },
    ]);
    expect(
      drawn({
        kind: "band",
        low: POINTS,
        high: [
          [0, 0.5],
          [1, 1],
        ],
        ink: "soft",
      })[0]?.d,
    ).toBe("M0 50L100 0L100 50L0 100Z");
    const whiskers = [{ x: 0.5, low: 0.2, high: 0.8 }];
    expect(drawn({ kind: "whiskers", whiskers, ink: "soft" })[0]?.d).toBe("M46 20h8m-4 0V80m-4 0h8");
  });

  it("of bars rises and hangs from 0, visible however short, and is empty at 0", () => {
    const bars = [0.5, -0.1, 0.001, -0.001, 0].map((height) => ({ left: 0, right: 0.5, height }));
    const [path] = drawn({ kind: "bars", bars, ink: "female" });
    expect(path?.d.match(/M[^M]+/g)).toEqual([
      "M0.8 50h48.5v50H0.8z",
      "M0.8 100h48.5v10H0.8z",
      "M0.8 98h48.5v2H0.8z",
      "M0.8 100h48.5v2H0.8z",
    ]);
  });

  it("has a shape at each point, on a line too", () => {
    for (const shape of ["circle", "square", "diamond", "triangle"] as const) {
      const [path] = drawn({ kind: "points", points: POINTS, shape, ink: "male" });
      expect(path?.d.match(/M/g), shape).toHaveLength(2);
      expect(path).toMatchObject({ fill: "male", stroke: "paper" });
    }
    const [line, points] = drawn({ kind: "line", points: POINTS, shape: "circle", ink: "male" });
    expect(line?.stroke).toBe("male");
    expect(points?.d.match(/M/g)).toHaveLength(2);
    const hollow = drawn({ kind: "points", points: POINTS, shape: "circle", ink: "text", isHollow: true });
    expect(hollow[0]).toMatchObject({ fill: "paper", stroke: "text" });
  });

  it("has a sample of itself in the key", () => {
    expect(swatchOf({ kind: "line", points: POINTS, ink: "soft", dash: "2 4" })[0]).toMatchObject({
      d: "M0 0L24 0",
      dash: "2 4",
    });
    expect(swatchOf({ kind: "line", points: POINTS, ink: "soft", shape: "square" })).toHaveLength(2);
    expect(swatchOf({ kind: "bars", bars: [], ink: "male" })[0]).toMatchObject({ fill: "male" });
  });
});
