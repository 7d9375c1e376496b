import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readPhotos } from "../../src/engine/read";

const PNG = readFileSync(new URL("../fixtures/free/images/drawn_0.png", import.meta.url));
const NEVER = new AbortController().signal;

/** A photo that tells which bytes it was read into. */
class WatchedPhoto extends Blob {
  readonly read: ArrayBuffer[] = [];

  override async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await super.arrayBuffer();
    this.read.push(bytes);
    return bytes;
  }
}

it("gives the bytes of photos back, those of a chunk at its end", async () => {
  const photos = Array.from({ length: 5 }, () => new WatchedPhoto([PNG]));
  const outcomes = await readPhotos(
    photos.map((file, index) => ({ file, path: `${index}.png` })),
    NEVER,
  );
  expect(outcomes.map(({ hash }) => hash?.length)).toEqual([64, 64, 64, 64, 64]);
  expect(photos.flatMap(({ read }) => read.map(({ byteLength }) => byteLength))).toEqual([0, 0, 0, 0, 0]);
});

it("gives the bytes of a large photo back before the next is read", async () => {
  const large = new WatchedPhoto([PNG, new Uint8Array(4 * 2 ** 20)]);
  let heldMeanwhile = Number.NaN;
  class Next extends WatchedPhoto {
    override async arrayBuffer(): Promise<ArrayBuffer> {
      heldMeanwhile = large.read[0]?.byteLength ?? Number.NaN;
      return super.arrayBuffer();
    }
  }
  await readPhotos(
    [
      { file: large, path: "large.png" },
      { file: new Next([PNG]), path: "next.png" },
    ],
    NEVER,
  );
  expect(heldMeanwhile).toBe(0);
});
