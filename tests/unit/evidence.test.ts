import { describe, expect, it } from "vitest";
import { activationMap, MAP_PLACES, pooled } from "../../src/backbone/activation-map";
import { FEATURE_COUNT } from "../../src/backbone/architecture";
import { createRandom, type Random } from "../../src/common/random";
import { evidenceDirection } from "../../src/head/evidence";
import { type Head, type HiddenLayer, probabilityOfFirst } from "../../src/head/head";

const CLOSE = 1e-4;

describe("the effective weights of a head", () => {
  it.each([
    ["no hidden layer", []],
    ["one", [40]],
    ["two", [40, 9]],
  ])("gives the difference of the logits, with %s", (_name, units) => {
    const head = headWith(units);
    const differences: number[] = [];
    for (let photo = 0; photo < 20; photo++) {
      const features = someFeatures(photo);
      const { weights, bias } = evidenceDirection(head, features);
      const difference = dot(weights, features) + bias;
      expect(Math.abs(difference - logitOf(probabilityOfFirst(head, features)))).toBeLessThan(CLOSE);
      differences.push(difference);
    }
    expect(Math.max(...differences) - Math.min(...differences), "the photos differ").toBeGreaterThan(0.1);
  });

  it("are the same for every photo only without hidden layers", () => {
    const both = (head: Head) => [0, 1].map((photo) => evidenceDirection(head, someFeatures(photo)).weights);
    const [one, other] = both(headWith([]));
    expect(one).toEqual(other);
    const [active, others] = both(headWith([40]));
    expect(active).not.toEqual(others);
  });

  it("use only the active units of a hidden layer", () => {
    // The first unit is the first feature, the second is never active.
    const kernel = new Float32Array(FEATURE_COUNT * 2);
    kernel[0] = 1;
    const head: Head = {
      hidden: [{ units: 2, kernel, bias: Float32Array.of(0.5, -1) }],
      kernel: Float32Array.of(3, 1, 7, 2),
      bias: Float32Array.of(0.25, 0),
      dropout: 0,
    };
    const { weights, bias } = evidenceDirection(head, someFeatures(0));
    expect(weights[0]).toBe(2);
    expect(weights.slice(1).every((weight) => weight === 0)).toBe(true);
    expect(bias).toBe(0.25 + 2 * 0.5);
  });
});

describe("the class activation map", () => {
  it("sums to the dot product of the weights and the pooled features", () => {
    const random = createRandom(5, "map");
    const channels = Float32Array.from({ length: MAP_PLACES * FEATURE_COUNT }, () => 6 * random.next());
    const weights = Float32Array.from({ length: FEATURE_COUNT }, () => random.normal(0, 0.1));
    const sum = activationMap(channels, weights).reduce((total, value) => total + value, 0);
    expect(Math.abs(sum - dot(weights, pooled(channels)))).toBeLessThan(CLOSE);
    expect(Math.abs(sum)).toBeGreaterThan(100 * CLOSE);
  });

  it("keeps the positions of the channels", () => {
    const channels = new Float32Array(MAP_PLACES * FEATURE_COUNT);
    const [place, channel] = [7 * 2 + 5, 3];
    channels[place * FEATURE_COUNT + channel] = 49;
    const weights = new Float32Array(FEATURE_COUNT);
    weights[channel] = -2;
    const map = activationMap(channels, weights);
    expect(map[place]).toBe(-2);
    expect(map.filter((value) => value !== 0)).toHaveLength(1);
    expect(pooled(channels)[channel]).toBe(1);
  });
});

/** A head with hidden layers of the given sizes and well-spread predictions. */
function headWith(units: readonly number[]): Head {
  const random = createRandom(11, "head");
  const hidden: HiddenLayer[] = [];
  let inputs = FEATURE_COUNT;
  for (const count of units) {
    hidden.push({ units: count, ...layer(random, inputs, count) });
    inputs = count;
  }
  return { hidden, ...layer(random, inputs, 2), dropout: 0 };
}

/** He initialisation (He et al. 2015), so that no layer shrinks its inputs. */
function layer(random: Random, inputs: number, units: number): Pick<HiddenLayer, "kernel" | "bias"> {
  const some = (length: number) =>
    Float32Array.from({ length }, () => random.normal(0, Math.sqrt(2 / inputs)));
  return { kernel: some(inputs * units), bias: some(units) };
}

/** Features in the range of pooling after ReLU6. */
function someFeatures(photo: number): Float32Array {
  const random = createRandom(photo, "features");
  return Float32Array.from({ length: FEATURE_COUNT }, () => Math.max(0, random.normal(0.3, 0.6)));
}

function logitOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? Number.NaN), 0);
}
