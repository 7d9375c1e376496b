import type { Label } from "../../../common/label";
import { atWorst, type Strength } from "../../../conditions/conditions";
import { photos } from "../../../models/figure-sentences";
import {
  type ConditionFigures,
  HURTS,
  hurtfulConditions,
  type StressFigures,
} from "../../../models/stress-figures";
import type { PhotosToStress } from "../../session/photos-to-stress";
import { count, listed, percent } from "../../widgets/format";

export const STRENGTH_NAMES: Readonly<Record<Strength, string>> = { 1: "Light", 2: "Medium", 3: "Strong" };

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
  const parts = worst.map(({ condition, looks }) => `${atWorst(condition)} ${whole(looks.at(-1)?.accuracy)}`);
  const others = conditions.filter((each) => !worst.includes(each)).map(({ loss }) => loss);
  if (others.length === 0) return `${asTheyAre}; ${listed(parts)}.`;
  const most = Math.max(...others);
  const rest =
    most <= 0.01
      ? "hardly anything"
      : `${most < HURTS ? "fewer than" : "up to"} ${most < HURTS ? points : Math.ceil(100 * most - 1e-9)} points`;
  return `${asTheyAre}; ${listed(parts)}. In the other ${count(others.length)} conditions it loses ${rest}.`;
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
