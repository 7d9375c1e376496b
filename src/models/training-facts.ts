import { type BackboneInfo, backboneTitle } from "../backbone/weights";
import { count, duration, percent } from "../common/words";
import type { TrainingRun } from "./model";

/** A value with its name and a sentence on what it means. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note: string;
}

/** How many rounds (epochs) there were, and which was kept. */
export function courseSentence({ history, settings, bestEpoch, tuning }: TrainingRun): string {
  const isChecked = history.at(-1)?.valLoss !== undefined;
  if (tuning !== undefined) {
    const rounds = count(history.length - tuning.after);
    const why = isChecked ? ", because it did best on the validation photos" : "";
    return `${count(tuning.after)} rounds, then ${rounds} of fine-tuning; the model after round ${bestEpoch} was kept${why}.`;
  }
  const why = isChecked && settings.patience !== undefined ? ", because its validation loss was lowest" : "";
  return `${count(history.length)} of at most ${count(settings.epochs)} were done; the model after round ${bestEpoch} was kept${why}.`;
}

/** The settings that a head was trained with. */
export function settingFacts({ settings, backend, tuning }: TrainingRun, backbone: BackboneInfo): Fact[] {
  const { origin } = tuning?.from ?? backbone;
  return [
    {
      name: "Backbone",
      value: backboneTitle(tuning?.from ?? backbone),
      note: `Turns photos into features; training does not change it. Origin: ${origin}.`,
    },
    {
      name: "Seed",
      value: String(settings.seed),
      note: "Controls all randomness: the same photos, settings and seed give the same model.",
    },
    {
      name: "Validation share",
      value: percent(settings.validationShare),
      note: "The share of photos held out to check the result, unless there is a validation folder.",
    },
    { name: "Batch size", value: count(settings.batchSize), note: "Photos per training step." },
    { name: "Learning rate", value: String(settings.learningRate), note: "How large each step is." },
    {
      name: "Dropout",
      value: percent(settings.dropout),
      note: "Share of the features hidden in each step, so that the model does not rely on a few of them.",
    },
    {
      name: "Early stopping",
      value: settings.patience === undefined ? "off" : `after ${count(settings.patience)} rounds`,
      note: "Without a lower validation loss, training stops.",
    },
    {
      name: "Class weights",
      value: settings.classWeights ? "on" : "off",
      note: "Whether photos of the rarer label count more, so that both labels count the same.",
    },
    {
      name: "Computed with",
      value: backend === "webgl" ? "WebGL" : "WebAssembly",
      note: "Graphics card (WebGL) or processor (WebAssembly).",
    },
  ];
}

/** How long the parts of a run took. */
export function timeFacts({ seconds, tuning }: TrainingRun): Fact[] {
  return [
    { name: "Reading the photos", value: span(seconds.read), note: "Opening each file and checking it." },
    {
      name: "Extracting features",
      value: span(seconds.features),
      note: "The backbone runs once on every photo; cached features are reused.",
    },
    { name: "Training", value: span(seconds.train), note: "All rounds together." },
    {
      name: "Checking the result",
      value: span(seconds.evaluate),
      note: "On the validation and test photos.",
    },
    ...(tuning === undefined
      ? []
      : [{ name: "Fine-tuning", value: span(tuning.seconds), note: "All its rounds." }]),
    {
      name: "Altogether",
      value: span(seconds.total + (tuning?.seconds ?? 0)),
      note: "From the files to the metrics.",
    },
  ];
}

function span(seconds: number): string {
  if (seconds < 0.01) return "under 0.01 s";
  return seconds < 10 ? `${seconds.toFixed(seconds < 1 ? 2 : 1)} s` : duration(seconds);
}
