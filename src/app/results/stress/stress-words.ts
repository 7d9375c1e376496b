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

/** At most this many conditions are named in the sentence. */
const NAMED = 3;

/** The sentence appears if the share of photos called a label exceeds that label’s true share by this much. */
const LEANING = 0.2;

/** What hurts a model most, in a sentence or two. */
export function stressSentence(figures: StressFigures): string {
  const { clean, conditions } = figures;
  const points = 100 * HURTS;
  const worst = hurtfulConditions(figures).slice(0, NAMED);
  const asTheyAre = `It gets ${whole(clean.accuracy)} of these photos right as they are`;
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

/** Says that a model calls far more photos one label than have it, which means it no longer recognises the faces. */
export function leaningText({ looks }: ConditionFigures, { females }: StressFigures): string | undefined {
  const called = looks.at(-1)?.calledFemale;
  if (called === undefined || females === undefined || Math.abs(called - females) < LEANING) return undefined;
  const label: Label = called > females ? "female" : "male";
  const [share, of] = label === "female" ? [called, females] : [1 - called, 1 - females];
  return `At its strongest it calls ${percentOf(share)} of the photos ${label}; ${percentOf(of)} are.`;
}

/** How an accuracy differs from that on the unchanged photos, in percentage points: "12 less". */
export function differenceText(accuracy: number | undefined, clean: number | undefined): string {
  if (accuracy === undefined || clean === undefined) return "";
  const points = 100 * (accuracy - clean);
  const size = Math.abs(points);
  const digits = size < 9.95 ? 1 : 0;
  if (size < 0.05) return "the same";
  return `${size.toFixed(digits).replace(".0", "")} ${points < 0 ? "less" : "more"}`;
}

/** Which photos the test uses. */
export function whichAreHere({ known, here, photos: some }: PhotosToStress): string {
  if (some.length < here)
    return `${count(some.length)} of the ${photos(known)} that the model was checked on, chosen at random.`;
  if (here === known)
    return known === 1
      ? "The photo that the model was checked on is loaded."
      : `All ${photos(known)} that the model was checked on are loaded.`;
  return `${count(here)} of the ${photos(known)} that the model was checked on ${here === 1 ? "is" : "are"} loaded.`;
}

function whole(share: number | undefined): string {
  return share === undefined ? percent(share) : `${Math.round(100 * share)} %`;
}

function percentOf(share: number): string {
  return `${Math.round(100 * share)} %`;
}
