import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BOOTSTRAPPED, bootstrap } from "../../src/metrics/bootstrap";
import { METRIC_NAMES } from "../../src/metrics/metrics";
import { expectedCalibrationError, reliability, scoreHistogram } from "../../src/metrics/reliability";
import { atTemperature, fitTemperature } from "../../src/metrics/temperature";
import { type Aim, thresholdFor, thresholdTable } from "../../src/metrics/thresholds";

/** Results of scikit-learn, SciPy and NumPy: tests/fixtures/sklearn_trust/make.py. */
interface Golden {
  readonly name: string;
  readonly labels: readonly number[];
  readonly scores: readonly number[];
  readonly threshold: number;
  readonly calibration: {
    readonly share: readonly number[];
    readonly mean: readonly number[];
    readonly count: readonly number[];
    readonly error: number;
  };
  readonly temperature: number;
  readonly thresholds: Readonly<Record<"f1" | "youden" | "equalError", number>> & {
    readonly precision90: number | null;
  };
  readonly histogram: readonly [readonly number[], readonly number[]];
  readonly bootstrap: Readonly<Record<string, readonly [number, number]>>;
}

const file = new URL("../fixtures/sklearn_trust/expected.json", import.meta.url);
const goldens: Golden[] = JSON.parse(readFileSync(file, "utf8"));
const never = new AbortController().signal;

describe.each(goldens)("$name", (golden) => {
  const { labels, scores } = golden;

  it("has scikit-learn's reliability diagram and expected calibration error", () => {
    const bins = reliability(labels, scores);
    expect(bins.map(({ count }) => count)).toEqual(golden.calibration.count);
    for (const [index, { share, meanScore, interval }] of bins.entries()) {
      expect(share).toBeCloseTo(golden.calibration.share[index] ?? Number.NaN, 9);
      expect(meanScore).toBeCloseTo(golden.calibration.mean[index] ?? Number.NaN, 9);
      expect(interval.low).toBeLessThanOrEqual(share);
      expect(interval.high).toBeGreaterThanOrEqual(share);
    }
    expect(expectedCalibrationError(bins)).toBeCloseTo(golden.calibration.error, 9);
  });

  it("has the temperature that SciPy finds", () => {
    const found = fitTemperature(labels, scores);
    expect(found.status).toBe("fitted");
    expect(found.status === "fitted" && found.temperature).toBeCloseTo(golden.temperature, 6);
  });

  it("has the thresholds of an exhaustive search", () => {
    const aims: readonly [Aim, number | null][] = [
      [{ kind: "f1" }, golden.thresholds.f1],
      [{ kind: "youden" }, golden.thresholds.youden],
      [{ kind: "equal-error" }, golden.thresholds.equalError],
      [{ kind: "precision", least: 0.9 }, golden.thresholds.precision90],
    ];
    for (const [aim, expected] of aims) {
      const found = thresholdFor(labels, scores, aim);
      if (expected === null) expect(found, aim.kind).toBeUndefined();
      else expect(found, aim.kind).toBeCloseTo(expected, 9);
    }
  });

  it("has bootstrap intervals like NumPy's", async () => {
    const options = { threshold: golden.threshold, draws: 2_000, seed: 1 };
    const intervals = await bootstrap(labels, scores, options, never);
    // Precision is undefined on draws without positive predictions, which NumPy would turn into NaN.
    expect(METRIC_NAMES.filter((name) => !(name in golden.bootstrap))).toEqual(["precision"]);
    for (const [name, [low, high]] of Object.entries(golden.bootstrap)) {
      const found = intervals?.[name as keyof typeof intervals];
      // Two sources of randomness: the ends agree to a tenth of the width, or to one photo of the smaller label.
      const positives = labels.filter((label) => label === 1).length;
      const room = Math.max(0.12 * (high - low), 1.5 / Math.min(positives, labels.length - positives));
      expect(Math.abs((found?.low ?? Number.NaN) - low), `${name}, low`).toBeLessThan(room);
      expect(Math.abs((found?.high ?? Number.NaN) - high), `${name}, high`).toBeLessThan(room);
    }
  });
});

it.each(goldens.filter(({ name }) => name !== "ties"))("$name has NumPy's histogram", (golden) => {
  const { positives, negatives } = scoreHistogram(golden.labels, golden.scores);
  expect([negatives, positives]).toEqual(golden.histogram);
});

it("gives the same intervals only for the same seed", async () => {
  const { labels, scores, threshold } = goldens[1] as Golden;
  const draw = (seed: number) => bootstrap(labels, scores, { threshold, draws: 200, seed }, never);
  expect(await draw(3)).toEqual(await draw(3));
  expect(await draw(3)).not.toEqual(await draw(4));
});

it("has no interval for one class, and an empty one if nothing can vary", async () => {
  const options = { threshold: 0.5, draws: 100, seed: 1 };
  expect(await bootstrap([1, 1, 1], [0.2, 0.6, 0.9], options, never)).toBeUndefined();
  expect(await bootstrap([], [], options, never)).toBeUndefined();
  const perfect = await bootstrap([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9], options, never);
  expect(perfect?.rocAuc).toEqual({ low: 1, high: 1 });
  expect(perfect?.accuracy).toEqual({ low: 1, high: 1 });
  const constant = await bootstrap([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5], options, never);
  expect(constant?.rocAuc).toEqual({ low: 0.5, high: 0.5 });
  expect(constant?.precision).toEqual({ low: 0.5, high: 0.5 });
  const nothingCalled = await bootstrap([0, 1], [0.1, 0.2], options, never);
  expect(nothingCalled?.precision).toBeUndefined();
  expect(Object.keys(nothingCalled ?? {})).toEqual(BOOTSTRAPPED.filter((name) => name !== "precision"));
});

it("stops when aborted", async () => {
  const controller = new AbortController();
  const running = bootstrap([0, 1], [0.1, 0.2], { threshold: 0.5, draws: 1e9, seed: 1 }, controller.signal);
  controller.abort();
  await expect(running).rejects.toThrow(/abort/i);
});

describe("temperature", () => {
  it("inverts a known one", () => {
    // 80 of 100 photos at 0.8 are positive; the model's logits are three times too large.
    const labels = Array.from({ length: 200 }, (_none, index) => (index < 100 === index % 5 > 0 ? 1 : 0));
    const scores = labels.map((_label, index) => atTemperature(index < 100 ? 0.8 : 0.2, 1 / 3));
    const found = fitTemperature(labels, scores);
    expect(found.status === "fitted" && found.temperature).toBeCloseTo(3, 6);
    expect(atTemperature(scores[0] ?? 0, 3)).toBeCloseTo(0.8, 9);
  });

  it("gives the reason if there is none", () => {
    const reasonOf = (labels: number[], scores: number[]) => {
      const found = fitTemperature(labels, scores);
      return found.status === "impossible" ? found.reason : found.temperature;
    };
    expect(reasonOf([], [])).toBe("no photos");
    expect(reasonOf([1, 1], [0.4, 0.7])).toBe("one class");
    expect(reasonOf([0, 1], [0.4, 0.7])).toBe("no mistakes");
    expect(reasonOf([1, 1, 0], [0.1, 0.6, 0.9])).toBe("no better than chance");
    expect(reasonOf([0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5])).toBe("no better than chance");
  });

  it("does not move 0, ½ and 1", () => {
    expect(atTemperature(1, 3)).toBe(1);
    expect(atTemperature(0, 3)).toBe(0);
    expect(atTemperature(0.5, 7)).toBe(0.5);
    expect(atTemperature(0.123, 1)).toBe(0.123);
  });
});

it("thresholds cannot be chosen if a class is missing or no score is precise enough", () => {
  expect(thresholdFor([1, 1], [0.1, 0.2], { kind: "f1" })).toBeUndefined();
  expect(thresholdFor([0, 1], [0.9, 0.1], { kind: "precision", least: 0.8 })).toBeUndefined();
  expect(thresholdFor([0, 1], [0.5, 0.5], { kind: "youden" })).toBe(0.25);
});

it("the table lists every twentieth", () => {
  const rows = thresholdTable([0, 1, 1], [0.3, 0.4, 0.8]);
  expect(rows.map(({ threshold }) => threshold)).toHaveLength(19);
  const [row] = rows.filter(({ threshold }) => threshold === 0.35);
  expect(row).toEqual({
    threshold: 0.35,
    confusion: { truePositives: 2, falsePositives: 0, trueNegatives: 1, falseNegatives: 0 },
    accuracy: 1,
    precision: 1,
    recall: 1,
    f1: 1,
  });
  expect(rows.at(-1)).toMatchObject({ threshold: 0.95, precision: undefined, recall: 0 });
});
