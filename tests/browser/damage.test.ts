import { clear, get, keys, set, setMany } from "idb-keyval";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { FEATURE_COUNT, parameterCount } from "../../src/backbone/architecture";
import { femaleProbability } from "../../src/metrics/probability";
import { damageProblem } from "../../src/storage/damage-sentences";
import { damagedRecords, deleteDamaged, onDamaged } from "../../src/storage/damaged";
import { database } from "../../src/storage/database";
import { featuresFrom, keepFeatures } from "../../src/storage/feature-cache";
import { readKeptLabels } from "../../src/storage/kept-labels";
import { STORES, type StoreName } from "../../src/storage/layout";
import { readBackendChoice, readSpeeds, writeSpeeds } from "../../src/storage/preferences";
import { keepBackbone, keptBackbones, keptValues } from "../../src/storage/stored-backbones";
import { addModel, deleteModel, listModels, updateModel } from "../../src/storage/stored-models";
import { interruptedTuning, keepPlan, keepState, keptState } from "../../src/storage/stored-tuning";
import { aModel } from "../a-model";
import { MODEL, PLAN, STATE } from "../old-layout";

const INFO = { id: "own:y.h5", width: 0.35, origin: "opened from y.h5", sha256: "d".repeat(64) } as const;
const KIND = { backbone: "b".repeat(64), preprocessing: "keras" } as const;

beforeEach(async () => {
  for (const store of STORES) await clear(database.store(store));
});

describe("a damaged model", () => {
  const good = aModel({ id: "good" });
  const short = { ...good.head, kernel: new Float32Array(3) };
  const infinite = { ...good.head, bias: Float32Array.of(Number.POSITIVE_INFINITY, 0) };
  const val = { paths: [], labels: Uint8Array.of(0), scores: Float32Array.of(2) };

  it.each<[string, unknown]>([
    ["a text", "text"],
    ["nothing", null],
    ["an empty object", {}],
    ["no head", { ...good, head: undefined }],
    ["weights of another length", { ...good, head: short }],
    ["weights that are not finite", { ...good, head: infinite }],
    ["weights that are no floats", { ...good, head: { ...good.head, bias: [0, 0] } }],
    ["scores above 1", { ...good, evaluations: { val } }],
    ["a backbone without a hash", { ...good, backbone: { id: "x" } }],
    ["no date", { ...good, created: Number.NaN }],
  ])("(%s) is set aside once, with when and why, and the others stay", async (_what, value) => {
    const heard = vi.fn();
    const stop = onDamaged(heard);
    await addModel(good);
    await set("bad", value, database.store("models"));
    expect(await listModels()).toEqual([good]);
    expect(await listModels()).toEqual([good]);
    const why = expect.stringMatching(/./);
    expect(await damagedRecords()).toEqual([
      { store: "models", key: "bad", found: expect.any(Number), why, value },
    ]);
    await vi.waitFor(() => expect(heard).toHaveBeenCalled());
    stop();
    await deleteDamaged();
    expect(await damagedRecords()).toEqual([]);
  });
});

describe("changes of a model", () => {
  const rename = (name: string) => updateModel(MODEL, (model) => ({ ...model, name }));
  const decide = (threshold: number) =>
    updateModel(MODEL, (model) => ({
      ...model,
      decision: { threshold: femaleProbability(threshold), unsure: 0 },
    }));

  it("from several tabs are all kept", async () => {
    await addModel(MODEL);
    await Promise.all([
      rename("New"),
      decide(0.25),
      updateModel(MODEL, (model) => ({ ...model, temperature: 2 })),
    ]);
    const changed = { name: "New", decision: { threshold: 0.25, unsure: 0 }, temperature: 2 };
    expect(await listModels()).toEqual([{ ...MODEL, ...changed }]);
    expect(await rename("Newer")).toEqual({ ...MODEL, ...changed, name: "Newer" });
  });

  it("do not restore a deleted model", async () => {
    await addModel(MODEL);
    await rename("Renamed elsewhere");
    expect(await deleteModel(MODEL)).toMatchObject({ name: "Renamed elsewhere" });
    expect(await decide(0.25)).toBeUndefined();
    expect(await listModels()).toEqual([]);
  });

  it("are not undone by adding the same model again", async () => {
    await addModel(MODEL);
    await rename("New");
    await addModel(MODEL);
    expect(await listModels()).toMatchObject([{ name: "New" }]);
  });

  it("leave it unchanged if they fail", async () => {
    await addModel(MODEL);
    const failing = updateModel(MODEL, () => {
      throw new Error("no");
    });
    await expect(failing).rejects.toMatchObject({ code: "storage" });
    expect(await listModels()).toEqual([MODEL]);
  });
});

describe("an unfinished fine-tuning run", () => {
  beforeEach(async () => {
    await keepPlan(PLAN);
    await keepState(STATE, 12);
  });

  it("is read as it was stored", async () => {
    expect(await interruptedTuning()).toMatchObject({ plan: PLAN, epoch: 1, seconds: 12 });
    expect(await keptState()).toEqual({ state: STATE, seconds: 12 });
  });

  it("is not offered if its plan is damaged", async () => {
    await set("plan", { ...PLAN, parts: { ...PLAN.parts, train: PLAN.photos } }, database.store("tuning"));
    expect(await interruptedTuning()).toBeUndefined();
    expect(await setAside()).toEqual([["tuning", "plan"]]);
  });

  it.each<[string, unknown]>([
    ["other lengths", { ...STATE, parameters: new Float32Array(3) }],
    ["numbers that are not finite", { ...STATE, parameters: Float32Array.of(Number.NaN, 0) }],
    ["no optimizer", { ...STATE, optimizer: undefined }],
  ])("does not start over if its state is damaged (%s)", async (_what, state) => {
    await set("state", state, database.store("tuning"));
    await expect(keptState()).rejects.toMatchObject({ code: "damaged-data" });
    expect(await setAside()).toEqual([["tuning", "state"]]);
  });
});

describe("damaged backbones", () => {
  const values = new Float32Array(parameterCount(0.35));

  it("are removed from the list, and the others stay", async () => {
    await set("list", [{ id: "x" }], database.store("backbones"));
    await keepBackbone(INFO, { width: 0.35, values });
    expect(await keptBackbones()).toEqual([INFO]);
    expect(await setAside()).toEqual([["backbones", "list"]]);
  });

  it("do not prevent storing others if the whole list is damaged", async () => {
    await set("list", "text", database.store("backbones"));
    expect(await keptBackbones()).toEqual([]);
    await keepBackbone(INFO, { width: 0.35, values });
    expect(await keptBackbones()).toEqual([INFO]);
  });

  it("are not used if their length is wrong", async () => {
    await keepBackbone(INFO, { width: 0.35, values });
    expect(await keptValues(INFO)).toHaveLength(values.length);
    await set(INFO.sha256, values.subarray(1), database.store("backbones"));
    expect(await keptValues(INFO)).toBeUndefined();
    expect(await setAside()).toEqual([["backbones", INFO.sha256]]);
  });
});

it("damaged features are set aside, and the others are read", async () => {
  const row = new Float32Array(FEATURE_COUNT).fill(0.5);
  const hashes = ["1", "2", "3", "4"].map((digit) => digit.repeat(64));
  await keepFeatures(new Map(hashes.map((hash) => [hash, row])), KIND, "wasm");
  const store = database.store("features");
  const all = (await keys(store)).map(String);
  const broken = row.slice();
  broken[7] = Number.NaN;
  await setMany(
    [
      [all[1] ?? "", row.subarray(1)],
      [all[2] ?? "", broken],
    ],
    store,
  );
  expect(await featuresFrom(hashes, KIND, ["wasm"])).toEqual([row, undefined, undefined, row]);
  expect(await setAside()).toEqual([
    ["features", all[1]],
    ["features", all[2]],
  ]);
  expect(await keys(store)).toHaveLength(2);
});

it("damaged labels are asked about again, and the others stay", async () => {
  await set("labels", ["a female", 7, "b male"], database.store("kept-labels"));
  expect(await readKeptLabels()).toEqual(["a female", "b male"]);
  expect(await get("labels", database.store("kept-labels"))).toEqual(["a female", "b male"]);
  expect(await setAside()).toEqual([["kept-labels", "labels"]]);
});

it("damaged preferences fall back to their defaults without a message", async () => {
  await set("backend", "cuda", database.store("preferences"));
  expect(await readBackendChoice()).toBe("auto");
  await writeSpeeds("x", [{ backend: "wasm", millisecondsPerPhoto: Number.NaN, batch: 8 }]);
  expect(await readSpeeds("x")).toBeUndefined();
  expect(await setAside()).toEqual([]);
});

it("one message lists everything that was set aside", () => {
  const of = (...stores: StoreName[]) => damageProblem(stores.map((store) => ({ store })))?.message;
  expect(of()).toBeUndefined();
  expect(of("models")).toBe("1 saved model is damaged and was set aside.");
  expect(of("models", "features", "models")).toBe(
    "2 saved models and 1 set of photo features are damaged and were set aside.",
  );
});

/** The store and key of all that was set aside. */
async function setAside(): Promise<readonly [StoreName, IDBValidKey][]> {
  return (await damagedRecords()).map(({ store, key }) => [store, key]);
}
