import { describe, expect, it } from "vitest";
import { LABELS } from "../../src/common/label";
import type { Progress } from "../../src/common/progress";
import { createRandom } from "../../src/common/random";
import { drawSample } from "../../src/drawn/draw-sample";
import { drawFace } from "../../src/drawn/face";

const ignore = () => {};

async function bytesOf(file: Blob): Promise<number[]> {
  return Array.from(new Uint8Array(await file.arrayBuffer()));
}

function draw(count: number, seed: number) {
  return drawSample({ count, seed, signal: new AbortController().signal, onProgress: ignore });
}

describe("drawFace", () => {
  it("draws the same bytes only for the same seed", async () => {
    for (const label of LABELS) {
      const [first, again, other] = await Promise.all(
        [1, 1, 2].map(async (seed) => bytesOf(await drawFace(createRandom(seed, "test"), label))),
      );
      expect(again).toEqual(first);
      expect(other).not.toEqual(first);
    }
  });

  it("draws a square JPEG of 224 to 320 pixels", async () => {
    const file = await drawFace(createRandom(3, "test"), "male");
    expect(file.type).toBe("image/jpeg");
    const image = await createImageBitmap(file);
    expect(image.width).toBe(image.height);
    expect(image.width).toBeGreaterThanOrEqual(224);
    expect(image.width).toBeLessThanOrEqual(320);
  });
});

describe("drawSample", () => {
  it("draws half of each label, in a folder each, with unique file names", async () => {
    const files = await draw(10, 1);
    const paths = files.map(({ path }) => path);
    for (const label of LABELS) {
      const pattern = new RegExp(`^drawn faces/${label}/drawn_\\d{3}\\.jpg$`);
      expect(paths.filter((path) => pattern.test(path))).toHaveLength(5);
    }
    expect(new Set(paths.map((path) => path.split("/").at(-1))).size).toBe(10);
    expect(paths[0]).toBe("drawn faces/female/drawn_001.jpg");
  });

  it("draws distinct faces that do not depend on the count", async () => {
    const [few, many] = await Promise.all([draw(4, 1), draw(8, 1)]);
    const drawn = await Promise.all(many.map(async ({ file }) => String(await bytesOf(file))));
    expect(new Set(drawn).size).toBe(8);
    expect(await Promise.all(few.map(async ({ file }) => String(await bytesOf(file))))).toEqual(
      drawn.slice(0, 4),
    );
  });

  it("reports progress", async () => {
    const seen: Progress[] = [];
    await drawSample({
      count: 3,
      seed: 1,
      signal: new AbortController().signal,
      onProgress: (progress) => seen.push(progress),
    });
    expect(seen).toEqual([1, 2, 3].map((done) => ({ stage: "draw", done, total: 3 })));
  });

  it("stops soon after an abort message", async () => {
    const controller = new AbortController();
    let drawn = 0;
    const work = drawSample({
      count: 1000,
      seed: 1,
      signal: controller.signal,
      onProgress: ({ done }) => {
        drawn = done;
      },
    });
    setTimeout(() => controller.abort(), 50);
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    expect(drawn).toBeLessThan(500);
  });
});
