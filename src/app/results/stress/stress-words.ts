import type { Label } from "../../../common/label";
import { amountOf, type Condition, type Look, type Strength } from "../../../conditions/conditions";
import { photos } from "../../../models/figure-sentences";
import {
  type ConditionFigures,
  HURTS,
  hurtfulConditions,
  type StressFigures,
} from "../../../models/stress-figures";
import type { PhotosToStress } from "../../session/photos-to-stress";
import { count, percent } from "../../widgets/format";

export const STRENGTH_NAMES: Readonly<Record<Strength, string>> = { 1: "Light", 2: "Medium", 3: "Strong" };

/** How photos are at the greatest strength, as the middle of a sentence. */
const AT_WORST: Readonly<Record<Condition, string>> = {
  blur: "strongly blurred",
  fog: "in dense fog",
  "low-light": "in very low light",
  "over-exposure": "strongly over-exposed",
  noise: "with strong noise",
  rain: "in heavy rain",
  rotation: "turned by 45°",
  jpeg: "as poor JPEGs",
  cover: "partly covered",
};

/** Conditions that are named in the sentence; more would be read by nobody. */
const NAMED = 3;

/** How much larger than the share of a label that of the photos called so must be to be worth a sentence. */
const LEANING = 0.2;

/** What hurts a model most, in a sentence or two. */
export function stressSentence(figures: StressFigures): string {
  const { clean, conditions } = figures;
  const points = 100 * HURTS;
  const worst = hurtfulConditions(figures).slice(0, NAMED);
  const asTheyAre = `As they are, it calls ${whole(clean.accuracy)} of these photos right`;
  if (worst.length === 0)
    return `${asTheyAre}, and even at its strongest no condition costs it ${points} percentage points or more.`;
  const parts = worst.map(
    ({ condition, looks }) => `${AT_WORST[condition]} ${whole(looks.at(-1)?.accuracy)}`,
  );
  const others = conditions.filter((each) => !worst.includes(each)).map(({ loss }) => loss);
  if (others.length === 0) return `${asTheyAre}; ${listed(parts)}.`;
  const most = Math.max(...others);
  const rest =
    most <= 0.01
      ? "hardly anything"
      : `${most < HURTS ? "fewer than" : "up to"} ${most < HURTS ? points : Math.ceil(100 * most - 1e-9)} points`;
  return `${asTheyAre}; ${listed(parts)}. In the other ${count(others.length)} conditions it loses ${rest}.`;
}

/** How much of a condition there is: "a quarter of the light". */
export function amountText(look: Look): string {
  const amount = amountOf(look);
  switch (look.condition) {
    case "blur":
      return `smeared over some ${2 * amount} of 224 pixels`;
    case "fog":
      return ["thin", "thicker", "dense"][look.strength - 1] ?? "";
    case "low-light":
      return `one ${["fourth", "eighth", "sixteenth"][look.strength - 1]} of the light`;
    case "over-exposure":
      return `${(2 ** amount).toFixed(1).replace(".0", "")} times the light`;
    case "noise":
      return `values off by ${percentOf(amount)}`;
    case "rain":
      return `${count(amount)} streaks`;
    case "rotation":
      return `turned by ${amount}°`;
    case "jpeg":
      return `quality ${amount} of 100`;
    case "cover":
      return `${percentOf(amount)} covered`;
  }
}

/** Said where a model calls far more photos of one label than there are: then it has lost sight of the faces. */
export function leaningText({ looks }: ConditionFigures, { females }: StressFigures): string | undefined {
  const called = looks.at(-1)?.calledFemale;
  if (called === undefined || females === undefined || Math.abs(called - females) < LEANING) return undefined;
  const label: Label = called > females ? "female" : "male";
  const [share, of] = label === "female" ? [called, females] : [1 - called, 1 - females];
  return `At its strongest it calls ${percentOf(share)} of the photos ${label}; ${percentOf(of)} are.`;
}

/** How an accuracy differs from that on the photos as they are: "12 points less". */
export function differenceText(accuracy: number | undefined, clean: number | undefined): string {
  if (accuracy === undefined || clean === undefined) return "";
  const points = 100 * (accuracy - clean);
  const size = Math.abs(points);
  const digits = size < 9.95 ? 1 : 0;
  if (size < 0.05) return "the same";
  return `${size.toFixed(digits).replace(".0", "")} ${points < 0 ? "less" : "more"}`;
}

/** Which photos are looked at. */
export function whichAreHere({ known, here, photos: some }: PhotosToStress): string {
  if (some.length < here)
    return `Of the ${photos(known)} that the figures above rest on, ${count(some.length)} drawn by chance.`;
  if (here === known)
    return known === 1
      ? "The photo that the figures above rest on is here."
      : `All ${photos(known)} that the figures above rest on are here.`;
  return `Of the ${photos(known)} that the figures above rest on, ${count(here)} ${here === 1 ? "is" : "are"} here.`;
}

function whole(share: number | undefined): string {
  return share === undefined ? percent(share) : `${Math.round(100 * share)} %`;
}

function percentOf(share: number): string {
  return `${Math.round(100 * share)} %`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(", ")} and ${last}`;
}
