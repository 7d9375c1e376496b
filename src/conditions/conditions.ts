import { createRandom, type Random } from "../common/random";
import { blurred } from "./blur";
import { covered } from "./cover";
import { exposed } from "./exposure";
import { foggy } from "./fog";
import { noisy } from "./noise";
import { rainy } from "./rain";
import type { Pixels } from "./rgb-pixels";
import { rotated } from "./rotation";

/** The conditions in which photos are taken, or kept, that make them hard to tell. */
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

/** A little, clearly, strongly: hard, but a person still knows the face. */
export const STRENGTHS = [1, 2, 3] as const;

export type Strength = (typeof STRENGTHS)[number];

/** One way of looking at a photo. */
export interface Look {
  readonly condition: Condition;
  readonly strength: Strength;
}

/** All ways but the plain one: every condition at every strength. */
export const LOOKS: readonly Look[] = CONDITIONS.flatMap((condition) =>
  STRENGTHS.map((strength) => ({ condition, strength })),
);

/** A condition with its name and how much of it there is at the three strengths. */
interface ConditionKind {
  readonly name: string;
  readonly amounts: readonly [number, number, number];
}

/**
 * All conditions. The amounts of blur are severities 2, 4 and 5 of ImageNet-C (Hendrycks and Dietterich 2019,
 * “Benchmarking neural network robustness to common corruptions and perturbations”), whose pictures have 224×224 pixels
 * too; those of noise and JPEG its severities 1, 3 and 5; those of fog half its severity 1, that, and its severity 5.
 * The others have no such source: they were chosen by eye, on faces.
 */
const KINDS: Readonly<Record<Condition, ConditionKind>> = {
  /** Deviation of the Gaussian, in pixels. */
  blur: { name: "Blur", amounts: [2, 4, 6] },
  /** Light of the fog in that of the brightest spot. */
  fog: { name: "Fog", amounts: [0.75, 1.5, 3] },
  /** Stops: a quarter, an eighth, a sixteenth of the light. */
  "low-light": { name: "Low light", amounts: [-2, -3, -4] },
  /** Stops, in thirds as cameras have them: 1.6, 2.5 and four times the light. */
  "over-exposure": { name: "Over-exposure", amounts: [2 / 3, 4 / 3, 2] },
  /** Deviation, of the way from black to white. */
  noise: { name: "Noise", amounts: [0.08, 0.18, 0.38] },
  /** Streaks that are seen. */
  rain: { name: "Rain", amounts: [150, 400, 900] },
  /** Degrees. */
  rotation: { name: "Rotation", amounts: [15, 30, 45] },
  /** Quality that an encoder is asked for, of 100. */
  jpeg: { name: "JPEG", amounts: [25, 15, 7] },
  /** Share of the picture. */
  cover: { name: "Partial cover", amounts: [0.1, 0.2, 0.3] },
};

/** What a condition is called. */
export function conditionName(condition: Condition): string {
  return KINDS[condition].name;
}

/** The same within a sentence. */
export function conditionWord(condition: Condition): string {
  return condition === "jpeg" ? "JPEG" : conditionName(condition).toLowerCase();
}

/** How much of a condition there is at a strength, in the units of the table above. */
export function amountOf({ condition, strength }: Look): number {
  return KINDS[condition].amounts[strength - 1] as number;
}

/** What chance does to a photo in a condition: the same photo looks the same on every run, whatever its strength. */
export function chanceOf(seed: number, hash: string, condition: Condition): Random {
  return createRandom(seed, `condition ${condition} of ${hash}`);
}

/** A condition that needs nothing but arithmetic: all but JPEG, for which the browser has an encoder. */
export type ComputedLook = Look & { readonly condition: Exclude<Condition, "jpeg"> };

/** A picture as it would be in a condition; the picture itself stays as it is. */
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
