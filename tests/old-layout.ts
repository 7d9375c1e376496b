import { createStore, setMany } from "idb-keyval";
import { FEATURE_COUNT, parameterCount } from "../src/backbone/architecture";
import { PREPROCESSING_VERSIONS } from "../src/backbone/preprocess";
import type { StoreName } from "../src/storage/layout";
import { DEFAULT_TUNING } from "../src/tuning/tuning-settings";
import { A_RUN, aModel } from "./a-model";

type Entries = readonly (readonly [string, unknown])[];

const BACKBONE = { id: "own:x.h5", width: 0.35, origin: "opened from x.h5", sha256: "b".repeat(64) } as const;

/** The number of feature rows: more than the migration moves at once. */
export const ROWS = 300;

export const MODEL = aModel({ id: "today", name: "Today", backbone: BACKBONE });

/** A model as the first version of the page stored it. */
export function firstModel(): object {
  const { preprocessing, openedFrom, run, head, ...others } = aModel({ id: "first", name: "First" });
  const { hidden, ...layer } = head;
  const { preprocessingVersion, ...firstRun } = A_RUN;
  return { ...others, head: layer, ...firstRun };
}

export const PLAN = {
  base: "today",
  settings: DEFAULT_TUNING,
  photos: [{ hash: "c".repeat(64), path: "female/1.jpg" }],
  parts: {
    train: { photos: Uint32Array.of(0), labels: Uint8Array.of(0) },
    val: { photos: new Uint32Array(), labels: new Uint8Array() },
    test: { photos: new Uint32Array(), labels: new Uint8Array() },
  },
  preprocessingVersion: PREPROCESSING_VERSIONS.keras,
};

const HISTORY = [{ epoch: 1, loss: 0.5, accuracy: 0.5, valLoss: undefined, valAccuracy: undefined }];

export const STANDING = { epoch: 1, history: HISTORY, seconds: 12 };

export const STATE = {
  epoch: 1,
  parameters: Float32Array.of(1, 2),
  optimizer: { steps: 3, momentum: Float32Array.of(3, 4), velocity: Float32Array.of(5, 6) },
  history: HISTORY,
  best: { epoch: 1, auc: 0.5, loss: undefined, parameters: Float32Array.of(1, 2) },
};

export function featureKey(photo: number): string {
  return `${String(photo).padStart(64, "0")}/${BACKBONE.sha256}/${PREPROCESSING_VERSIONS.keras}/wasm`;
}

/** The records of a browser in the layout from before the schema version: one database for each kind of record. */
export function oldRecords(): Readonly<Record<Exclude<StoreName, "damaged">, Entries>> {
  return {
    models: [
      ["today", MODEL],
      ["first", firstModel()],
      ["not a model", "text"],
    ],
    backbones: [
      ["list", [BACKBONE]],
      [BACKBONE.sha256, new Float32Array(parameterCount(0.35)).fill(0.5)],
    ],
    tuning: [
      ["plan", PLAN],
      ["state", STATE],
      ["standing", STANDING],
    ],
    preferences: [
      ["backend", "wasm"],
      ["visited", 1],
    ],
    "kept-labels": [["labels", ["a female", "b male"]]],
    features: Array.from({ length: ROWS }, (_none, photo) => [
      featureKey(photo),
      new Float32Array(FEATURE_COUNT).fill(photo),
    ]),
  };
}

/** Writes records as idb-keyval used to, and closes the databases. */
export async function writeOldLayout(
  records: Readonly<Record<string, Entries>> = oldRecords(),
): Promise<void> {
  for (const [name, entries] of Object.entries(records)) {
    const store = createStore(`twofold-${name}`, name);
    await setMany(
      entries.map(([key, value]) => [key, value]),
      store,
    );
    await store("readonly", (objects) => objects.transaction.db.close());
  }
}
