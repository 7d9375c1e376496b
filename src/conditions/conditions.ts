import { createRandom, type Random } from "../common/random";
import { blurred } from "./blur";
import { covered } from "./cover";
import { exposed } from "./exposure";
import { foggy } from "./fog";
import { noisy } from "./noise";
import { rainy } from "./rain";
import type { Pixels } from "./rgb-pixels";
import { rotated } from "./rotation";

/** Conditions of taking or storing photos that make them hard to classify. */
export const CONDITIONS = [
  "blur",
  "fog",
  "low-light",
  "over-exposure",
  "noise",
  "rain",
  "rotation",
  "jpeg",
  "cover",
] as const;

export type Condition = (typeof CONDITIONS)[number];

/** Slight, clear, strong: hard, but a person still recognises the face. */
export const STRENGTHS = [1, 2, 3] as const;

export type Strength = (typeof STRENGTHS)[number];

/** One variant of a photo in the stress test. */
export interface Look {
  readonly condition: Condition;
  readonly strength: Strength;
}

/** All variants except the unchanged photo: every condition at every strength. */
export const LOOKS: readonly Look[] = CONDITIONS.flatMap((condition) =>
  STRENGTHS.map((strength) => ({ condition, strength })),
);

/** A condition with its name and its amounts at the three strengths. */
interface ConditionKind {
  readonly name: string;
  readonly amounts: readonly [number, number, number];
}

/**
 * All conditions. The amounts of blur are severities 2, 4 and 5 of ImageNet-C (Hendrycks and Dietterich 2019,
 * “Benchmarking neural network robustness to common corruptions and perturbations”), whose pictures also have 224×224
 * pixels; those of noise and JPEG its severities 1, 3 and 5; those of fog half its severity 1, its severities 1 and 5.
 * The others were chosen by eye, on faces.
 */
const KINDS: Readonly<Record<Condition, ConditionKind>> = {
  /** Standard deviation of the Gaussian, in pixels. */
  blur: { name: "Blur", amounts: [2, 4, 6] },
  /** Brightness of the fog relative to the brightest pixel. */
  fog: { name: "Fog", amounts: [0.75, 1.5, 3] },
  /** Stops: a quarter, an eighth, a sixteenth of the light. */
  "low-light": { name: "Low light", amounts: [-2, -3, -4] },
  /** Stops, in thirds as on cameras: 1.6, 2.5 and 4 times the light. */
  "over-exposure": { name: "Over-exposure", amounts: [2 / 3, 4 / 3, 2] },
  /** Standard deviation; 1 is the range from black to white. */
  noise: { name: "Noise", amounts: [0.08, 0.18, 0.38] },
  /** Visible streaks. */
  rain: { name: "Rain", amounts: [150, 400, 900] },
  /** Degrees. */
  rotation: { name: "Rotation", amounts: [15, 30, 45] },
  /** Encoder quality, out of 100. */
  jpeg: { name: "JPEG", amounts: [25, 15, 7] },
  /** Fraction of the picture. */
  cover: { name: "Partial cover", amounts: [0.1, 0.2, 0.3] },
};

/** The name of a condition. */
export function conditionName(condition: Condition): string {
  return KINDS[condition].name;
}

/** The same within a sentence. */
export function conditionWord(condition: Condition): string {
  return condition === "jpeg" ? "JPEG" : conditionName(condition).toLowerCase();
}

/** The amount of a condition at a strength, in the units of the table above. */
export function amountOf({ condition, strength }: Look): number {
  return KINDS[condition].amounts[strength - 1] as number;
}

/** The randomness of a condition for a photo: equal in every run and at every strength. */
export function chanceOf(seed: number, hash: string, condition: Condition): Random {
  return createRandom(seed, `condition ${condition} of ${hash}`);
}

/** A condition computed by arithmetic alone: all but JPEG, which uses the browser's encoder. */
export type ComputedLook = Look & { readonly condition: Exclude<Condition, "jpeg"> };

/** Returns the picture under a condition; the input is not modified. */
export function inComputedCondition(rgb: Pixels, look: ComputedLook, random: Random): Pixels {
  const amount = amountOf(look);
  switch (look.condition) {
    case "blur":
      return blurred(rgb, amount);
    case "fog":
      return foggy(rgb, amount, random);
    case "low-light":
    case "over-exposure":
      return exposed(rgb, amount);
    case "noise":
      return noisy(rgb, amount, random);
    case "rain":
      return rainy(rgb, amount, random);
    case "rotation":
      return rotated(rgb, amount, random);
    case "cover":
      return covered(rgb, amount, random);
  }
}
