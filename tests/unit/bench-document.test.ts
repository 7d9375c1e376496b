import { expect, it } from "vitest";
import { documentWith } from "../../scripts/bench/document";

it("replaces measured sections, and keeps the other sections and the hand-written part", () => {
  const first = documentWith("", { webcam: "slow", forward: "fast" });
  expect(first).toMatch(/^# Benchmarks\n\n[\s\S]*## The forward pass\n\nfast\n\n## The webcam\n\nslow\n$/);
  const written = `${first}\n## Where the time goes\n\nIn loops.\n\n### More\n\nWords.\n`;
  const second = documentWith(written, { webcam: "quick", job: "done" });
  expect(second.match(/^## .*$/gm)).toEqual([
    "## The forward pass",
    "## The whole job",
    "## The webcam",
    "## Where the time goes",
  ]);
  expect(second).toContain("## The forward pass\n\nfast\n");
  expect(second).toContain("quick");
  expect(second).not.toContain("slow");
  expect(second.endsWith("## Where the time goes\n\nIn loops.\n\n### More\n\nWords.\n")).toBe(true);
});
