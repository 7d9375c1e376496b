import { backboneTitle } from "../../backbone/weights";
import type { TuningRun } from "../../models/model";
import { type Augmentation, augmentationsOf } from "../../tuning/settings";
import { count } from "../widgets/format";
import type { Fact } from "./FactList";

const AUGMENTATION_WORDS: Readonly<Record<Augmentation, string>> = {
  flip: "mirrored",
  shift: "shifted",
  scale: "scaled",
  brightness: "lighter or darker",
};

/** How a backbone was fine-tuned. */
export function tuningFacts({ settings, from }: TuningRun): Fact[] {
  const changed = augmentationsOf(settings).map((each) => AUGMENTATION_WORDS[each]);
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
