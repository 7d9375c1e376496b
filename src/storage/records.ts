/** Checks of stored records. Loaded, with valibot, when the first record is read: the initial view does not need it. */
import * as v from "valibot";
import { FEATURE_COUNT, parameterCount, WIDTHS } from "../backbone/architecture";
import { toAppError } from "../common/error";
import type { TrainedModel } from "../models/model";
import {
  backboneInfoSchema,
  hashSchema,
  modelSchema,
  modelToJson,
  tuningSettingsSchema,
  whatIsWrong,
} from "../models/schemas";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** A metric that may not exist; NaN if training diverged. */
const figure = v.custom<number | undefined>((value) => value === undefined || typeof value === "number");

/** Float32 values, all of them finite. */
const floats = v.pipe(
  v.custom<Float32Array<ArrayBuffer>>(isFloat32, "not float32 values"),
  v.check(areFinite, "numbers that are not finite"),
);

/** A model is checked as in a project's file: its JSON is checked, but the model itself is stored. */
const model = v.pipe(
  v.unknown(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    try {
      return modelToJson(dataset.value as TrainedModel);
    } catch (error) {
      addIssue({ message: toAppError(error).message });
      return NEVER;
    }
  }),
  modelSchema,
);

const epoch = v.object({
  epoch: count,
  loss: v.custom<number>((value) => typeof value === "number"),
  accuracy: v.number(),
  valLoss: figure,
  valAccuracy: figure,
});

const numberedPhotos = v.pipe(
  v.object({ photos: v.instance(Uint32Array), labels: v.instance(Uint8Array) }),
  v.check(({ photos, labels }) => photos.length === labels.length, "photos and labels of different lengths"),
);

const plan = v.pipe(
  v.object({
    base: v.string(),
    settings: tuningSettingsSchema,
    photos: v.array(v.object({ hash: hashSchema, path: v.string() })),
    parts: v.object({ train: numberedPhotos, val: numberedPhotos, test: numberedPhotos }),
    preprocessingVersion: v.optional(v.string()),
  }),
  v.check(
    ({ photos, parts }) =>
      Object.values(parts).every((part) => part.photos.every((photo) => photo < photos.length)),
    "photos that are not in its list",
  ),
);

const standing = v.object({ epoch: count, history: v.array(epoch), seconds: v.pipe(v.number(), v.finite()) });

const state = v.pipe(
  v.object({
    epoch: count,
    parameters: floats,
    optimizer: v.object({ steps: count, momentum: floats, velocity: floats }),
    history: v.array(epoch),
    best: v.object({ epoch: count, auc: figure, loss: figure, parameters: floats }),
  }),
  v.check(
    ({ parameters, optimizer, best }) =>
      [optimizer.momentum, optimizer.velocity, best.parameters].every(
        ({ length }) => length === parameters.length,
      ),
    "parameters of different lengths",
  ),
);

const backendName = v.picklist(["webgl", "wasm"]);

/** What a record of each kind must be. */
const SCHEMAS = {
  model,
  plan,
  standing,
  state,
  /** An item of the list of backbones. */
  backbone: backboneInfoSchema,
  /** The weights of a backbone; the code that loads them checks their SHA-256. */
  weights: v.pipe(
    v.custom<Float32Array<ArrayBuffer>>(isFloat32, "not float32 values"),
    v.check(
      ({ length }) => WIDTHS.some((width) => parameterCount(width) === length),
      "not a backbone’s length",
    ),
  ),
  /** An item of the list of confirmed labels. */
  labelKey: v.string(),
  backendChoice: v.picklist(["auto", ...backendName.options]),
  speeds: v.array(
    v.object({
      backend: backendName,
      millisecondsPerPhoto: v.pipe(v.number(), v.finite()),
      batch: v.pipe(count, v.minValue(1)),
    }),
  ),
  /** The features of one photo. */
  features: v.pipe(
    floats,
    v.check(({ length }) => length === FEATURE_COUNT, `not ${FEATURE_COUNT} features`),
  ),
};

export type Kind = keyof typeof SCHEMAS;

export type RecordOf<Name extends Kind> = v.InferOutput<(typeof SCHEMAS)[Name]>;

/** A record that passed its check, or what is wrong with it. */
export type Checked<T> = { readonly record: T } | { readonly why: string };

/** Checks a value that was read from the database. */
export function check<Name extends Kind>(kind: Name, value: unknown): Checked<RecordOf<Name>> {
  const schema: v.GenericSchema<unknown, RecordOf<Name>> = SCHEMAS[kind];
  const result = v.safeParse(schema, value);
  return result.success ? { record: result.output } : { why: whatIsWrong(result.issues) };
}

/** One pass: the sum of finite float32 values is finite in float64, and nothing that is not finite adds up to that. */
function areFinite(values: Float32Array<ArrayBuffer>): boolean {
  let sum = 0;
  for (const value of values) sum += value;
  return Number.isFinite(sum);
}

function isFloat32(value: unknown): value is Float32Array {
  return value instanceof Float32Array;
}
