import { describe, expect, it } from "vitest";
import { shareAxis } from "../../src/plots/axes";
import { picture } from "../../src/report/svg/picture";
import { plotSvg } from "../../src/report/svg/plot-svg";
import { tagsOf } from "../well-formed";

it("a plot's data lie between its axes, one panel below the other", () => {
  const line = {
    kind: "line",
    ink: "text",
    points: [
      [0, 0],
      [0.5, 0.5],
      [1, 0],
    ],
  } as const;
  const panel = { height: 100, x: shareAxis("x"), y: shareAxis("y"), marks: [line], notes: [] };
  const upper = { ...panel, x: { ...panel.x, label: "" } };
  const svg = plotSvg({ id: "p", title: "t", description: "d", panels: [upper, panel], csv: () => "" });
  const lines = tagsOf(svg).flatMap(({ attributes: { d = "", "stroke-width": width } }) =>
    width === "2" ? d : [],
  );
  expect(lines).toEqual(["M52 126L235 76L418 126", "M52 286L235 236L418 286"]);
});

describe("a picture", () => {
  it("has a title and a description, with all text escaped", () => {
    const caption = { id: "p", title: `a<b>&"'\u0001`, description: "d", basis: `${"long ".repeat(40)}<x>` };
    const svg = picture(caption, 100, []);
    const [root, title, description] = tagsOf(svg);
    expect(root?.attributes).toMatchObject({ role: "img", "aria-labelledby": "p-title p-description" });
    expect([title?.attributes.id, description?.attributes.id]).toEqual(["p-title", "p-description"]);
    expect(svg).toContain('<title id="p-title">a&lt;b&gt;&amp;&quot;&#39;\uFFFD</title>');
    expect(svg).not.toContain("<x>");
    // Four lines of what it rests on, and the title, above what is drawn.
    expect(root?.attributes.viewBox).toBe("0 -104 440 204");
  });

  it("has no space for a caption if it has none", () => {
    const svg = picture({ id: "p", title: "t", description: "d", basis: undefined }, 100, []);
    expect(tagsOf(svg)[0]?.attributes.viewBox).toBe("0 0 440 100");
  });

  it("wraps a name without spaces", () => {
    const svg = picture({ id: "p", title: "t", description: "d", basis: "x".repeat(400) }, 100, []);
    const lines = Array.from(svg.matchAll(/>(x+)</g), ([, text = ""]) => text.length);
    expect(lines.length).toBeGreaterThan(4);
    expect(Math.max(...lines)).toBeLessThan(80);
  });
});
