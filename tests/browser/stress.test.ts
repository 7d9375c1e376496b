import { beforeAll, describe, expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import type { JobHooks, Progress } from "../../src/common/progress";
import { amountOf, chanceOf, LOOKS, type Look, STRENGTHS } from "../../src/conditions/conditions";
import type { Pixels } from "../../src/conditions/rgb-pixels";
import { stressTest } from "../../src/engine/jobs/stress-job";
import { Engine } from "../../src/engine/page/engine";
import type { BackboneRef, BackendName, Extraction, PresentFile } from "../../src/engine/protocol/protocol";
import { pixelsOf } from "../../src/engine/worker/decode";
import { extractChunk } from "../../src/engine/worker/extractor";
import { inCondition, showLooks } from "../../src/engine/worker/looks";
import { tensorCount } from "../../src/engine/worker/runtime";
import { stressChunk } from "../../src/engine/worker/stress-chunk";
import { probabilityOfFirst } from "../../src/head/head";
import { positiveScores } from "../../src/metrics/probability";
import { aModel, randomHead } from "../a-model";
import { fixture } from "./files";
import { picture } from "./pictures";
import { starterBackbone } from "./starter";

/** Small weights, so that saturated predictions do not hide differences. */
const HEAD = randomHead(0.02);

/** One of each kind, including JPEG; together with the unchanged photo, not a whole number of batches. */
const SOME: readonly Look[] = [
  { condition: "blur", strength: 3 },
  { condition: "noise", strength: 2 },
  { condition: "jpeg", strength: 3 },
  { condition: "cover", strength: 1 },
];

const signal = new AbortController().signal;
let backbone: BackboneRef;
let photos: PresentFile[];
/** WebGL in software takes seconds per batch. */
let some: PresentFile[];

beforeAll(async () => {
  backbone = await starterBackbone();
  photos = await Promise.all(
    [0, 1, 2, 3, 4].map(async (index) => ({
      file: new Blob([await fixture(`free/images/drawn_${index}.png`)]),
      path: `${index % 2 === 0 ? "female" : "male"}/${index}.png`,
      hash: `photo ${index}`,
    })),
  );
  some = photos.slice(0, 2);
});

describe.each<BackendName>(["wasm", "webgl"])("on %s", (backend) => {
  const ask = (seed = 1) =>
    stressChunk(some, { extraction: extractionOn(backend), head: HEAD, looks: SOME, seed }, { signal });

  it("unchanged photos get their usual prediction, altered ones another", async () => {
    const { scores, failures, backend: used } = await ask();
    expect(used).toBe(backend);
    expect(failures).toEqual([]);
    expect(scores).toHaveLength(2 * 5);
    const { features } = await extractChunk(some, extractionOn(backend), { signal });
    for (const [photo] of some.entries()) {
      const usual = probabilityOfFirst(
        HEAD,
        features.subarray(photo * FEATURE_COUNT, (photo + 1) * FEATURE_COUNT),
      );
      const [asItIs, ...changed] = scores.subarray(photo * 5, photo * 5 + 5);
      expect(Math.abs((asItIs ?? Number.NaN) - usual)).toBeLessThan(1e-4);
      for (const score of changed) expect(Math.abs(score - usual)).toBeGreaterThan(1e-6);
    }
  });

  it("the same seed gives the same predictions, without leaking tensors", async () => {
    const { scores } = await ask();
    const before = tensorCount();
    expect((await ask()).scores).toEqual(scores);
    expect((await ask(2)).scores).not.toEqual(scores);
    expect(tensorCount()).toBe(before);
  });
});

it("is the same on both backends, up to rounding", async () => {
  const scoresOn = async (backend: BackendName) =>
    (
      await stressChunk(
        photos,
        { extraction: extractionOn(backend), head: HEAD, looks: SOME, seed: 1 },
        { signal },
      )
    ).scores;
  const [one, other] = [await scoresOn("wasm"), await scoresOn("webgl")];
  for (const [index, score] of one.entries()) expect(other[index]).toBeCloseTo(score, 3);
});

it("an undecodable photo fails on its own", async () => {
  const broken = { file: new Blob(["no picture"]), path: "broken.png", hash: "broken" };
  const [one, two] = photos as [PresentFile, PresentFile];
  const request = { extraction: extractionOn("wasm"), head: HEAD, looks: SOME, seed: 1 };
  const { scores, failures } = await stressChunk([one, broken, two], request, { signal });
  expect(failures.map(({ index }) => index)).toEqual([1]);
  const alone = await stressChunk([one, two], request, { signal });
  expect([...scores.subarray(0, 5), ...scores.subarray(10)]).toEqual([...alone.scores]);
});

it("JPEG loses more at lower quality, reproducibly", async () => {
  const plain = await picture(0);
  const saved = (look: Look) => inCondition(plain, look, chanceOf(1, "x", "jpeg"));
  const losses = await Promise.all(
    STRENGTHS.map(async (strength) => difference(plain, await saved({ condition: "jpeg", strength }))),
  );
  expect(losses[0]).toBeGreaterThan(0.5);
  expect(losses[1]).toBeGreaterThan(losses[0] ?? 0);
  expect(losses[2]).toBeGreaterThan(losses[1] ?? 0);
  const worst: Look = { condition: "jpeg", strength: 3 };
  expect(amountOf(worst)).toBe(7);
  expect(difference(await saved(worst), await saved(worst))).toBe(0);
});

it("the page shows the pictures that are classified", async () => {
  const [photo] = photos as [PresentFile];
  const shown = await showLooks(photo, "keras", SOME, 1);
  expect(shown).toHaveLength(1 + SOME.length);
  const plain = await picture(0);
  const expected = [
    plain,
    ...(await Promise.all(
      SOME.map((look) => inCondition(plain, look, chanceOf(1, photo.hash, look.condition))),
    )),
  ];
  for (const [index, file] of shown.entries()) {
    const opened = await createImageBitmap(file);
    expect(difference(await pixelsOf(opened), expected[index] as Pixels), `picture ${index}`).toBe(0);
    opened.close();
  }
});

describe("the whole job", () => {
  const engine = new Engine(new URL("/", location.href).href);
  const labelled = () =>
    [...photos, ...photos].map((photo, index) => ({
      ...photo,
      path: `${index} ${photo.path}`,
      hash: `${index}`,
      label: index % 2 === 0 ? ("female" as const) : ("male" as const),
    }));
  const model = () => aModel({ backbone: backbone.info, head: HEAD });

  it("uses all workers, reports progress, and skips damaged photos", async () => {
    await engine.backends.choose("wasm");
    const broken = { file: new Blob(["x"]), path: "broken.png", hash: "b", label: "male" as const };
    const progress: Progress[] = [];
    const test = await stressTest(
      engine,
      model(),
      [broken, ...labelled()],
      1,
      hooks((each) => progress.push(each)),
      SOME,
    );
    expect(test.paths).toEqual(labelled().map(({ path }) => path));
    expect([...test.labels]).toEqual([0, 1, 0, 1, 0, 1, 0, 1, 0, 1]);
    expect(test.scores).toHaveLength(10 * 5);
    expect(positiveScores(test.scores, "female").every((score) => score > 0 && score < 1)).toBe(true);
    expect(progress.at(-1)).toEqual({ stage: "stress", done: 11, total: 11 });
    // The same pictures for the same photo: randomness depends on its content, not its position.
    expect(test.scores[0]).toBe(test.scores[25]);
    expect(test.scores[2]).not.toBe(test.scores[27]);
  });

  it("stops when aborted, and can be repeated", async () => {
    const controller = new AbortController();
    const stopped = stressTest(
      engine,
      model(),
      labelled(),
      1,
      {
        signal: controller.signal,
        onProgress: ({ done, stage }) => stage === "stress" && done > 0 && controller.abort(),
      },
      LOOKS,
    );
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    const test = await stressTest(engine, model(), labelled().slice(0, 2), 1, hooks(), SOME);
    expect(test.paths).toHaveLength(2);
  });

  it("fails if no photo can be opened", async () => {
    const broken = { file: new Blob(["x"]), path: "broken.png", hash: "b", label: "male" as const };
    const failing = stressTest(engine, model(), [broken], 1, hooks(), SOME);
    await expect(failing).rejects.toThrow(expect.objectContaining({ code: "bad-data" }));
  });
});

function extractionOn(backend: BackendName): Extraction {
  return { backbone, preprocessing: "keras", backend, batch: 4 };
}

function hooks(onProgress: JobHooks["onProgress"] = () => {}): JobHooks {
  return { signal, onProgress };
}

/** Mean absolute difference. */
function difference(one: Pixels, other: Pixels): number {
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}
