import { beforeAll, describe, expect, it } from "vitest";
import type { JobHooks, Progress } from "../../src/common/progress";
import { type Comparison, PhotoComparer } from "../../src/engine/jobs/duplicates-job";
import { readFiles } from "../../src/engine/jobs/read-files";
import { Engine } from "../../src/engine/page/engine";
import type { HashedFile, PresentFile } from "../../src/engine/protocol/protocol";
import { shared } from "./files";

/** Some real faces, far apart in the list. */
const FACES = [
  "female/face_1.jpg",
  "female/face_1149.jpg",
  "female/face_1361.jpg",
  "female/face_301.jpg",
  "female/face_539.jpg",
  "female/face_757.jpg",
  "male/face_1005.jpg",
  "male/face_1208.jpg",
  "male/face_1438.jpg",
  "male/face_273.jpg",
  "male/face_508.jpg",
  "male/face_747.jpg",
];

const engine = new Engine(new URL("/", location.href).href);
let drawn: PresentFile[];

beforeAll(async () => {
  const files = await engine.worker.draw(40, 3, hooks());
  drawn = await hashed(files.map(({ file }) => file));
});

describe("near-duplicates", () => {
  it("are found however they were re-encoded, without false pairs", async () => {
    const [first, second] = drawn.map(({ file }) => file);
    if (first === undefined || second === undefined) throw new Error("There are no photos.");
    const again = await hashed([
      await changed(first, { quality: 0.4 }),
      await changed(second, { scale: 0.6, brightness: 1.1 }),
    ]);
    const { near, isWhole, contents } = await compare([...drawn, ...again]);
    expect(near.map(({ a, b }) => `${a} ${b}`).sort()).toEqual(
      [`${drawn[0]?.hash} ${again[0]?.hash}`, `${drawn[1]?.hash} ${again[1]?.hash}`].sort(),
    );
    expect(isWhole).toBe(true);
    expect(contents.size).toBe(drawn.length + 2);
  });

  it("are opened only once, however often they are compared", async () => {
    const comparer = new PhotoComparer(engine);
    const before = await comparer.compare(drawn, hooks());
    // Opening one of these would fail.
    const gone = drawn.map((photo) => ({ ...photo, file: new Blob() }));
    const seen: Progress[] = [];
    const after = await comparer.compare(
      gone,
      hooks((progress) => seen.push(progress)),
    );
    expect(after).toEqual(before);
    expect(after.broken).toBe(0);
    expect(seen.at(-1)).toEqual({ stage: "compare", done: drawn.length, total: drawn.length });
  });

  it("exclude photos that are unreadable or missing, which are counted", async () => {
    const [one] = drawn;
    if (one === undefined) throw new Error("There are no photos.");
    const found = await compare([
      one,
      { ...one, path: "again.png" },
      { file: new Blob(["no picture"]), path: "broken.png", hash: "broken" },
      { file: undefined, path: "absent.png", hash: "absent" },
      { file: undefined, path: "copy.png", hash: one.hash },
    ]);
    expect(found).toEqual({
      near: [],
      isWhole: true,
      contents: new Set([one.hash, "broken", "absent"]),
      absent: 1,
      broken: 1,
    });
  });

  it("are not searched for after an abort, and hashes computed before are kept", async () => {
    const comparer = new PhotoComparer(engine);
    const controller = new AbortController();
    const stopped = comparer.compare(drawn, {
      signal: controller.signal,
      onProgress: ({ stage, done }) => stage === "features" && done > 0 && controller.abort(),
    });
    await expect(stopped).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    const seen: Progress[] = [];
    await comparer.compare(
      drawn,
      hooks((progress) => seen.push(progress)),
    );
    expect(seen[0]?.total, "photos that are still to be looked at").toBeLessThan(drawn.length);
    expect(seen[0]?.total).toBeGreaterThan(0);
  });
});

describe("real faces", () => {
  it.for<readonly [string, Change]>([
    ["saved at quality 40", { quality: 0.4 }],
    ["made smaller", { scale: 0.6 }],
    ["made lighter", { brightness: 1.12 }],
    ["cropped", { crop: 0.02 }],
    ["mirrored", { isMirrored: true }],
  ])("are found %s, and nothing else is", async ([_how, change], test) => {
    const photos = await hashed(
      await Promise.all(FACES.map(async (name) => new Blob([await shared(`faces/${name}`, test)]))),
    );
    const copies = await hashed(await Promise.all(photos.map(({ file }) => changed(file, change))));
    const { near } = await compare([...photos, ...copies]);
    const expected = photos.map(({ hash }, index) => `${hash} ${copies[index]?.hash}`);
    expect(near.map(({ a, b }) => `${a} ${b}`).sort()).toEqual(expected.sort());
    expect(near.every(({ isMirrored }) => isMirrored === (change.isMirrored ?? false))).toBe(true);
  });
});

interface Change {
  readonly quality?: number;
  readonly scale?: number;
  readonly brightness?: number;
  /** The fraction of width and height cropped at each edge. */
  readonly crop?: number;
  readonly isMirrored?: boolean;
}

/** A re-encoded, altered copy of a photo. */
async function changed(photo: Blob, change: Change): Promise<Blob> {
  const { quality = 0.9, scale = 1, brightness = 1, crop = 0, isMirrored = false } = change;
  const bitmap = await createImageBitmap(photo);
  const [left, top] = [bitmap.width * crop, bitmap.height * crop];
  const [wide, high] = [bitmap.width - 2 * left, bitmap.height - 2 * top];
  const canvas = new OffscreenCanvas(Math.round(wide * scale), Math.round(high * scale));
  const drawing = canvas.getContext("2d");
  if (drawing === null) throw new Error("There is no canvas.");
  drawing.filter = `brightness(${brightness})`;
  drawing.imageSmoothingQuality = "high";
  if (isMirrored) {
    drawing.translate(canvas.width, 0);
    drawing.scale(-1, 1);
  }
  drawing.drawImage(bitmap, left, top, wide, high, 0, 0, canvas.width, canvas.height);
  return canvas.convertToBlob({ type: "image/jpeg", quality });
}

/** Photos with the hashes of their bytes. */
async function hashed(files: readonly Blob[]): Promise<PresentFile[]> {
  const labelled = files.map((file, index) => ({
    file,
    path: `${index}.jpg`,
    label: "female" as const,
    split: undefined,
  }));
  const { samples, leftOut } = await readFiles(engine, labelled, hooks());
  expect(leftOut).toEqual([]);
  return samples;
}

function compare(files: readonly HashedFile[]): Promise<Comparison> {
  return new PhotoComparer(engine).compare(files, hooks());
}

function hooks(onProgress: JobHooks["onProgress"] = () => {}): JobHooks {
  return { signal: new AbortController().signal, onProgress };
}
