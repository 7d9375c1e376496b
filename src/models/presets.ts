import type { Label } from "../common/label";
import {
  type FemaleProbability,
  femaleOf,
  femaleProbability,
  ofLabel,
  type PositiveProbability,
} from "../metrics/probability";
import { type Aim, thresholdFor } from "../metrics/thresholds";
import { LIKELIER } from "./decision";
import type { BinaryView } from "./evaluation";

/** A way to choose the threshold, and its purpose. */
export interface Preset {
  readonly name: string;
  readonly note: string;
  /** Undefined: the more likely label, independent of the photos. */
  readonly aim: Aim | undefined;
}

/** In the order of the menu. */
export function presets(positive: Label): readonly Preset[] {
  return [
    { name: "The more likely label", note: "Always 0.5, independent of these photos", aim: undefined },
    {
      name: "Best F1",
      note: `Finds many ${positive} photos and is seldom wrong about them`,
      aim: { kind: "f1" },
    },
    {
      name: "Best balance (Youden’s J)",
      note: "Both labels count the same, however many photos each has",
      aim: { kind: "youden" },
    },
    {
      name: "Equal errors",
      note: "The same share of each label is misclassified",
      aim: { kind: "equal-error" },
    },
    ...[0.9, 0.95, 0.99].map((least) => ({
      name: `Precision of at least ${Math.round(100 * least)} %`,
      note: `Finds as many ${positive} photos as it can at that precision`,
      aim: { kind: "precision", least } as const,
    })),
  ];
}

/**
 * The threshold of a preset, for the probability of "female"; undefined if no threshold achieves it on these photos.
 * @param view from the view of `positive`
 */
export function presetThreshold(
  { aim }: Preset,
  view: BinaryView,
  positive: Label,
): FemaleProbability | undefined {
  if (aim === undefined) return LIKELIER.threshold;
  const threshold = thresholdFor(view.labels, view.scores, aim);
  return threshold === undefined ? undefined : femaleThreshold(threshold, positive);
}

/** The smallest and the largest threshold: at 0 and 1, all predictions would be the same. */
const LEAST = 1e-6;

/** Converts a threshold for the probability of `positive` to one for the probability of "female". */
export function femaleThreshold(threshold: PositiveProbability, positive: Label): FemaleProbability {
  const female = ofLabel(femaleOf(threshold, positive), "female");
  return femaleProbability(Math.min(1 - LEAST, Math.max(LEAST, female)));
}
