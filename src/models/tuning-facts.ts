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
      name: "Began with",
      value: backboneTitle(from),
      note: "What looked at the photos until then; the model from before still stands on it.",
    },
    {
      name: "What learned",
      value: settings.blocks === "all" ? "all blocks" : "the last blocks",
      note: "Of the network that looks at the photos, together with the last step.",
    },
    {
      name: "Rounds",
      value: count(settings.epochs),
      note: "Of which the best on the photos set aside was kept.",
    },
    {
      name: "Photos were",
      value: changed.length === 0 ? "as they are" : changed.join(", "),
      note: "By chance, a little, each time that it learned from them.",
    },
    {
      name: "Learning rate",
      value: String(settings.learningRate),
      note: "How far it went with the first steps; it fell to nothing by the last.",
    },
    {
      name: "Label smoothing",
      value: String(settings.labelSmoothing),
      note: "Keeps it from being too sure. The training loss counts it in, so it stays above the one before.",
    },
    { name: "Batch size", value: count(settings.batchSize), note: "Photos that it looked at for each step." },
  ];
}

/** What was done to photos, each in a few words. */
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
