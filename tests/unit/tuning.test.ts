import { describe, expect, it } from "vitest";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { INPUT_LENGTH, writeInput } from "../../src/backbone/preprocess";
import { createRandom } from "../../src/common/random";
import { CONDITIONS, STRENGTHS } from "../../src/conditions/conditions";
import { BIAS, HEAD_SIZE } from "../../src/head/parameters";
import { femaleScores } from "../../src/metrics/probability";
import { drawChange, UNCHANGED, writeChanged } from "../../src/tuning/augment";
import {
  cosineDecay,
  fineTune,
  initialState,
  isBetter,
  type Replica,
  type Share,
  type TuningJob,
  type TuningState,
} from "../../src/tuning/fine-tune";
import { passHead } from "../../src/tuning/head-pass";
import {
  AUGMENTATIONS,
  augmentationsOf,
  conditionsAmong,
  DEFAULT_TUNING,
  SMALL_CHANGES,
} from "../../src/tuning/tuning-settings";

const SIDE = 224;
const KERAS = 127.5;

describe("augmentation", () => {
  const rgb = Uint8ClampedArray.from(
    { length: INPUT_LENGTH },
    (_none, index) => (index * 37 + index / 672) % 256,
  );
  const changed = (change: Partial<typeof UNCHANGED>) => {
    const target = new Float32Array(INPUT_LENGTH);
    writeChanged(rgb, { ...UNCHANGED, ...change }, KERAS, target, 0);
    return target;
  };
  const at = (values: Float32Array | Uint8ClampedArray, x: number, y: number) =>
    Array.from(values.subarray((y * SIDE + x) * 3, (y * SIDE + x) * 3 + 3));

  it("without changes gives the backbone's usual input", () => {
    const usual = new Float32Array(INPUT_LENGTH);
    writeInput(rgb, "keras", usual, 0);
    const differences = changed({}).map((value, index) => Math.abs(value - (usual[index] ?? Number.NaN)));
    expect(differences.reduce((most, value) => Math.max(most, value), 0)).toBeLessThan(1e-6);
  });

  it("mirrors", () => {
    const mirrored = changed({ flip: true });
    expect(at(mirrored, 0, 5)).toEqual(at(changed({}), SIDE - 1, 5));
    expect(at(mirrored, 200, 100)).toEqual(at(changed({}), 23, 100));
  });

  it("shifts to the right and down, and mirrors at the edge", () => {
    const moved = changed({ right: 16, down: -3 });
    expect(at(moved, 16, 0)).toEqual(at(changed({}), 0, 3));
    expect(at(moved, 15, 0)).toEqual(at(changed({}), 0, 3));
    expect(at(moved, 5, 0)).toEqual(at(changed({}), 10, 3));
    expect(at(moved, 100, SIDE - 1)).toEqual(at(changed({}), 84, SIDE - 3));
  });

  it("scales around the centre", () => {
    const larger = changed({ scale: 1.1 });
    expect(at(larger, 111, 112)).toEqual(at(changed({}), 111, 112));
    // (0 − 111.5) / 1.1 + 111.5 = 10.1
    expect(at(larger, 0, 112)).toEqual(at(changed({}), 10, 112));
  });

  it("clips brightness at white", () => {
    const bright = changed({ brightness: 1.2 });
    const [red] = at(rgb, 50, 60);
    expect(at(bright, 50, 60)[0]).toBeCloseTo(Math.min(1, ((red ?? 0) * 1.2) / KERAS - 1), 6);
    expect(bright.reduce((most, value) => Math.max(most, value), -1)).toBe(1);
  });

  it("draws within its limits, reproducibly, and nothing that is switched off", () => {
    const draw = (seed: number) => drawChange(createRandom(seed, "test"), AUGMENTATIONS);
    const many = Array.from({ length: 2_000 }, (_none, seed) => draw(seed));
    expect(draw(7)).toEqual(draw(7));
    expect(many.filter(({ flip }) => flip).length / many.length).toBeCloseTo(0.5, 1);
    const shifts = many.map(({ right }) => right);
    expect([Math.min(...shifts), Math.max(...shifts)]).toEqual([-16, 16]);
    expect(many.every(({ scale }) => scale >= 0.9 && scale < 1.1)).toBe(true);
    expect(many.every(({ brightness }) => brightness >= 0.8 && brightness < 1.2)).toBe(true);
    expect(drawChange(createRandom(1, "test"), [])).toEqual(UNCHANGED);
  });

  it("applies a selected condition to half of the photos, at any strength", () => {
    const wanted = ["rain", "noise"] as const;
    const looks = Array.from(
      { length: 3_000 },
      (_none, seed) => drawChange(createRandom(seed, "test"), wanted).look,
    );
    const drawn = looks.filter((look) => look !== undefined);
    expect(drawn.length / looks.length).toBeCloseTo(0.5, 1);
    for (const condition of wanted) {
      for (const strength of STRENGTHS) {
        const some = drawn.filter((look) => look.condition === condition && look.strength === strength);
        expect(some.length / drawn.length).toBeCloseTo(1 / 6, 1);
      }
    }
    expect(drawn.filter(({ condition }) => condition === "rain" || condition === "noise")).toEqual(drawn);
    expect(new Set(drawn.map(({ seed }) => seed)).size).toBeGreaterThan(0.99 * drawn.length);
  });

  it("draws the same numbers as before if no conditions are selected", () => {
    const small = drawChange(createRandom(7, "test"), SMALL_CHANGES);
    expect({ ...drawChange(createRandom(7, "test"), AUGMENTATIONS), look: undefined }).toEqual(small);
    const random = createRandom(7, "test");
    drawChange(random, ["flip", "shift"]);
    const same = createRandom(7, "test");
    for (let number = 0; number < 3; number++) same.next();
    expect(random.next()).toBe(same.next());
  });

  it("only mirrors if the frozen blocks' maps are cached", () => {
    expect(augmentationsOf({ ...DEFAULT_TUNING, blocks: "last" })).toEqual(["flip"]);
    expect(augmentationsOf({ ...DEFAULT_TUNING, blocks: "last", augmentations: AUGMENTATIONS })).toEqual([
      "flip",
    ]);
    expect(conditionsAmong(AUGMENTATIONS)).toEqual(CONDITIONS);
    expect(conditionsAmong(DEFAULT_TUNING.augmentations)).toEqual([]);
    expect(augmentationsOf(DEFAULT_TUNING)).toEqual(["flip", "shift"]);
  });
});

describe("the head's pass", () => {
  const features = Float32Array.from({ length: FEATURE_COUNT }, (_none, index) => Math.abs(Math.sin(index)));
  const head = Float32Array.from({ length: HEAD_SIZE }, (_none, index) => Math.cos(index * 1.3) / 20);
  const plain = { dropout: 0, labelSmoothing: 0.05, weights: [1, 1] as const };
  const pass = (at: Float32Array, label: 0 | 1, seen = features, settings: Settings = plain) => {
    const gradient = new Float32Array(HEAD_SIZE);
    const dFeatures = new Float32Array(FEATURE_COUNT);
    const random = createRandom(1, "masks");
    const outcome = passHead(at, seen, label, settings, random, 0.25, gradient, dFeatures);
    return { ...outcome, gradient, dFeatures };
  };
  type Settings = Parameters<typeof passHead>[3];

  it("has the loss of Keras's CategoricalCrossentropy with label_smoothing", () => {
    const known = new Float32Array(HEAD_SIZE);
    known.set([1, 0], BIAS);
    // keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=0.05)([[1, 0]], [[1, 0]])
    expect(pass(known, 0).loss).toBeCloseTo(0.3382617, 6);
    expect(pass(known, 1).loss).toBeCloseTo(1.2882617, 6);
    expect(pass(known, 0).right).toBe(1);
    expect(pass(known, 1).right).toBe(0);
  });

  it("has the gradients of finite differences", () => {
    const { gradient, dFeatures } = pass(head, 1);
    const step = 1e-3;
    for (const index of [0, 1, 514, 1777, BIAS, BIAS + 1]) {
      const slope = (lossAt(index, step) - lossAt(index, -step)) / (2 * step);
      expect(gradient[index]).toBeCloseTo(slope * 0.25, 4);
    }
    for (const index of [0, 77, 1279]) {
      const moved = (by: number) =>
        pass(
          head,
          1,
          features.map((value, other) => (other === index ? value + by : value)),
        ).loss;
      expect(dFeatures[index]).toBeCloseTo(((moved(0.01) - moved(-0.01)) / 0.02) * 0.25, 4);
    }
  });

  it("propagates nothing through dropped features, and weights the rarer label", () => {
    const { dFeatures } = pass(head, 0, features, { ...plain, dropout: 0.3 });
    const dropped = dFeatures.filter((value) => value === 0).length / FEATURE_COUNT;
    expect(dropped).toBeGreaterThan(0.2);
    expect(dropped).toBeLessThan(0.4);
    expect(pass(head, 0, features, { ...plain, weights: [2, 1] }).loss).toBeCloseTo(
      2 * pass(head, 0).loss,
      6,
    );
  });

  function lossAt(index: number, by: number): number {
    return pass(
      head.map((value, other) => (other === index ? value + by : value)),
      1,
    ).loss;
  }
});

describe("the learning rate", () => {
  it("falls as Keras's CosineDecay(3e-4, 100)", () => {
    const keras = { 0: 3e-4, 25: 2.5606602e-4, 50: 1.5e-4, 75: 4.393398e-5, 100: 0 };
    for (const [step, rate] of Object.entries(keras))
      expect(cosineDecay(3e-4, Number(step), 100)).toBeCloseTo(rate, 10);
  });
});

describe("fine-tuning on replicas", () => {
  it("assigns every photo to one replica in every epoch", async () => {
    const shares: Share[] = [];
    await run(["a", "b", "c"].map(() => replica(shares)));
    for (const epoch of [1, 2, 3]) {
      const seen = shares.filter((share) => share.epoch === epoch).flatMap(({ photos }) => [...photos]);
      expect(seen.sort((a, b) => a - b)).toEqual([...JOB.train.photos]);
    }
    const order = (epoch: number) =>
      shares.filter((share) => share.epoch === epoch).map(({ photos }) => photos);
    expect(order(1)).not.toEqual(order(2));
  });

  it("gives the same result with any number of replicas", async () => {
    const [one, three] = [await run([replica()]), await run([replica(), replica(), replica()])];
    for (const [index, value] of one.parameters.entries())
      expect(three.parameters[index]).toBeCloseTo(value, 5);
    expect(three.history.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
  });

  it("gives the same bits when resumed from a checkpoint", async () => {
    const kept: TuningState[] = [];
    const whole = await run([replica()], async (_epoch, state) => {
      kept.push(structuredClone(state));
    });
    const resumed = await run([replica()], undefined, kept[0]);
    expect(resumed.parameters).toEqual(whole.parameters);
    expect(resumed.best).toEqual(whole.best);
  });

  it("keeps the epoch with the largest ROC AUC; ties go to the lower loss", () => {
    expect(isBetter({ auc: 0.9, loss: 1 }, { auc: 0.8, loss: 0.1 })).toBe(true);
    expect(isBetter({ auc: 0.9, loss: 0.2 }, { auc: 0.9, loss: 0.1 })).toBe(false);
    expect(isBetter({ auc: 0.9, loss: 0.1 }, { auc: undefined, loss: undefined })).toBe(true);
    expect(isBetter({ auc: undefined, loss: 0.1 }, { auc: undefined, loss: 0.2 })).toBe(true);
  });

  it("keeps the last epoch without validation photos", async () => {
    const none = { photos: new Uint32Array(), labels: new Uint8Array() };
    const { best, history } = await run([replica()], undefined, undefined, { ...JOB, val: none });
    expect(best.epoch).toBe(3);
    expect(history.every(({ valLoss }) => valLoss === undefined)).toBe(true);
  });

  it("stops between two steps", async () => {
    const controller = new AbortController();
    const shares: Share[] = [];
    const stopped = fineTune(JOB, initialState(Float32Array.of(0, 0)), [replica(shares)], {
      signal: controller.signal,
      ready: async () => {},
      onStep: (done) => done === 2 && controller.abort(),
      onEpoch: async () => {},
    });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(shares).toHaveLength(2);
  });
});

const JOB: TuningJob = {
  settings: { ...DEFAULT_TUNING, epochs: 3, batchSize: 4, learningRate: 0.1 },
  seed: 3,
  train: { photos: Uint32Array.from({ length: 10 }, (_none, index) => index), labels: labels(10) },
  val: { photos: Uint32Array.of(10, 11, 12, 13), labels: labels(4) },
};

function labels(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_none, index) => index % 2);
}

/** A network of two parameters whose "photos" are numbers: logistic regression on x = ±1 by label, with a slant. */
function replica(shares: Share[] = []): Replica {
  let weights = Float32Array.of(0, 0);
  const seen = (photo: number) => (photo % 2 === 0 ? 1 : -1) + photo / 20;
  const female = (photo: number) =>
    1 / (1 + Math.exp(-((weights[0] ?? 0) * seen(photo) + (weights[1] ?? 0))));
  return {
    async setParameters(parameters) {
      weights = parameters;
    },
    async step(share) {
      shares.push(share);
      const gradient = new Float32Array(2);
      let loss = 0;
      let right = 0;
      for (const [index, photo] of share.photos.entries()) {
        const target = share.labels[index] === 0 ? 1 : 0;
        const slope = (female(photo) - target) / share.batchLength;
        gradient[0] = (gradient[0] ?? 0) + slope * seen(photo);
        gradient[1] = (gradient[1] ?? 0) + slope;
        loss -= Math.log(target === 1 ? female(photo) : 1 - female(photo));
        right += Number(female(photo) >= 0.5 === (target === 1));
      }
      return { gradient, loss, right };
    },
    scores: async (photos) => femaleScores<"uncalibrated">(Float32Array.from(photos, female)),
  };
}

function run(
  replicas: readonly Replica[],
  onEpoch: Parameters<typeof fineTune>[3]["onEpoch"] = async () => {},
  state = initialState(Float32Array.of(0, 0)),
  job = JOB,
): Promise<TuningState> {
  const signal = new AbortController().signal;
  return fineTune(job, structuredClone(state), replicas, {
    signal,
    ready: async () => {},
    onStep: () => {},
    onEpoch,
  });
}
