import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/common/random";
import { type Frame, placeOf, roundTicks, shareAxis } from "../../src/report/svg/frame";
import { picture } from "../../src/report/svg/picture";
import { bars, line, whisker } from "../../src/report/svg/shapes";
import { MOST_POINTS, type Place, thinned } from "../../src/report/svg/thin";
import { tagsOf } from "../well-formed";

/** A frame for values from 0 to 1, 370 wide from 52 on, 100 high from 20 on. */
const FRAME: Frame = { top: 20, height: 100, x: shareAxis("x"), y: shareAxis("y") };

describe("a line of thousands of points", () => {
  it("is thinned to a few hundred, within half a pixel", () => {
    const random = createRandom(1, "line");
    let y = 0;
    const walk = Array.from({ length: 20_000 }, (_none, index): Place => {
      y += random.normal(0, 0.2);
      return [index / 50, y];
    });
    const few = thinned(walk);
    expect(few.length).toBeLessThanOrEqual(MOST_POINTS);
    expect(few.length).toBeGreaterThan(100);
    expect(few[0]).toBe(walk[0]);
    expect(few.at(-1)).toBe(walk.at(-1));
    expect(Math.max(...few.map(([, up]) => up))).toBeCloseTo(Math.max(...walk.map(([, up]) => up)), 0);
  });

  it("keeps the corners of a staircase and drops points on its steps", () => {
    const stairs: Place[] = Array.from({ length: 1000 }, (_none, index) =>
      index < 500 ? [0, index / 5] : [(index - 499) / 5, 99.8],
    );
    expect(thinned(stairs)).toEqual([stairs[0], [0, 99.8], stairs.at(-1)]);
    const short: Place[] = [
      [0, 0],
      [1, 1],
      [2, 2],
    ];
    expect(thinned(short)).toBe(short);
  });
});

describe("a frame", () => {
  it("places its corners and its middle", () => {
    expect(placeOf(FRAME, [0, 0])).toEqual([52, 120]);
    expect(placeOf(FRAME, [1, 1])).toEqual([418, 20]);
    expect(placeOf(FRAME, [0.5, 0.5])).toEqual([235, 70]);
  });

  it.each([
    [640, 5, [0, 200, 400, 600, 800]],
    [1, 4, [0, 0.5, 1]],
    [7, 6, [0, 2, 4, 6, 8]],
    [20, 5, [0, 5, 10, 15, 20]],
    [0.72, 4, [0, 0.2, 0.4, 0.6, 0.8]],
    [100_000, 5, [0, 20_000, 40_000, 60_000, 80_000, 100_000]],
  ])("has round values up to %d", (most, some, ticks) => {
    const found = roundTicks(most, some);
    expect(found).toHaveLength(ticks.length);
    for (const [index, tick] of ticks.entries()) expect(found[index]).toBeCloseTo(tick, 12);
  });
});

describe("shapes", () => {
  it("are drawn at the positions of the data", () => {
    const points = [
      [0, 0],
      [1, 0.5],
    ] as const;
    expect(line(FRAME, points, { colour: "#123456", dash: "2 4" })).toContain(
      'd="M52 120L418 70" fill="none" stroke="#123456" stroke-width="2" stroke-dasharray="2 4"',
    );
    expect(whisker(FRAME, 0.5, 0.2, 0.8, "#123456")).toContain('d="M231 40h8m-4 0V100m-4 0h8"');
    const both = tagsOf(
      bars(
        FRAME,
        [
          { left: 0, right: 0.5, height: 0.5 },
          { left: 0.5, right: 1, height: -0.1 },
          { left: 0, right: 1, height: 0 },
        ],
        "#123456",
      ),
    );
    expect(both.map(({ attributes: { y, height } }) => [y, height])).toEqual([
      ["70", "50"],
      ["120", "10"],
    ]);
  });
});

describe("a picture", () => {
  it("has a name and a description, with escaped text", () => {
    const caption = { id: "p", title: `a<b>&"'\u0001`, description: "d", basis: `${"long ".repeat(40)}<x>` };
    const svg = picture(caption, 100, []);
    const [root, title, description] = tagsOf(svg);
    expect(root?.attributes).toMatchObject({ role: "img", "aria-labelledby": "p-title p-description" });
    expect([title?.attributes.id, description?.attributes.id]).toEqual(["p-title", "p-description"]);
    expect(svg).toContain('<title id="p-title">a&lt;b&gt;&amp;&quot;&#39;\uFFFD</title>');
    expect(svg).not.toContain("<x>");
    // The title and four lines about the basis, above the plot.
    expect(root?.attributes.viewBox).toBe("0 -104 440 204");
  });

  it("is as high as the plot if the document states its basis", () => {
    const svg = picture({ id: "p", title: "t", description: "d", basis: undefined }, 100, []);
    expect(tagsOf(svg)[0]?.attributes.viewBox).toBe("0 0 440 100");
  });

  it("breaks a name without a space", () => {
    const svg = picture({ id: "p", title: "t", description: "d", basis: "x".repeat(400) }, 100, []);
    const lines = Array.from(svg.matchAll(/>(x+)</g), ([, text = ""]) => text.length);
    expect(lines.length).toBeGreaterThan(4);
    expect(Math.max(...lines)).toBeLessThan(80);
  });
});
