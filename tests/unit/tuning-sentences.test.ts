import { describe, expect, it } from "vitest";
import { changeSentence, pairOf } from "../../src/app/results/tuning-sentences";
import { femaleScores } from "../../src/metrics/probability";
import type { Evaluation } from "../../src/models/model";
import { tuningFacts } from "../../src/models/tuning-facts";
import { passesOf } from "../../src/models/tuning-passes";
import { AUGMENTATIONS, DEFAULT_TUNING, type TuningSettings } from "../../src/tuning/tuning-settings";
import { A_RUN, aModel } from "../a-model";

function val(...female: readonly number[]): { val: Evaluation<never> } {
  const labels = Uint8Array.from([0, 0, 1, 1]);
  return {
    val: { paths: ["a", "b", "c", "d"], labels, scores: femaleScores<never>(Float32Array.from(female)) },
  };
}

const BASE = aModel({ id: "base", evaluations: val(0.9, 0.4, 0.3, 0.1) });
const TUNED = aModel({
  id: "tuned",
  backbone: { ...BASE.backbone, sha256: "b".repeat(64) },
  run: {
    ...A_RUN,
    history: [...A_RUN.history, ...A_RUN.history],
    tuning: { settings: DEFAULT_TUNING, from: BASE.backbone, after: 1, seconds: 9 },
  },
  evaluations: val(0.9, 0.8, 0.3, 0.1),
});

describe("the effect of fine-tuning", () => {
  it("is described for either model, by metrics on the same photos", () => {
    for (const model of [BASE, TUNED]) {
      const pair = pairOf(model, [TUNED, BASE]);
      expect(pair).toEqual({ base: BASE, tuned: TUNED });
    }
    expect(changeSentence({ base: BASE, tuned: TUNED }, "female")).toBe(
      "Fine-tuning: accuracy 75.0 % before, 100 % after, ROC AUC still 1.000, on the same 4 photos.",
    );
  });

  it("may be negative, or unknown", () => {
    const worse = { ...TUNED, evaluations: val(0.2, 0.4, 0.3, 0.1) };
    expect(changeSentence({ base: BASE, tuned: worse }, "female")).toMatch(
      /^Fine-tuning made it no better: accuracy 75.0 % before, 50.0 % after, ROC AUC 1.000 before, 0.750 after/,
    );
    expect(changeSentence({ base: BASE, tuned: { ...TUNED, evaluations: {} } }, "female")).toMatch(
      /not checked on the same photos/,
    );
    expect(pairOf(aModel(), [])).toBeUndefined();
  });
});

it("estimates less time for the last blocks, and twice the frozen part with mirroring", () => {
  const all = passesOf(A_RUN, DEFAULT_TUNING);
  const last = passesOf(A_RUN, { ...DEFAULT_TUNING, blocks: "last" });
  const plain = passesOf(A_RUN, { ...DEFAULT_TUNING, blocks: "last", augmentations: [] });
  expect(last).toBeLessThan(all);
  expect(plain).toBeLessThan(last);
  expect(passesOf(A_RUN, { ...DEFAULT_TUNING, epochs: 60 })).toBeCloseTo(2 * all, 6);
});

it("lists the augmentations, and the bad conditions by name unless all were used", () => {
  const told = (augmentations: TuningSettings["augmentations"], blocks: TuningSettings["blocks"] = "all") => {
    const settings = { ...DEFAULT_TUNING, augmentations, blocks };
    const facts = tuningFacts({ settings, from: BASE.backbone, after: 1, seconds: 9 });
    return facts.find(({ name }) => name === "Photos were")?.value;
  };
  expect(told(["flip", "shift"])).toBe("mirrored, shifted");
  expect(told([])).toBe("as they are");
  expect(told(["flip", "noise", "low-light"])).toBe(
    "mirrored, half of them in bad conditions (low light, noise)",
  );
  expect(told(AUGMENTATIONS)).toMatch(/lighter or darker, half of them in bad conditions$/);
  expect(told(["flip", "noise"], "last")).toBe("mirrored");
});
