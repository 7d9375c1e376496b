import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { activationMap, MAP_PLACES, pooled } from "../../src/backbone/activation-map";
import { FEATURE_COUNT, INPUT_SIZE } from "../../src/backbone/architecture";
import { Backbone } from "../../src/backbone/backbone";
import type { BackendName } from "../../src/backbone/backend";
import { checkpointFromBytes } from "../../src/backbone/hdf5";
import { createRandom } from "../../src/common/random";
import { Engine } from "../../src/engine/page/engine";
import { startBackend } from "../../src/engine/worker/start-backend";
import { type Evidence, evidenceDirection } from "../../src/head/evidence";
import { type Head, probabilityOfFirst } from "../../src/head/head";
import { ofLabel } from "../../src/metrics/probability";
import { aModel, randomHead } from "../a-model";
import { fixture } from "./files";
import { GOLDENS, goldenInput } from "./goldens";
import { starterBackbone } from "./starter";

/** Values of one picture's map. */
const MAP_LENGTH = MAP_PLACES * FEATURE_COUNT;

/** Tolerance between the sum of cells and bias and the difference of the logits. */
const CLOSE = 1e-4;

const BACKENDS: readonly BackendName[] = ["wasm", "webgl"];

const HEADS: readonly (readonly [name: string, head: Head])[] = [
  ["the usual head", randomHead(0.05)],
  ["a head with a hidden layer", withHidden(randomHead(0.05))],
];

describe.each(BACKENDS)("on %s, the cells and the bias sum to the difference of the logits", (backend) => {
  it.for(GOLDENS)("$name", async (golden, test) => {
    const checkpoint = new Uint8Array(await golden.read(golden.checkpoint, test));
    const { images, input } = await goldenInput(golden, test);
    await startBackend(backend);
    const backbone = new Backbone(await checkpointFromBytes(checkpoint, golden.name));
    const features = await backbone.extract(input, images.length);
    const loaded = tf.memory().numTensors;
    const tensor = tf.tensor4d(input, [images.length, INPUT_SIZE, INPUT_SIZE, 3]);
    const maps = await backbone.mapFrom(tensor);
    tensor.dispose();
    expect(tf.memory().numTensors, "no tensor is left behind by a map").toBe(loaded);
    backbone.dispose();

    const differences: number[] = [];
    for (const [index, image] of images.entries()) {
      const channels = maps.subarray(index * MAP_LENGTH, (index + 1) * MAP_LENGTH);
      for (const [name, head] of HEADS) {
        const { weights, bias } = evidenceDirection(head, pooled(channels));
        const sum = added({ map: activationMap(channels, weights), bias });
        const seen = features.subarray(index * FEATURE_COUNT, (index + 1) * FEATURE_COUNT);
        const difference = logitOf(probabilityOfFirst(head, seen));
        expect(Math.abs(sum - difference), `${image}, ${name}`).toBeLessThan(CLOSE);
        differences.push(difference);
      }
    }
    expect(Math.max(...differences.map(Math.abs)), "there is something to add up").toBeGreaterThan(0.05);
  });
});

describe("the evidence shown on the page", () => {
  const engine = new Engine(new URL("/", location.href).href);
  let photo: Blob;

  beforeAll(async () => {
    await engine.backends.choose("wasm");
    photo = new Blob([await fixture("free/images/drawn_1.png")]);
  });

  it.each(HEADS)("matches the classifier's prediction, with %s", async (_name, head) => {
    const model = aModel({ backbone: (await starterBackbone()).info, head });
    const { evidence, ...prediction } = await (await engine.explainer(model))(photo);
    const answer = await (await engine.classifier(model))(photo);
    expect(prediction).toEqual({
      ...answer,
      female: expect.closeTo(ofLabel(answer.female, "female"), 6),
      confidence: expect.closeTo(answer.confidence, 6),
    });
    expect(Math.abs(added(evidence) - logitOf(ofLabel(answer.female, "female")))).toBeLessThan(CLOSE);
  });

  it("belongs to the calibrated model", async () => {
    const model = aModel({ backbone: (await starterBackbone()).info, head: randomHead(0.05) });
    const plain = await (await engine.explainer(model))(photo);
    const cooled = await (await engine.explainer({ ...model, temperature: 2 }))(photo);
    expect(Math.abs(added(cooled.evidence) - logitOf(ofLabel(cooled.female, "female")))).toBeLessThan(CLOSE);
    expect(added(cooled.evidence)).toBeCloseTo(added(plain.evidence) / 2, 4);
  });

  it("belongs to the unmirrored picture if the model averages two passes", async () => {
    const model = aModel({ backbone: (await starterBackbone()).info, head: randomHead(0.05) });
    const once = await (await engine.explainer(model))(photo);
    const twice = await (await engine.explainer(model, true))(photo);
    expect(twice.evidence).toEqual(once.evidence);
    expect(twice.female).not.toBe(once.female);
    const answer = await (await engine.classifier(model, true))(photo);
    expect(twice.female).toBeCloseTo(ofLabel(answer.female, "female"), 6);
  });
});

/** The same head with a small hidden layer before it. */
function withHidden(head: Head): Head {
  const random = createRandom(8, "hidden");
  const units = 32;
  const some = (length: number, deviation: number) =>
    Float32Array.from({ length }, () => random.normal(0, deviation));
  const layer = { units, kernel: some(FEATURE_COUNT * units, 0.05), bias: some(units, 0.1) };
  return { ...head, hidden: [layer], kernel: some(units * 2, 0.5) };
}

function added({ map, bias }: Evidence): number {
  return map.reduce((sum, value) => sum + value, bias);
}

function logitOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}
