import { clear, keys, set, setMany } from "idb-keyval";
import { beforeEach, expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { Engine } from "../../src/engine/page/engine";
import { database } from "../../src/storage/database";
import { keepFeatures } from "../../src/storage/feature-cache";

const features = database.store("features");
const preferences = database.store("preferences");
const HASH = "a".repeat(64);
const BACKBONE = "b".repeat(64);

beforeEach(async () => {
  await Promise.all([clear(features), clear(preferences)]);
});

it("deletes cached features of other preprocessing versions, once", async () => {
  const row = new Float32Array(FEATURE_COUNT);
  const older = [`${HASH}/${BACKBONE}/1/wasm`, `${HASH}/${BACKBONE}/teachable-machine 1/project`];
  await setMany(
    older.map((key) => [key, row]),
    features,
  );
  for (const preprocessing of ["keras", "teachable-machine"] as const)
    await keepFeatures(new Map([[HASH, row]]), { backbone: BACKBONE, preprocessing }, "wasm");
  const engine = new Engine(new URL("/", location.href).href);
  await engine.tidy();
  const kept = await keys(features);
  expect(kept).toHaveLength(2);
  expect(kept).not.toContain(older[0]);

  await set(older[0] ?? "", row, features);
  await engine.tidy();
  expect(await keys(features), "this browser was tidied already").toHaveLength(3);
});
