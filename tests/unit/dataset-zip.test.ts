import { BlobReader, BlobWriter, TextReader, ZipWriter } from "@zip.js/zip.js/lib/zip-core-native.js";
import { describe, expect, it, vi } from "vitest";
import { AppError } from "../../src/common/error";
import type { Progress } from "../../src/common/progress";
import { createRandom } from "../../src/common/random";
import { unpackZip } from "../../src/dataset/unpack-zip";

// A hundred thousand records and five hundred damaged zips take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;

type Entries = Record<string, string | Blob>;

async function zipOf(entries: Entries, options: { level?: number; password?: string } = {}): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { zipCrypto: true, ...options });
  for (const [name, content] of Object.entries(entries)) {
    const reader = typeof content === "string" ? new TextReader(content) : new BlobReader(content);
    await writer.add(name, reader);
  }
  return writer.close();
}

/** Writes `size` over the unpacked size that the headers with `signature` declare. */
async function declare(zip: Blob, size: number, signature: number): Promise<Blob> {
  const view = new DataView(await zip.arrayBuffer());
  for (let at = 0; at + 46 <= view.byteLength; at++) {
    if (view.getUint32(at, true) === signature)
      view.setUint32(at + (signature === CENTRAL ? 24 : 22), size, true);
  }
  return new Blob([view]);
}

/** A zip of `count` directory records for one tiny file. */
function manyRecords(count: number): Blob {
  const local = new Uint8Array(31);
  new DataView(local.buffer).setUint32(0, LOCAL, true);
  local[26] = 1;
  const record = new Uint8Array(47);
  const view = new DataView(record.buffer);
  view.setUint32(0, CENTRAL, true);
  view.setUint16(28, 1, true);
  record[46] = 97;
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, count & 0xffff, true);
  end.setUint16(10, count & 0xffff, true);
  end.setUint32(12, 47 * count, true);
  end.setUint32(16, local.length, true);
  const records = new Uint8Array(47 * count);
  for (let at = 0; at < records.length; at += 47) records.set(record, at);
  return new Blob([local, records, end]);
}

async function unpack(
  zip: Blob,
  name = "faces.zip",
): Promise<{ files: Record<string, string>; leftOut: string[] }> {
  const { files, leftOut } = await unpackZip(zip, name);
  const texts = await Promise.all(files.map(async ({ path, file }) => [path, await file.text()] as const));
  return {
    files: Object.fromEntries(texts),
    leftOut: leftOut.map(({ path, reason }) => `${path}: ${reason}`),
  };
}

async function refusal(zip: Blob): Promise<AppError> {
  const thrown: unknown = await unpackZip(zip, "faces.zip").catch((error) => error);
  if (thrown instanceof AppError) return thrown;
  throw new Error("It was taken.", { cause: thrown });
}

describe("unpackZip", () => {
  it.each([0, 6])("returns what was packed (level %i)", async (level) => {
    const text = "photo ".repeat(1000);
    const zip = await zipOf({ "male/1.jpg": text, "female/ž 😀.png": "two", "female/none": "" }, { level });
    expect(await unpack(zip)).toEqual({
      files: { "faces/male/1.jpg": text, "faces/female/ž 😀.png": "two", "faces/female/none": "" },
      leftOut: [],
    });
  });

  it("names the root after the zip, ignoring its path", async () => {
    const zip = await zipOf({ "1.jpg": "x" });
    expect(Object.keys((await unpack(zip, "sets/../Male.ZIP")).files)).toEqual(["sets/Male/1.jpg"]);
  });

  it("inflates only possible photos", async () => {
    const zip = await zipOf({
      "male/": "",
      "male/1.jpg": "x",
      "male/notes.txt": "x",
      "male/.DS_Store": "x",
      "__MACOSX/male/._1.jpg": "x",
    });
    expect(await unpack(zip)).toEqual({
      files: { "faces/male/1.jpg": "x" },
      leftOut: ["faces/male/notes.txt: Not a photo.", "faces/male/.DS_Store: A system file, not a photo."],
    });
  });

  it("sanitises absolute paths, parents and backslashes", async () => {
    const zip = await zipOf({
      "/etc/male/1.jpg": "1",
      "../../male/2.jpg": "2",
      "C:\\male\\..\\3.jpg": "3",
      "./male/./4.jpg": "4",
    });
    expect((await unpack(zip)).files).toEqual({
      "faces/etc/male/1.jpg": "1",
      "faces/male/2.jpg": "2",
      "faces/C:/male/3.jpg": "3",
      "faces/male/4.jpg": "4",
    });
  });

  it("reports progress", async () => {
    const entries = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`male/${i}.jpg`, "x"]));
    const seen: Progress[] = [];
    await unpackZip(await zipOf(entries), "faces.zip", { onProgress: (progress) => seen.push(progress) });
    expect(seen.map(({ done }) => done)).toEqual([8, 16, 20]);
    expect(seen[0]).toEqual({ stage: "unpack", done: 8, total: 20 });
  });

  it("stops when aborted", async () => {
    const stop = new AbortController();
    const entries = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`male/${i}.jpg`, "x"]));
    const unpacking = unpackZip(await zipOf(entries), "faces.zip", {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    });
    await expect(unpacking).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
    await expect(unpackZip(await zipOf(entries), "faces.zip", { signal: stop.signal })).rejects.toThrow(
      expect.objectContaining({ name: "AbortError" }),
    );
  });
});

describe("an unreadable entry does not affect the others", () => {
  it("protected by a password", async () => {
    const zip = await zipOf({ "male/1.jpg": "x" }, { password: "secret" });
    expect((await unpack(zip)).leftOut).toEqual([
      "faces/male/1.jpg: It is protected by a password: unpack the zip yourself and drop the folder.",
    ]);
  });

  it("declared too large", async () => {
    const zip = await declare(await zipOf({ "male/1.jpg": "x" }), 201 * 2 ** 20, CENTRAL);
    expect((await unpack(zip)).leftOut).toEqual(["faces/male/1.jpg: It is larger than 200 MB."]);
  });

  it("larger than it declares", async () => {
    const zip = await zipOf({ "male/1.jpg": new Blob([new Uint8Array(5_000_000)]) });
    const lying = await declare(await declare(zip, 10, CENTRAL), 10, LOCAL);
    expect(await unpack(lying)).toEqual({
      files: {},
      leftOut: ["faces/male/1.jpg: It is damaged inside the zip."],
    });
  });

  it("damaged", async () => {
    const zip = await zipOf({ "male/1.jpg": "a photo of a man", "male/2.jpg": "another" }, { level: 0 });
    const bytes = new Uint8Array(await zip.arrayBuffer());
    const at = new TextDecoder("latin1").decode(bytes).indexOf("a photo");
    bytes[at] = 0;
    expect(await unpack(new Blob([bytes]))).toEqual({
      files: { "faces/male/2.jpg": "another" },
      leftOut: ["faces/male/1.jpg: It is damaged inside the zip."],
    });
  });
});

describe("refusals", () => {
  it("a zip bomb, by its declared sizes", async () => {
    const entries = Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`male/${i}.jpg`, "x"]));
    const error = await refusal(await declare(await zipOf(entries), 190 * 2 ** 20, CENTRAL));
    expect(error.code).toBe("bad-zip");
    expect(error.message).toBe("The zip would unpack to 9 GB; the limit is 8 GB.");
  });

  it("too many files", async () => {
    expect((await refusal(manyRecords(100_001))).message).toBe("The zip contains more than 100,000 files.");
  });

  it("a file that is not a zip", async () => {
    expect((await refusal(new Blob())).message).toBe("The zip is empty.");
    const error = await refusal(new Blob(["This is a text, not a zip, whatever anyone says."]));
    expect(error.message).toBe("This is not a zip file, despite its name.");
    expect(error.file).toBe("faces.zip");
    expect(error.next).toBeDefined();
  });

  it("a zip that no longer exists", async () => {
    const gone = () => Promise.reject(new DOMException("gone", "NotFoundError"));
    const file = { size: 100, arrayBuffer: gone, text: gone, slice: () => file } as unknown as Blob;
    expect((await refusal(file)).code).toBe("unreadable-file");
  });

  it("a zip that is cut off anywhere", async () => {
    const zip = await zipOf({ "male/1.jpg": "a photo", "female/2.jpg": "another photo" });
    for (let size = 1; size < zip.size; size++) {
      expect((await refusal(zip.slice(0, size))).code).toBe("bad-zip");
    }
    expect((await refusal(zip.slice(0, 100))).message).toBe("The zip is cut off: its end is missing.");
  });

  it("any damage: either a result or a rejection", async () => {
    const zip = await zipOf({ "male/1.jpg": "a photo ".repeat(50), "female/2.jpg": "another photo" });
    const original = new Uint8Array(await zip.arrayBuffer());
    const random = createRandom(1, "damage");
    let refused = 0;
    for (let round = 0; round < 500; round++) {
      const bytes = original.slice();
      for (let change = random.integer(5); change >= 0; change--) {
        bytes[random.integer(bytes.length)] = [0, 1, 0x7f, 0xff, random.integer(256)][random.integer(5)] ?? 0;
      }
      const result = await unpackZip(new Blob([bytes]), "faces.zip").catch((error: unknown) => error);
      if (!(result instanceof Error)) continue;
      expect(result).toBeInstanceOf(AppError);
      refused++;
    }
    expect(refused, "the damage does damage").toBeGreaterThan(50);
  });
});
