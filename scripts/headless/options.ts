/** Reads the command line of headless. */
import { existsSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { WIDTH_NAMES } from "../../src/backbone/architecture";
import { STARTER_ID } from "../../src/backbone/weights";
import { LABELS, type Label, otherLabel } from "../../src/common/label";
import { MODEL_FORMATS } from "../../src/models/formats/formats";
import { AUGMENTATIONS, type Augmentation, type TuningChoices } from "../page-driver/training";
import { Refusal } from "./output";

const FORMATS = Object.values(MODEL_FORMATS);

/** What `npm run headless -- --help` prints. */
export const HELP = `npm run headless -- --train DIR [options]
npm run headless -- --model FILE [--test DIR] [options]

  --train DIR       folder of photos in folders male and female (optionally within train, val and test)
  --val DIR         folder of validation photos; default: the val folder, or else a fifth of the training photos
  --test DIR        folder of test photos
  --model FILE      opens a model instead of training one: a .zip or .h5 of Twofold, Keras or Teachable Machine;
                    --test evaluates it
  --classes A,B     what the model's two outputs stand for, if its file does not say: female,male (Keras's
                    order, the default) or male,female
  --backbone WHAT   ${WIDTH_NAMES.join(", ")}, starter, or a checkpoint FILE.h5; default: the best one in the build
  --epochs N        maximum number of training epochs (20)
  --seed N          the same seed gives the same model (1)
  --fine-tune WHAT  fine-tunes blocks of the backbone after training: all or last. The metrics are then those of the
                    fine-tuned model; "before" has those of the original model, and "kept" names the one that did
                    better on the validation photos: "fine-tuned" or "before"
  --fine-tune-epochs N   maximum number of fine-tuning epochs (30)
  --augment LIST    how fine-tuning varies photos: flip,shift,scale,brightness,conditions or some of them, or none
                    (flip,shift)
  --out DIR         writes the downloads there: ${FORMATS.map(({ fileName }) => fileName).join(", ")},
                    project.twofold (without photos), report.html and evaluation.json (all metrics with intervals and
                    curves; after training also the label check, cross-validation and duplicates); after
                    fine-tuning, those of the better model
  --json FILE       writes the metrics there instead of to standard output
`;

/** The options after parsing. */
export interface Options {
  /** Photos to train on, or a model to open. */
  readonly source: { readonly train: string } | { readonly model: string };
  /** What the model's first output stands for, if its file does not say. */
  readonly firstOutput?: Label;
  readonly val?: string;
  readonly test?: string;
  /** Undefined: the best one in the build. */
  readonly backbone?: { readonly id: string } | { readonly file: string };
  readonly epochs?: number;
  readonly seed?: number;
  /** Undefined: only the head is trained. */
  readonly fineTune?: TuningChoices;
  readonly out?: string;
  readonly json?: string;
}

const TEXT = { type: "string" } as const;

const NAMES = {
  train: TEXT,
  model: TEXT,
  classes: TEXT,
  val: TEXT,
  test: TEXT,
  backbone: TEXT,
  epochs: TEXT,
  seed: TEXT,
  "fine-tune": TEXT,
  "fine-tune-epochs": TEXT,
  augment: TEXT,
  out: TEXT,
  json: TEXT,
  help: { type: "boolean" },
} as const;

/** The options as typed. */
type Typed = ReturnType<typeof parseArgs<{ options: typeof NAMES }>>["values"];

/** Reads the options; undefined if the caller asked for help. @throws Refusal if they make no sense */
export function readOptions(): Options | undefined {
  const typed = parse();
  if (typed.help) return undefined;
  const { val, test, out, json } = typed;
  for (const folder of [typed.train, val, test])
    if (folder !== undefined && !isFolder(folder)) throw new Refusal(`There is no folder ${folder}.`);
  const fineTune = readFineTuning(typed);
  const source = readSource(typed);
  if (fineTune !== undefined && "model" in source) throw new Refusal(`--fine-tune needs --train.\n\n${HELP}`);
  const backbone = readBackbone(typed.backbone);
  const firstOutput = readClasses(typed.classes);
  return {
    source,
    ...(firstOutput && { firstOutput }),
    ...(backbone && { backbone }),
    ...(typed.epochs !== undefined && { epochs: Number(typed.epochs) }),
    ...(typed.seed !== undefined && { seed: Number(typed.seed) }),
    ...(fineTune && { fineTune }),
    ...(val !== undefined && { val }),
    ...(test !== undefined && { test }),
    ...(out !== undefined && { out }),
    ...(json !== undefined && { json }),
  };
}

function parse(): Typed {
  try {
    return parseArgs({ options: NAMES }).values;
  } catch (error) {
    throw new Refusal(`${error instanceof Error ? error.message : error}\n\n${HELP}`);
  }
}

/** @throws Refusal unless exactly one of the two is given */
function readSource({ train, model }: Typed): Options["source"] {
  if (train !== undefined && model !== undefined)
    throw new Refusal(`Use either --train or --model, not both.\n\n${HELP}`);
  if (train !== undefined) return { train };
  if (model === undefined) throw new Refusal(`--train DIR is missing (or --model FILE).\n\n${HELP}`);
  if (!existsSync(resolve(model))) throw new Refusal(`There is no file ${model}.`);
  return { model };
}

/** @throws Refusal for an unknown backbone */
function readBackbone(backbone: string | undefined): Options["backbone"] {
  if (backbone === undefined) return undefined;
  if (/\.h5$/.test(backbone)) return { file: resolve(backbone) };
  if ([...WIDTH_NAMES, STARTER_ID].includes(backbone)) return { id: backbone };
  throw new Refusal(
    `--backbone ${backbone}: use ${WIDTH_NAMES.join(", ")}, starter, or a checkpoint FILE.h5.`,
  );
}

/** @throws Refusal unless the names are the two labels */
function readClasses(classes: string | undefined): Label | undefined {
  if (classes === undefined) return undefined;
  const [first, second] = classes.split(",").map((name) => name.trim().toLowerCase());
  const label = LABELS.find((each) => each === first);
  if (label === undefined || second !== otherLabel(label))
    throw new Refusal(`--classes ${classes}: use female,male or male,female.`);
  return label;
}

/** @throws Refusal for an unknown choice */
function readFineTuning(typed: Typed): TuningChoices | undefined {
  const { "fine-tune": blocks, "fine-tune-epochs": epochs, augment } = typed;
  if (blocks === undefined) {
    if (epochs === undefined && augment === undefined) return undefined;
    throw new Refusal(`--fine-tune-epochs and --augment need --fine-tune.\n\n${HELP}`);
  }
  if (blocks !== "all" && blocks !== "last") throw new Refusal(`--fine-tune ${blocks}: use all or last.`);
  return {
    blocks,
    ...(epochs !== undefined && { epochs: Number(epochs) }),
    ...(augment !== undefined && { augmentations: readAugmentations(augment) }),
  };
}

/** @throws Refusal for an unknown augmentation */
function readAugmentations(list: string): readonly Augmentation[] {
  if (list === "none") return [];
  return list.split(",").map((name) => {
    const known = AUGMENTATIONS.find((each) => each === name.trim());
    if (known !== undefined) return known;
    throw new Refusal(`--augment ${name.trim()}: use ${AUGMENTATIONS.join(", ")} or none.`);
  });
}

function isFolder(path: string): boolean {
  return statSync(resolve(path), { throwIfNoEntry: false })?.isDirectory() === true;
}
