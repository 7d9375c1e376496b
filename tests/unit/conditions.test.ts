import { describe, expect, it } from "vitest";
import {
  amountOf,
  CONDITIONS,
  type ComputedLook,
  type Condition,
  chanceOf,
  conditionName,
  inComputedCondition,
  LOOKS,
  STRENGTHS,
  type Strength,
} from "../../src/conditions/conditions";
import { blankPixels, PIXELS_LENGTH, type Pixels } from "../../src/conditions/rgb-pixels";

const SIDE = 224;

/** All but JPEG, which needs a browser. */
const COMPUTED = CONDITIONS.filter((condition) => condition !== "jpeg");

/** An oval in front of a wall lit from one side: as in photos, distant pixels differ. */
const PICTURE = painted((x, y, colour) => {
  const far = Math.hypot((x - 120) / 60, (y - 100) / 90);
  return (far < 1 ? 190 - 40 * far : 40 + x / 3 + y / 5) - 15 * colour;
});

describe.each(COMPUTED)("%s", (condition) => {
  it("is the same for the same photo and seed, and does not modify the photo", () => {
    const before = PICTURE.slice();
    expect(difference(seen(condition, 2), seen(condition, 2))).toBe(0);
    expect(difference(PICTURE, before)).toBe(0);
  });

  it("changes a photo more at higher strength", () => {
    const changes = STRENGTHS.map((strength) => difference(seen(condition, strength), PICTURE));
    expect(changes[0]).toBeGreaterThan(0.5);
    expect(changes[1]).toBeGreaterThan(changes[0] ?? 0);
    expect(changes[2]).toBeGreaterThan(changes[1] ?? 0);
  });

  it("depends on the seed only if it is random", () => {
    const others = ["one", "two", "three", "four"].map((hash) => seen(condition, 2, { hash }));
    const isAlwaysTheSame = others.every((other) => difference(other, seen(condition, 2)) === 0);
    expect(isAlwaysTheSame).toBe(["blur", "low-light", "over-exposure"].includes(condition));
  });
});

describe("all conditions", () => {
  it("have a name and three strengths", () => {
    expect(new Set(CONDITIONS.map(conditionName)).size).toBe(CONDITIONS.length);
    expect(LOOKS).toHaveLength(3 * CONDITIONS.length);
    expect(new Set(LOOKS.map((look) => `${look.condition} ${amountOf(look)}`)).size).toBe(LOOKS.length);
  });

  it("give the same picture only with the same seed", () => {
    expect(difference(seen("noise", 1, { seed: 1 }), seen("noise", 1, { seed: 2 }))).toBeGreaterThan(1);
  });
});

describe("the pictures", () => {
  it("stay constant grey when blurred or rotated", () => {
    const grey = painted(() => 130);
    expect(difference(seen("blur", 3, { picture: grey }), grey)).toBe(0);
    expect(difference(seen("rotation", 3, { picture: grey }), grey)).toBe(0);
  });

  it("get less or more light according to the sRGB curve", () => {
    const grey = painted(() => 128);
    // Light ((128 / 255 + 0.055) / 1.055)^2.4 = 0.21586; a quarter of that: 255 (1.055 · 0.053965^(1 / 2.4) − 0.055).
    expect(seen("low-light", 1, { picture: grey })[0]).toBe(66);
    // Four times: 0.86344.
    expect(seen("over-exposure", 3, { picture: grey })[0]).toBe(239);
    expect(seen("over-exposure", 3, { picture: painted(() => 150) })[0]).toBe(255);
    expect(seen("low-light", 3, { picture: painted(() => 0) })[0]).toBe(0);
  });

  it("are blurred with the given standard deviation", () => {
    // A line instead of a dot, for which bytes would be too coarse.
    const line = painted((x) => (x === 100 ? 255 : 0));
    for (const strength of STRENGTHS) {
      const row = seen("blur", strength, { picture: line }).filter(
        (_value, index) => index % 3 === 0 && Math.floor(index / (3 * SIDE)) === 50,
      );
      const sum = row.reduce((all, value) => all + value, 0);
      const variance = row.reduce((all, value, x) => all + (value * (x - 100) ** 2) / sum, 0);
      expect(Math.sqrt(variance)).toBeCloseTo(amountOf({ condition: "blur", strength }), 0);
    }
  });

  it("get zero-mean noise of the given standard deviation", () => {
    const grey = painted(() => 128);
    const noise = Array.from(seen("noise", 1, { picture: grey }), (value) => (value - 128) / 255);
    const mean = noise.reduce((sum, value) => sum + value, 0) / noise.length;
    const deviation = Math.sqrt(noise.reduce((sum, value) => sum + value ** 2, 0) / noise.length);
    expect(mean).toBeCloseTo(0, 3);
    expect(deviation).toBeCloseTo(0.08, 3);
  });

  it("are covered to the given fraction by one colour, and unchanged elsewhere", () => {
    for (const strength of STRENGTHS) {
      const changed = covered(strength);
      expect(changed.length / (SIDE * SIDE)).toBeCloseTo(amountOf({ condition: "cover", strength }), 2);
    }
    const weaker = new Set(covered(1));
    expect(covered(2).filter((pixel) => weaker.has(pixel))).toHaveLength(weaker.size);
  });

  it("are rotated to the left or to the right", () => {
    const half = painted((x) => (x < 112 ? 0 : 200));
    const turned = ["a", "b", "c", "d", "e", "f"].map((hash) => {
      const picture = seen("rotation", 3, { picture: half, hash });
      // Above the centre, a line rotated to the right moves to the right.
      return at(picture, 125, 60) < 100 ? "right" : at(picture, 98, 60) > 100 ? "left" : "neither";
    });
    expect(new Set(turned)).toEqual(new Set(["left", "right"]));
  });

  it("lose contrast in fog, and do not exceed their brightest pixel", () => {
    const light = seen("fog", 3);
    const spread = (picture: Pixels) =>
      Math.sqrt(
        picture.reduce((sum, value) => sum + value ** 2, 0) / picture.length -
          (picture.reduce((sum, value) => sum + value, 0) / picture.length) ** 2,
      );
    expect(spread(light)).toBeLessThan(spread(PICTURE));
    const brightest = (picture: Pixels) => picture.reduce((most, value) => Math.max(most, value), 0);
    expect(brightest(light)).toBeLessThanOrEqual(brightest(PICTURE));
  });

  it("get elongated streaks in rain", () => {
    const black = painted(() => 0);
    const rain = seen("rain", 1, { picture: black });
    const haze = rain.reduce((least, value) => Math.min(least, value), 255);
    const isWet = (x: number, y: number) => at(rain, x, y) > haze + 40;
    let [down, aside] = [0, 0];
    for (let y = 0; y < SIDE - 6; y++) {
      for (let x = 0; x < SIDE - 6; x++) {
        if (!isWet(x, y)) continue;
        down += Number([-2, -1, 0, 1, 2].some((by) => isWet(x + by, y + 6)));
        aside += Number([-2, -1, 0, 1, 2].some((by) => isWet(x + 6, y + by)));
      }
    }
    expect(down).toBeGreaterThan(3 * aside);
  });
});

function seen(
  condition: Exclude<Condition, "jpeg">,
  strength: Strength,
  { picture = PICTURE, seed = 1, hash = "a photo" } = {},
): Pixels {
  const look: ComputedLook = { condition, strength };
  return inComputedCondition(picture, look, chanceOf(seed, hash, condition));
}

/** The indices of the covered pixels. */
function covered(strength: Strength): number[] {
  const picture = seen("cover", strength);
  const colours = new Set<string>();
  const pixels: number[] = [];
  for (let pixel = 0; pixel < SIDE * SIDE; pixel++) {
    const colour = picture.subarray(3 * pixel, 3 * pixel + 3);
    if (colour.every((value, index) => value === PICTURE[3 * pixel + index])) continue;
    colours.add(colour.join());
    pixels.push(pixel);
  }
  expect(colours.size).toBe(1);
  return pixels;
}

function painted(valueAt: (x: number, y: number, colour: number) => number): Pixels {
  const picture = blankPixels();
  for (let index = 0; index < PIXELS_LENGTH; index++) {
    const pixel = Math.floor(index / 3);
    picture[index] = valueAt(pixel % SIDE, Math.floor(pixel / SIDE), index % 3);
  }
  return picture;
}

function at(picture: Pixels, x: number, y: number): number {
  return picture[(y * SIDE + x) * 3] ?? Number.NaN;
}

/** Mean absolute difference. */
function difference(one: Pixels, other: Pixels): number {
  return one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;
}
