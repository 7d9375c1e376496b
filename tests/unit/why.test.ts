import { describe, expect, it } from "vitest";
import { smoothedEvidence } from "../../src/app/use/camera/smoothing";
import { ENLARGED_SIDE, enlarged } from "../../src/app/why/enlarge";
import { evidenceSums, focusOf, mirrored, strongest } from "../../src/app/why/sums";
import { focusSentence, sumSentence } from "../../src/app/why/why-sentences";
import { MAP_PLACES } from "../../src/backbone/activation-map";
import { createRandom } from "../../src/common/random";
import type { Evidence } from "../../src/head/evidence";

/** The centre of a cell of the enlarged map. */
const middleOf = (field: number) => Math.floor(((field + 0.5) * ENLARGED_SIDE) / 7);

/** A map with some cells set, by row and column. */
function mapWith(fields: readonly (readonly [row: number, column: number, value: number])[]) {
  const map = new Float32Array(MAP_PLACES);
  for (const [row, column, value] of fields) map[7 * row + column] = value;
  return map;
}

function someMap(seed: number): Float32Array<ArrayBuffer> {
  const random = createRandom(seed, "map");
  return Float32Array.from({ length: MAP_PLACES }, () => random.normal(0, 0.2));
}

describe("an enlarged map", () => {
  it("keeps the value of each cell at its centre", () => {
    const map = someMap(1);
    const values = enlarged(map);
    expect(values).toHaveLength(ENLARGED_SIDE ** 2);
    for (let place = 0; place < MAP_PLACES; place++) {
      const at = middleOf(Math.floor(place / 7)) * ENLARGED_SIDE + middleOf(place % 7);
      expect(values[at]).toBeCloseTo(map[place] ?? Number.NaN, 6);
    }
  });

  it("is uniform if the map is, up to the edges", () => {
    const values = enlarged(new Float32Array(MAP_PLACES).fill(0.3));
    expect(Math.min(...values)).toBeCloseTo(0.3, 6);
    expect(Math.max(...values)).toBeCloseTo(0.3, 6);
  });

  it("interpolates smoothly between cells", () => {
    // Rows that increase by one: cubic convolution is exact on straight lines.
    const values = enlarged(
      Float32Array.from({ length: MAP_PLACES }, (_none, place) => Math.floor(place / 7)),
    );
    const column = middleOf(3);
    const between = [middleOf(2), middleOf(3)].map((row) => values[row * ENLARGED_SIDE + column]);
    expect(between).toEqual([expect.closeTo(2, 5), expect.closeTo(3, 5)]);
    for (let row = middleOf(2); row < middleOf(3); row++) {
      const step =
        (values[(row + 1) * ENLARGED_SIDE + column] ?? 0) - (values[row * ENLARGED_SIDE + column] ?? 0);
      expect(step).toBeCloseTo(1 / 15, 5);
    }
  });
});

describe("the sums of evidence", () => {
  it("are sums of the cells, for the label with more evidence", () => {
    const map = mapWith([
      [1, 1, -2],
      [3, 3, 0.5],
      [5, 5, -0.25],
    ]);
    const sums = evidenceSums({ map, bias: -0.1 });
    expect(sums).toMatchObject({ label: "male", towards: 2.25, against: 0.5, rest: 0.1, total: 1.85 });
    expect(sums.female).toBeCloseTo(1 / (1 + Math.exp(1.85)), 6);
  });

  it("add up as displayed", () => {
    for (let seed = 0; seed < 200; seed++) {
      const map = someMap(seed);
      const { towards, against, rest, total } = evidenceSums({ map, bias: Math.sin(seed) / 3 });
      expect(Math.round(100 * towards) - Math.round(100 * against) + Math.round(100 * rest)).toBe(
        Math.round(100 * total),
      );
      const exact = map.reduce((sum, value) => sum + Math.max(0, value), 0);
      const other = map.reduce((sum, value) => sum + Math.max(0, -value), 0);
      // Each of the other three loses half a hundredth.
      const nearest = Math.min(Math.abs(towards - exact), Math.abs(towards - other));
      expect(nearest).toBeLessThan(0.0151);
    }
  });

  it("find the strongest cell, without division by zero", () => {
    expect(
      strongest(
        mapWith([
          [0, 0, -0.75],
          [1, 1, 0.5],
        ]),
      ),
    ).toBe(0.75);
    expect(0 / strongest(new Float32Array(MAP_PLACES))).toBe(0);
  });
});

describe("evidence over a moving picture", () => {
  it("is half replaced after a fifth of a second, and sums to the blended sums", () => {
    const [shown, next] = [1, 2].map((seed) => ({ map: someMap(seed), bias: seed }));
    const mixed = smoothedEvidence(shown, next, 200);
    const sum = (evidence: Evidence | undefined) =>
      evidence?.map.reduce((total, value) => total + value, evidence.bias) ?? Number.NaN;
    expect(sum(mixed)).toBeCloseTo((sum(shown) + sum(next)) / 2, 5);
    expect(mixed?.map[3]).toBeCloseTo(((shown?.map[3] ?? 0) + (next?.map[3] ?? 0)) / 2, 6);
    expect(smoothedEvidence(undefined, next, 200)).toBe(next);
    expect(smoothedEvidence(shown, undefined, 200), "nobody asks for it any more").toBeUndefined();
  });
});

describe("where the evidence is", () => {
  it.each([
    [0, 0, 0, 0],
    [0, 3, 0, 1],
    [3, 6, 1, 2],
    [6, 0, 2, 0],
    [5, 5, 2, 2],
  ])("finds a field in row %i and column %i in part %i, %i", (row, column, partRow, partColumn) => {
    const focus = focusOf(mapWith([[row, column, 1]]), "female");
    expect(focus).toMatchObject({ row: partRow, column: partColumn, weight: 1 });
    expect(focus.share).toBeCloseTo(1, 6);
  });

  it("gives each of nine parts the same share of an even map", () => {
    expect(focusOf(new Float32Array(MAP_PLACES).fill(-1), "male").share).toBeCloseTo(1 / 9, 6);
    expect(focusOf(new Float32Array(MAP_PLACES).fill(-1), "female").weight).toBe(0);
  });

  it("is on the other side of the mirror image", () => {
    const map = mapWith([[2, 0, 1]]);
    expect(mirrored(map)).toEqual(mapWith([[2, 6, 1]]));
    const some = someMap(2);
    expect(mirrored(mirrored(some))).toEqual(some);
  });
});

describe("the sentences", () => {
  it("name the region with most evidence, and the label with hardly any", () => {
    const map = mapWith([
      [6, 3, 2],
      [0, 0, 0.5],
      [3, 6, -0.1],
    ]);
    expect(focusSentence({ map, bias: 0 })).toBe(
      "Most of what speaks for female is in the lower middle; hardly anything speaks for male.",
    );
    const spread = mapWith([
      [0, 0, -1],
      [0, 6, -0.8],
      [6, 6, -0.8],
      [3, 3, 1],
    ]);
    expect(focusSentence({ map: spread, bias: 0 })).toBe(
      "The largest part of what speaks for male is in the upper left, most of what speaks for female in the middle.",
    );
    const two = mapWith([
      [0, 3, -1],
      [3, 6, 0.5],
    ]);
    expect(focusSentence({ map: two, bias: 0 })).toBe(
      "Most of what speaks for male is in the upper middle, for female on the right.",
    );
  });

  it("sum the cells to the model's logit difference", () => {
    const map = mapWith([
      [1, 1, 3.12],
      [5, 5, -0.85],
    ]);
    expect(sumSentence({ map, bias: 0.004 })).toBe(
      "The 49 cells add up to the prediction: 3.12 for female, minus 0.85 for male, gives 2.27: 91 % female.",
    );
    expect(sumSentence({ map, bias: 0.04 })).toBe(
      "The 49 cells add up to the prediction: 3.12 for female, minus 0.85 for male, plus 0.04 that belongs to no " +
        "cell, gives 2.31: 91 % female.",
    );
    expect(sumSentence({ map: map.map((value) => -value), bias: 0.04 })).toBe(
      "The 49 cells add up to the prediction: 3.12 for male, minus 0.85 for female, minus 0.04 that belongs to no " +
        "cell, gives 2.23: 90 % male.",
    );
  });
});
