import { expect, it } from "vitest";
import { changesSince, staleSentence } from "../../src/app/results/staleness";
import type { Label } from "../../src/common/label";
import type { Sample } from "../../src/dataset/sample";
import { femaleScores } from "../../src/metrics/probability";
import { A_RUN, aModel } from "../a-model";

const EVALUATION = {
  paths: ["female/a.jpg", "male/b.jpg", "male/c.jpg"],
  labels: Uint8Array.of(0, 1, 1),
  scores: femaleScores(Float32Array.of(0.9, 0.2, 0.7)),
};

function here(labels: Readonly<Record<string, Label>>): ReadonlyMap<string, Sample> {
  const samples = Object.entries(labels).map(([path, label], id): Sample => {
    return { id, path, label, file: undefined, split: undefined, hash: path };
  });
  return new Map(samples.map((sample) => [sample.path, sample]));
}

const AS_THEN = here({ "female/a.jpg": "female", "male/b.jpg": "male", "male/c.jpg": "male" });

it("metrics of photos not under Data are neither fresh nor stale", () => {
  expect(changesSince(aModel(), EVALUATION, here({ "male/x.jpg": "male" }), A_RUN.counts)).toBeUndefined();
  expect(staleSentence(undefined)).toBeUndefined();
});

it("metrics of unchanged photos give no notice", () => {
  const changes = changesSince(aModel(), EVALUATION, AS_THEN, A_RUN.counts);
  expect(changes).toEqual({ relabelled: 0, gone: 0, learnsAnew: false });
  expect(staleSentence(changes)).toBeUndefined();
});

it("relabelled or removed photos make metrics stale", () => {
  const now = here({ "female/a.jpg": "female", "male/b.jpg": "female" });
  const changes = changesSince(aModel(), EVALUATION, now, A_RUN.counts);
  expect(changes).toMatchObject({ relabelled: 1, gone: 1 });
  expect(staleSentence(changes)).toBe(
    "Out of date: 1 photo it was checked on has another label now, and 1 is missing. These metrics are for the photos as they were.",
  );
});

it("changed training photos make metrics stale; test photos alone do not", () => {
  const train = { female: 7, male: 7 };
  const changes = changesSince(aModel(), EVALUATION, AS_THEN, { ...A_RUN.counts, train });
  expect(staleSentence(changes)).toContain("the training photos have changed");
  const test = { female: 9, male: 9 };
  expect(
    staleSentence(changesSince(aModel(), EVALUATION, AS_THEN, { ...A_RUN.counts, test })),
  ).toBeUndefined();
});
