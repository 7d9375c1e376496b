import { keysOf } from "../common/keys";
import { createRandom, type Random } from "../common/random";
import { count } from "../common/words";
import { blurred } from "./blur";
import { covered } from "./cover";
import { exposed } from "./exposure";
import { foggy } from "./fog";
import { noisy } from "./noise";
import { rainy } from "./rain";
import type { Pixels } from "./rgb-pixels";
import { rotated } from "./rotation";

/** Slight, clear, strong: hard, but a person still recognises the face. */
export const STRENGTHS = [1, 2, 3] as const;

export type Strength = (typeof STRENGTHS)[number];

/** A condition in which photos are taken, or kept, that makes them hard to tell. */
interface ConditionEntry {
  readonly name: string;
  /** How much of it there is at the three strengths, in units of its own. */
  readonly amounts: readonly [number, number, number];
  /** An amount in words: "one fourth of the light". */
  readonly amountText: (amount: number, strength: Strength) => string;
  /** How photos are at the greatest strength, as the middle of a sentence. */
  readonly atWorst: string;
  /** Makes a changed copy of a picture, the same for the same random numbers; `jpeg` takes the browser's encoder. */
  readonly change: ((rgb: Pixels, amount: number, random: Random) => Pixels) | "jpeg";
}

const percents = (share: number) => `${Math.round(100 * share)} %`;

/**
 * All conditions; "Add a bad condition" in CONTRIBUTING.md says how to add one. The amounts of blur are severities 2, 4
 * and 5 of ImageNet-C (Hendrycks and Dietterich 2019, “Benchmarking neural network robustness to common corruptions and
 * perturbations”), whose pictures have 224×224 pixels too; those of noise and JPEG its severities 1, 3 and 5; those of
 * fog half its severity 1, that, and its severity 5. The others have no such source: they were chosen by eye, on faces.
 */
const TABLE = {
  blur: {
    name: "Blur",
    /** Deviation of the Gaussian, in pixels. */
    amounts: [2, 4, 6],
    amountText: (amount) => `smeared over some ${2 * amount} of 224 pixels`,
    atWorst: "strongly blurred",
    change: blurred,
  },
  fog: {
    name: "Fog",
    /** Light of the fog in that of the brightest spot. */
    amounts: [0.75, 1.5, 3],
    amountText: (_amount, strength) => ({ 1: "thin", 2: "thicker", 3: "dense" })[strength],
    atWorst: "in dense fog",
    change: foggy,
  },
  "low-light": {
    name: "Low light",
    /** Stops: a quarter, an eighth, a sixteenth of the light. */
    amounts: [-2, -3, -4],
    amountText: (_amount, strength) =>
      `one ${{ 1: "fourth", 2: "eighth", 3: "sixteenth" }[strength]} of the light`,
    atWorst: "in very low light",
    change: exposed,
  },
  "over-exposure": {
    name: "Overexposure",
    /** Stops, in thirds as cameras have them: 1.6, 2.5 and four times the light. */
    amounts: [2 / 3, 4 / 3, 2],
    amountText: (amount) => `${(2 ** amount).toFixed(1).replace(".0", "")} times the light`,
    atWorst: "strongly overexposed",
    change: exposed,
  },
  noise: {
    name: "Noise",
    /** Deviation, of the way from black to white. */
    amounts: [0.08, 0.18, 0.38],
    amountText: (amount) => `values off by ${percents(amount)}`,
    atWorst: "with strong noise",
    change: noisy,
  },
  rain: {
    name: "Rain",
    /** Streaks that are seen. */
    amounts: [150, 400, 900],
    amountText: (amount) => `${count(amount)} streaks`,
    atWorst: "in heavy rain",
    change: rainy,
  },
  rotation: {
    name: "Rotation",
    /** Degrees. */
    amounts: [15, 30, 45],
    amountText: (amount) => `rotated by ${amount}°`,
    atWorst: "rotated by 45°",
    change: rotated,
  },
  jpeg: {
    name: "JPEG",
    /** Quality that an encoder is asked for, of 100. */
    amounts: [25, 15, 7],
    amountText: (amount) => `quality ${amount} of 100`,
    atWorst: "as poor JPEGs",
    change: "jpeg",
  },
  cover: {
    name: "Partial cover",
    /** Share of the picture. */
    amounts: [0.1, 0.2, 0.3],
    amountText: (amount) => `${percents(amount)} covered`,
    atWorst: "partly covered",
    change: covered,
  },
} as const satisfies Readonly<Record<string, ConditionEntry>>;

export type Condition = keyof typeof TABLE;

/** The keys of the table, which files hold. */
export const CONDITIONS = keysOf(TABLE);

/** One variant of a photo in the stress test. */
export interface Look {
  readonly condition: Condition;
  readonly strength: Strength;
}

/** All variants except the unchanged photo: every condition at every strength. */
export const LOOKS: readonly Look[] = CONDITIONS.flatMap((condition) =>
  STRENGTHS.map((strength) => ({ condition, strength })),
);

/** The name of a condition. */
export function conditionName(condition: Condition): string {
  return TABLE[condition].name;
}

/** The same within a sentence: "low light", "JPEG". */
export function conditionWord(condition: Condition): string {
  const { name } = TABLE[condition];
  return name === name.toUpperCase() ? name : name.toLowerCase();
}

/** How photos are in a condition at the greatest strength, as the middle of a sentence: "in dense fog". */
export function atWorst(condition: Condition): string {
  return TABLE[condition].atWorst;
}

/** The amount of a condition at a strength, in the units of the table above. */
export function amountOf({ condition, strength }: Look): number {
  return TABLE[condition].amounts[strength - 1] as number;
}

/** How much of a condition there is, in words: "one fourth of the light". */
export function amountText(look: Look): string {
  return TABLE[look.condition].amountText(amountOf(look), look.strength);
}

/** The randomness of a condition for a photo: equal in every run and at every strength. */
export function chanceOf(seed: number, hash: string, condition: Condition): Random {
  return createRandom(seed, `condition ${condition} of ${hash}`);
}

/** A condition computed by arithmetic alone: all but JPEG, which uses the browser's encoder. */
export type ComputedLook = Look & { readonly condition: Exclude<Condition, "jpeg"> };

/** Returns the picture under a condition; the input is not modified. */
export function inComputedCondition(rgb: Pixels, look: ComputedLook, random: Random): Pixels {
  return TABLE[look.condition].change(rgb, amountOf(look), random);
}
