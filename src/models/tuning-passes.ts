import type { TunedBlocks } from "../tuning/tuned";
import type { TuningSettings } from "../tuning/tuning-settings";
import type { TrainingRun } from "./model";

/**
 * The cost of one training step per photo, in forward passes through the whole backbone: forward, and back to the first
 * trained block.
 */
const TRAINED: Readonly<Record<TunedBlocks, number>> = { all: 3.5, last: 1 };

/** The cost of evaluating one photo. With "last", the frozen blocks' part is done once. */
const CHECKED: Readonly<Record<TunedBlocks, number>> = { all: 1, last: 0.3 };

/** The frozen blocks' part with "last", for each variant of a photo. */
const FROZEN = 0.7;

/** The approximate cost of fine-tuning on a model's photos, in passes through the backbone. */
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
