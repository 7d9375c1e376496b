/** Models as JSON and back: files from elsewhere are checked here, field by field. */
import * as v from "valibot";
import { FEATURE_COUNT, unknownWidth, WIDTHS } from "../backbone/architecture";
import { CLASS_COUNT, type Head } from "../head/head";
import {
  type Calibration,
  type FemaleProbability,
  femaleProbability,
  femaleScores,
} from "../metrics/probability";
import { AUGMENTATIONS } from "../tuning/tuning-settings";
import type { Evaluation, Evaluations, TrainedModel, TrainingRun } from "./model";

/** A hidden layer with more units is refused: no classifier for two labels needs as many. */
export const MAX_UNITS = 2048;

/** All dense layers together; MobileNetV2 1.0 itself has 2.3 million. */
export const MOST_HEAD_WEIGHTS = 4_000_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const finite = v.pipe(v.number(), v.finite());
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const text = v.pipe(v.string(), v.maxLength(4096));

/** A number that may be missing; JSON has no undefined. */
const maybe = v.pipe(
  v.nullable(finite),
  v.transform((value) => value ?? undefined),
);

/** SHA-256 in hexadecimal. */
export const hashSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

/** Maximum length, in characters. */
export const LONGEST_NAME = 400;

/** A name that a user chose, or the name of a file. */
export const nameSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(LONGEST_NAME));

export const preprocessingSchema = v.picklist(["keras", "teachable-machine"]);

export const backboneInfoSchema = v.object({
  id: nameSchema,
  width: v.picklist(WIDTHS, ({ input }) => unknownWidth(input)),
  origin: text,
  sha256: hashSchema,
});

/** What `backbone/manifest.json` holds. */
export const manifestSchema = v.object({
  backbones: v.array(v.object({ ...backboneInfoSchema.entries, file: text })),
});

export const settingsSchema = v.object({
  epochs: v.pipe(count, v.minValue(1)),
  batchSize: v.pipe(count, v.minValue(1)),
  learningRate: v.pipe(finite, v.minValue(0)),
  dropout: v.pipe(finite, v.minValue(0), v.ltValue(1)),
  validationShare: share,
  seed: v.pipe(v.number(), v.integer()),
  classWeights: v.boolean(),
  patience: maybe,
});

export const tuningSettingsSchema = v.object({
  blocks: v.picklist(["last", "all"]),
  epochs: v.pipe(count, v.minValue(1)),
  batchSize: v.pipe(count, v.minValue(1)),
  learningRate: v.pipe(finite, v.minValue(0)),
  labelSmoothing: v.pipe(finite, v.minValue(0), v.ltValue(1)),
  augmentations: v.array(v.picklist(AUGMENTATIONS)),
});

const labelCounts = v.object({ female: count, male: count });

export const leftOutSchema = v.object({ path: text, reason: text });

const runSchema = v.object({
  settings: settingsSchema,
  backend: text,
  counts: v.object({ train: labelCounts, val: labelCounts, test: labelCounts }),
  history: v.array(
    v.object({ epoch: count, loss: finite, accuracy: share, valLoss: maybe, valAccuracy: maybe }),
  ),
  bestEpoch: count,
  skipped: v.array(leftOutSchema),
  seconds: v.object({ read: finite, features: finite, train: finite, evaluate: finite, total: finite }),
  preprocessingVersion: v.optional(text),
  tuning: v.optional(
    v.object({
      settings: tuningSettingsSchema,
      from: backboneInfoSchema,
      after: count,
      seconds: finite,
    }),
  ),
});

/** Labels 0 (female) or 1 (male) and the model's probability of "female", one per photo. */
const evaluationSchema = v.pipe(
  v.object({
    paths: v.optional(v.array(text), []),
    labels: v.array(v.picklist([0, 1])),
    scores: v.array(share),
    mayBeSeen: v.optional(v.boolean(), false),
  }),
  v.check(
    ({ paths, labels, scores }) =>
      labels.length === scores.length && (paths.length === 0 || paths.length === labels.length),
    "labels, scores and paths of different lengths",
  ),
  v.transform(
    ({ paths, labels, scores, mayBeSeen }): Evaluation<"uncalibrated"> => ({
      paths,
      labels: Uint8Array.from(labels),
      scores: femaleScores<"uncalibrated">(Float32Array.from(scores)),
      ...(mayBeSeen && { mayBeSeen }),
    }),
  ),
);

const evaluationsSchema = v.pipe(
  v.object({ val: v.optional(evaluationSchema), test: v.optional(evaluationSchema) }),
  v.transform(({ val, test }) => ({ ...(val && { val }), ...(test && { test }) })),
);

/** Float32 values, little-endian, as base64. */
const floats = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const values = floatsFromBase64(dataset.value);
    if (values?.every(Number.isFinite)) return values;
    addIssue({ message: values === undefined ? "not base64" : "numbers that are not finite" });
    return NEVER;
  }),
);

const headSchema = v.pipe(
  v.object({
    hidden: v.array(
      v.object({
        units: v.pipe(count, v.minValue(1), v.maxValue(MAX_UNITS)),
        kernel: floats,
        bias: floats,
      }),
    ),
    kernel: floats,
    bias: floats,
    dropout: v.pipe(finite, v.minValue(0), v.ltValue(1)),
  }),
  v.check((head) => hasMatchingSizes(head), "layers whose sizes do not fit one another"),
);

/** How a model decides, and its temperature. */
const decisionSchema = v.object({
  threshold: v.pipe(
    share,
    v.gtValue(0),
    v.ltValue(1),
    v.transform((value): FemaleProbability => femaleProbability(value)),
  ),
  unsure: v.pipe(share, v.ltValue(0.5)),
});

const temperatureSchema = v.pipe(finite, v.gtValue(0));

/** How a model was trained, and its predictions for photos that it was not trained on. */
export const recordSchema = {
  name: nameSchema,
  created: v.pipe(count, v.maxValue(8.64e15)),
  backbone: backboneInfoSchema,
  preprocessing: preprocessingSchema,
  run: v.pipe(
    v.nullable(runSchema),
    v.transform((run) => run ?? undefined),
  ),
  evaluations: evaluationsSchema,
  decision: v.optional(decisionSchema),
};

/** A whole model of the library. */
export const modelSchema = v.object({
  ...recordSchema,
  id: nameSchema,
  head: headSchema,
  openedFrom: v.pipe(
    v.nullable(nameSchema),
    v.transform((name) => name ?? undefined),
  ),
  temperature: v.optional(temperatureSchema),
});

/** A model as JSON, from which `modelSchema` restores it to the last bit. */
export function modelToJson({ head, run, evaluations, openedFrom, ...others }: TrainedModel) {
  return {
    ...others,
    openedFrom: openedFrom ?? null,
    head: {
      hidden: head.hidden.map(({ units, kernel, bias }) => ({
        units,
        kernel: floatsToBase64(kernel),
        bias: floatsToBase64(bias),
      })),
      kernel: floatsToBase64(head.kernel),
      bias: floatsToBase64(head.bias),
      dropout: head.dropout,
    },
    run: run === undefined ? null : runToJson(run),
    evaluations: evaluationsToJson(evaluations),
  };
}

/** A run as JSON; missing values are null, because JSON has no undefined. */
export function runToJson({ settings, history, ...others }: TrainingRun) {
  return {
    ...others,
    settings: { ...settings, patience: settings.patience ?? null },
    history: history.map((row) => ({
      ...row,
      valLoss: row.valLoss ?? null,
      valAccuracy: row.valAccuracy ?? null,
    })),
  };
}

/** Evaluations as JSON; a score's decimal digits restore the same float32. */
export function evaluationsToJson({ val, test }: Evaluations<Calibration>) {
  const json = ({ labels, scores, ...others }: Evaluation<Calibration>) => ({
    ...others,
    labels: [...labels],
    scores: [...scores],
  });
  return { ...(val && { val: json(val) }), ...(test && { test: json(test) }) };
}

/** What is wrong with untrusted JSON, as the end of a sentence: `models.0.name: …`. */
export function whatIsWrong(issues: readonly v.BaseIssue<unknown>[]): string {
  const [first] = issues;
  if (first === undefined) return "it is not as expected";
  const place = first.path?.map(({ key }) => String(key)).join(".");
  const message = first.message.charAt(0).toLowerCase() + first.message.slice(1);
  return place === undefined ? message : `${place}: ${message}`;
}

function hasMatchingSizes({ hidden, kernel, bias }: Head): boolean {
  let inputs = FEATURE_COUNT;
  for (const layer of hidden) {
    if (layer.kernel.length !== inputs * layer.units || layer.bias.length !== layer.units) return false;
    inputs = layer.units;
  }
  return kernel.length === inputs * CLASS_COUNT && bias.length === CLASS_COUNT;
}

/** The number of bytes converted at once, limited by the number of arguments of one call. */
const CHUNK = 0x8000;

function floatsToBase64(values: Float32Array): string {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  let binary = "";
  for (let start = 0; start < bytes.length; start += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(start, start + CHUNK));
  return btoa(binary);
}

/** Undefined if it is not base64. A regular expression for this would overflow the stack on a megabyte. */
function floatsFromBase64(base64: string): Float32Array<ArrayBuffer> | undefined {
  let binary: string;
  try {
    binary = atob(base64);
  } catch {
    return undefined;
  }
  const bytes = Uint8Array.from(binary, (letter) => letter.charCodeAt(0));
  return new Float32Array(bytes.buffer, 0, Math.floor(bytes.length / Float32Array.BYTES_PER_ELEMENT));
}
