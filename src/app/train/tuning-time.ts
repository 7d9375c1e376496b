import type { TrainingRun } from "../../models/model";
import type { TunedBlocks } from "../../tuning/tuned";
import type { TuningSettings } from "../../tuning/tuning-settings";

/** What training one photo once takes in passes through the whole backbone: forward, and back to where it is trained. */
const TRAINED: Readonly<Record<TunedBlocks, number>> = { all: 3.5, last: 1 };

/** What checking one photo takes. With "last", the frozen blocks' part is done once. */
const CHECKED: Readonly<Record<TunedBlocks, number>> = { all: 1, last: 0.3 };

/** The frozen blocks' part with "last", for each way in which a photo is looked at. */
const FROZEN = 0.7;

/** How many passes through the backbone a fine-tuning comes to, roughly, on the photos of a model. */
export function passesOf(
  { counts: { train, val } }: TrainingRun,
  { blocks, epochs, augmentations }: TuningSettings,
): number {
  const [learned, checked] = [train.female + train.male, val.female + val.male];
  const each = epochs * (TRAINED[blocks] * learned + CHECKED[blocks] * checked);
  if (blocks === "all") return each;
  const ways = augmentations.includes("flip") ? 2 : 1;
  return each + FROZEN * (ways * learned + checked);
}
