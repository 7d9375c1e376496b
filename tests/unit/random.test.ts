import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";

const many = (seed: number, purpose: string, count = 10_000) => {
  const random = createRandom(seed, purpose);
  return Array.from({ length: count }, () => random.next());
};

describe("seeded randomness", () => {
  it("repeats only for the same seed and purpose", () => {
    expect(many(1, "split", 5)).toEqual(many(1, "split", 5));
    expect(many(1, "split", 5)).not.toEqual(many(2, "split", 5));
    expect(many(1, "split", 5)).not.toEqual(many(1, "dropout", 5));
  });

  it("never changes between versions", () => {
    // A change here changes every split and every model, so it must be intentional.
    expect(many(1, "split", 3)).toEqual([0.9630032333079726, 0.4572494220919907, 0.3889154037460685]);
  });

  it("fills an array with the same numbers as single calls", () => {
    const random = createRandom(1, "dropout");
    const filled = new Float64Array(100);
    random.fill(filled);
    expect([...filled, random.next()]).toEqual(many(1, "dropout", 101));
  });

  it("is uniform, and similar seeds are unrelated", () => {
    const numbers = many(1, "x");
    expect(numbers.every((value) => value >= 0 && value < 1)).toBe(true);
    expect(mean(numbers)).toBeCloseTo(0.5, 1);
    const other = many(2, "x");
    const products = numbers.map((value, index) => (value - 0.5) * ((other[index] ?? 0) - 0.5));
    expect(Math.abs(mean(products))).toBeLessThan(0.005);
  });

  it("draws normal numbers of the given standard deviation", () => {
    const random = createRandom(3, "normal");
    const numbers = Array.from({ length: 10_000 }, () => random.normal(2, 3));
    expect(mean(numbers)).toBeCloseTo(2, 0);
    expect(Math.sqrt(mean(numbers.map((value) => (value - 2) ** 2)))).toBeCloseTo(3, 0);
  });

  it("shuffles without losing anything", () => {
    const items = Array.from({ length: 100 }, (_none, index) => index);
    const shuffled = createRandom(1, "shuffle").shuffle([...items]);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
  });
});

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}
