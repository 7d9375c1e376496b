import { describe, expect, it } from "vitest";
import { differenceInterval, type Interval, wilsonInterval } from "../../src/metrics/interval";

describe("Wilson's interval", () => {
  // scipy.stats.binomtest(successes, count).proportion_ci(0.95, method="wilson"), scipy 1.17.1
  it.each([
    [87, 92, 0.8790146952375347, 0.9765649360513676],
    [152, 160, 0.9044490208244798, 0.9744494035211655],
    [19, 20, 0.763868806553258, 0.9911185511992047],
    [10_000, 20_000, 0.4930711462689593, 0.5069288537310407],
    [0, 10, 0, 0.27753279986288926],
    [10, 10, 0.7224672001371109, 1],
    [1, 1, 0.20654931437723745, 1],
  ])("of %i of %i is scipy's", (successes, count, low, high) => {
    const interval = wilsonInterval(successes, count);
    expect(interval?.low).toBeCloseTo(low, 12);
    expect(interval?.high).toBeCloseTo(high, 12);
  });

  it("ends exactly at 0 or 1 if everything is wrong or right", () => {
    for (const count of [1, 3, 7, 49, 1000, 20_000]) {
      expect(wilsonInterval(0, count)?.low).toBe(0);
      expect(wilsonInterval(count, count)?.high).toBe(1);
    }
  });

  it("contains the proportion, stays within [0, 1] and narrows with more photos", () => {
    for (let successes = 0; successes <= 40; successes++) {
      const few = wilsonInterval(successes, 40);
      const many = wilsonInterval(successes * 100, 4000);
      if (few === undefined || many === undefined) throw new Error("There are photos.");
      expect(few.low).toBeGreaterThanOrEqual(0);
      expect(few.high).toBeLessThanOrEqual(1);
      expect(few.low).toBeLessThanOrEqual(successes / 40);
      expect(few.high).toBeGreaterThanOrEqual(successes / 40);
      expect(many.high - many.low).toBeLessThan(few.high - few.low);
    }
  });

  it("is undefined without photos", () => {
    expect(wilsonInterval(0, 0)).toBeUndefined();
  });

  it.each([
    [-1, 3],
    [4, 3],
    [Number.NaN, 3],
    [1, Number.NaN],
  ])("refuses %d of %d", (successes, count) => {
    expect(() => wilsonInterval(successes, count)).toThrow(RangeError);
  });
});

it("the interval of a difference matches table II of Newcombe (method 10)", () => {
  const rounded = ({ low, high }: Interval) => [low, high].map((end) => Number(end.toFixed(4)));
  const difference = (a: number, n: number, b: number, m: number) =>
    rounded(differenceInterval({ successes: a, count: n }, { successes: b, count: m }));
  expect(difference(56, 70, 48, 80)).toEqual([0.0524, 0.3339]);
  expect(difference(9, 10, 3, 10)).toEqual([0.1705, 0.809]);
  expect(difference(10, 10, 0, 10)).toEqual([0.6075, 1]);
});
