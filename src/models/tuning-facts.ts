import { backboneTitle } from "../backbone/weights";
import { count } from "../common/words";
import { CONDITIONS, conditionWord } from "../conditions/conditions";
import {
  type Augmentation,
  augmentationsOf,
  conditionsAmong,
  SMALL_CHANGES,
  type SmallChange,
} from "../tuning/tuning-settings";
import type { TuningRun } from "./model";
import type { Fact } from "./training-facts";

const CHANGE_WORDS: Readonly<Record<SmallChange, string>> = {
  flip: "mirrored",
  shift: "shifted",
  scale: "scaled",
  brightness: "lighter or darker",
};

/** How a backbone was fine-tuned. */
export function tuningFacts({ settings, from }: TuningRun): Fact[] {
  const changed = changesIn(augmentationsOf(settings));
  return [
    {
      name: "Original backbone",
      value: backboneTitle(from),
      note: "The backbone before fine-tuning. The original model still uses it.",
    },
    {
      name: "Trained blocks",
      value: settings.blocks === "all" ? "all blocks" : "the last blocks",
      note: "Of the backbone. The head (the last layers) was trained with them.",
    },
    {
      name: "Rounds",
      value: count(settings.epochs),
      note: "The one that did best on the validation photos was kept.",
    },
    {
      name: "Photos were",
      value: changed.length === 0 ? "as they are" : changed.join(", "),
      note: "Small random changes, drawn anew each time a photo is used.",
    },
    {
      name: "Learning rate",
      value: String(settings.learningRate),
      note: "How large the first steps were; they shrank to 0 by the last.",
    },
    {
      name: "Label smoothing",
      value: String(settings.labelSmoothing),
      note: "Keeps the model from being too sure. It is part of the training loss, which therefore stays higher than before.",
    },
    { name: "Batch size", value: count(settings.batchSize), note: "Photos per training step." },
  ];
}

/** The augmentations of the photos, each in a few words. */
function changesIn(augmentations: readonly Augmentation[]): string[] {
  const small = SMALL_CHANGES.filter((each) => augmentations.includes(each)).map(
    (each) => CHANGE_WORDS[each],
  );
  const conditions = conditionsAmong(augmentations);
  if (conditions.length === 0) return small;
  const which =
    conditions.length === CONDITIONS.length ? "" : ` (${conditions.map(conditionWord).join(", ")})`;
  return [...small, `half of them in bad conditions${which}`];
}
