import { describe, expect, it, vi } from "vitest";
import { atOnce } from "../../src/common/steps";
import { filesFromDrop, filesFromInput } from "../../src/dataset/entries";

// Fifty thousand files take a while on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** A folder is a record, a file is its content, `null` is unreadable. */
type Tree = { readonly [name: string]: Tree | string | null };

/** An entry as in browsers: at most 100 entries per call, delivered by callback. */
function entryOf(name: string, content: Tree | string | null, parent = ""): FileSystemEntry {
  const fullPath = `${parent}/${name}`;
  const isDirectory = typeof content === "object" && content !== null;
  const entry = {
    name,
    fullPath,
    isDirectory,
    isFile: !isDirectory,
    file(done: (file: File) => void, failed: (error: Error) => void) {
      queueMicrotask(() =>
        typeof content === "string" ? done(new File([content], name)) : failed(new Error("gone")),
      );
    },
    createReader() {
      const rest = isDirectory ? Object.entries(content) : [];
      return {
        readEntries(done: (entries: FileSystemEntry[]) => void, failed: (error: Error) => void) {
          queueMicrotask(() => {
            if (isDirectory && "unreadable" in content) failed(new Error("denied"));
            else done(rest.splice(0, 100).map(([child, inside]) => entryOf(child, inside, fullPath)));
          });
        },
      };
    },
  };
  return entry as unknown as FileSystemEntry;
}

interface Item {
  readonly kind: string;
  webkitGetAsEntry(): FileSystemEntry | null;
  getAsFile(): File | null;
}

function listOf(items: Item[]): DataTransferItemList {
  return items as unknown as DataTransferItemList;
}

function drop(tree: Tree): DataTransferItemList {
  return listOf(
    Object.entries(tree).map(([name, content]) => ({
      kind: "file",
      webkitGetAsEntry: () => entryOf(name, content),
      getAsFile: () => null,
    })),
  );
}

describe("filesFromDrop", () => {
  it("walks folders and keeps the paths", async () => {
    const { files, leftOut } = await filesFromDrop(
      drop({
        faces: { male: { "1.jpg": "a", "😀.jpg": "b" }, female: { deep: { "2.jpg": "c" } } },
        "3.jpg": "d",
      }),
    );
    expect(files.map(({ path }) => path).sort()).toEqual([
      "3.jpg",
      "faces/female/deep/2.jpg",
      "faces/male/1.jpg",
      "faces/male/😀.jpg",
    ]);
    expect(leftOut).toEqual([]);
    expect(await files.find(({ path }) => path.endsWith("2.jpg"))?.file.text()).toBe("c");
  });

  it("reads a folder until its entries are complete", async () => {
    const male = Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`${i}.jpg`, "x"]));
    const { files } = await filesFromDrop(drop({ male }));
    expect(new Set(files.map(({ path }) => path)).size).toBe(250);
  });

  it("handles 50,000 files in 5,000 folders", async () => {
    const people = Array.from({ length: 5000 }, (_, i) => {
      const photos = Array.from({ length: 10 }, (_, j) => [`${j}.jpg`, "x"]);
      return [`person ${i}`, Object.fromEntries(photos)];
    });
    const { files, leftOut } = await filesFromDrop(drop({ male: Object.fromEntries(people) }));
    expect(files).toHaveLength(50_000);
    expect(leftOut).toEqual([]);
  });

  it("walks 20,000 folders deep", async () => {
    let tree: Tree = { "a.jpg": "x" };
    for (let depth = 0; depth < 20_000; depth++) tree = { d: tree };
    const { files } = await filesFromDrop(drop(tree));
    expect(files).toHaveLength(1);
    expect(files[0]?.path).toHaveLength(2 * 20_000 + "a.jpg".length);
  });

  it("reports unreadable entries and empty folders, and continues", async () => {
    const { files, leftOut } = await filesFromDrop(
      drop({ male: { "1.jpg": "a", "2.jpg": null }, female: {}, locked: { unreadable: "" } }),
    );
    expect(files.map(({ path }) => path)).toEqual(["male/1.jpg"]);
    expect(leftOut.map(({ path, reason }) => `${path}: ${reason}`).sort()).toEqual([
      "female: The folder is empty.",
      "locked: The browser could not read this folder.",
      "male/2.jpg: The browser could not read it: it was moved, or you have no permission.",
    ]);
  });

  it("accepts files without an entry, and ignores other items", async () => {
    const items = listOf([
      { kind: "string", webkitGetAsEntry: () => null, getAsFile: () => null },
      { kind: "file", webkitGetAsEntry: () => null, getAsFile: () => new File(["x"], "pasted.png") },
    ]);
    const { files } = await filesFromDrop(items);
    expect(files.map(({ path }) => path)).toEqual(["pasted.png"]);
  });

  it("reads the entries synchronously, before the browser clears the list", async () => {
    const items = [
      { kind: "file", webkitGetAsEntry: () => entryOf("male", { "1.jpg": "a" }), getAsFile: () => null },
    ];
    const found = filesFromDrop(listOf(items));
    items.length = 0;
    expect((await found).files).toHaveLength(1);
  });

  it("stops when aborted", async () => {
    const stop = new AbortController();
    const found = filesFromDrop(drop({ male: { a: { b: { "1.jpg": "x" } } } }), { signal: stop.signal });
    stop.abort();
    await expect(found).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

describe("filesFromInput", () => {
  it("uses the relative path if there is one", () => {
    const chosen = Object.assign(new File(["x"], "1.jpg"), { webkitRelativePath: "faces/male/1.jpg" });
    const single = Object.assign(new File(["y"], "2.jpg"), { webkitRelativePath: "" });
    expect(atOnce(filesFromInput([chosen, single]))).toEqual({
      files: [
        { path: "faces/male/1.jpg", file: chosen },
        { path: "2.jpg", file: single },
      ],
      leftOut: [],
    });
  });
});
