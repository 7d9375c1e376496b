import { expect, it, type TestContext } from "vitest";
import { otherLabel } from "../../src/common/label";
import type { JobHooks, Progress } from "../../src/common/progress";
import { createRandom } from "../../src/common/random";
import { doubtsOf } from "../../src/crossvalidation/doubts";
import type { LabelledFile, Sample } from "../../src/dataset/sample";
import {
  type CrossValidationRequest,
  crossValidate,
  learningCurve,
} from "../../src/engine/jobs/cross-validation-job";
import { readFiles } from "../../src/engine/jobs/read-files";
import { Engine } from "../../src/engine/page/engine";
import { DEFAULT_SETTINGS } from "../../src/head/head-settings";
import { positiveScores } from "../../src/metrics/probability";
import { shared } from "./files";
import { starterBackbone } from "./starter";

const CHECKPOINT = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_224_no_top.h5";
/** Only the names are used: the photos come from the server. */
const FACES = Object.keys(import.meta.glob("../../../shared/faces/*/*.jpg"));

const FLIPPED = 20;
/** How many entries of the list a user reviews. */
const LOOKED_AT = 40;
const DRAWS = 5;

const engine = new Engine(new URL("/", location.href).href);

it("finds flipped labels among real faces", { timeout: 600_000 }, async (test) => {
  const request = await realFaces(test);
  const found: number[] = [];
  for (let draw = 1; draw <= DRAWS; draw++) {
    const flipped = new Set(
      createRandom(draw, "flipped")
        .shuffle([...request.samples])
        .slice(0, FLIPPED)
        .map(({ id }) => id),
    );
    const samples = request.samples.map((sample) =>
      flipped.has(sample.id) ? { ...sample, label: otherLabel(sample.label) } : sample,
    );
    const checked = await crossValidate(engine, { ...request, samples }, hooks());
    const { ranking } = doubtsOf(checked.labels, checked.scores);
    const first = Array.from(ranking.subarray(0, LOOKED_AT), (photo) => checked.samples[photo]?.id ?? -1);
    found.push(first.filter((id) => flipped.has(id)).length);
  }
  const mean = found.reduce((sum, each) => sum + each, 0) / DRAWS;
  const what = `of ${FLIPPED} flipped labels, in the first ${LOOKED_AT}: ${found.join(", ")}`;
  expect(mean, what).toBeGreaterThanOrEqual(16);
});

it("predicts every photo once per repeat, reports progress, and is reproducible", async () => {
  const request = await drawnFaces(120);
  const seen: Progress[] = [];
  const checked = await crossValidate(
    engine,
    request,
    hooks((progress) => seen.push(progress)),
  );
  expect(checked.samples).toHaveLength(120);
  expect(positiveScores(checked.scores, "female").every((score) => score > 0 && score < 1)).toBe(true);
  expect(checked.rounds).toHaveLength(15);
  expect(checked.accuracy.mean, "on few photos").toBeGreaterThan(0.75);
  expect(seen.at(-1)).toEqual({ stage: "folds", done: 15 * EPOCHS, total: 15 * EPOCHS });

  const curve = await learningCurve(engine, request, hooks());
  expect(curve.map(({ share, photos }) => [share, photos])).toEqual([
    [0.1, 10],
    [0.25, 24],
    [0.5, 48],
    [1, 96],
  ]);
  // All photos with the same folds give identical models.
  expect(curve.at(-1)?.rounds).toEqual(checked.rounds);
});

it("rejects too few photos with the requirement, and stops when aborted", async () => {
  const few = await drawnFaces(8);
  await expect(crossValidate(engine, few, hooks())).rejects.toThrow(
    "This needs at least 5 photos of each label, not counting copies; there are 4 labelled female",
  );
  const request = await drawnFaces(120);
  const controller = new AbortController();
  const onProgress = ({ stage, done }: Progress) =>
    stage === "folds" && done > 3 * EPOCHS && controller.abort();
  const stopped = crossValidate(engine, request, { signal: controller.signal, onProgress });
  await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
});

const EPOCHS = 20;

/** Real faces, with an ImageNet backbone. */
async function realFaces(test: TestContext): Promise<CrossValidationRequest> {
  const checkpoint = new Blob([await shared(`backbone/${CHECKPOINT}`, test)]);
  if (FACES.length === 0) test.skip("../shared/faces is not on this machine");
  const info = await engine.openCheckpoint(checkpoint, CHECKPOINT);
  const backbone = (await engine.backbones()).find((each) => each.info.sha256 === info.sha256);
  if (backbone === undefined) throw new Error("The backbone was not kept.");
  const files = FACES.map(async (path): Promise<LabelledFile> => {
    const [label, name] = path.split("/").slice(-2);
    const file = new Blob([await shared(`faces/${label}/${name}`, test)]);
    return { path: `${label}/${name}`, file, label: label === "female" ? label : "male", split: undefined };
  });
  const extraction = await engine.backends.extraction(backbone, "keras", hooks().signal);
  return { samples: await read(await Promise.all(files)), extraction, settings: DEFAULT_SETTINGS };
}

/** Faces that the page draws, half of each label. */
async function drawnFaces(count: number): Promise<CrossValidationRequest> {
  const files = (await engine.worker.draw(count, 5, hooks())).map(({ path, file }): LabelledFile => {
    return { path, file, label: path.includes("female") ? "female" : "male", split: undefined };
  });
  const backbone = await starterBackbone();
  const extraction = { backbone, preprocessing: "keras", backend: "wasm", batch: 8 } as const;
  return { samples: await read(files), extraction, settings: { ...DEFAULT_SETTINGS, epochs: EPOCHS } };
}

async function read(files: readonly LabelledFile[]): Promise<Sample[]> {
  const { samples } = await readFiles(engine, files, hooks());
  return samples.map((sample, id) => ({ ...sample, id }));
}

function hooks(onProgress: JobHooks["onProgress"] = () => {}): JobHooks {
  return { signal: new AbortController().signal, onProgress };
}
