import { wrap } from "comlink";
import { afterAll, expect, it } from "vitest";
import type { TableTests } from "./table-worker";

const worker = new Worker(new URL("./table-worker.ts", import.meta.url), { type: "module" });
const inWorker = wrap<TableTests>(worker);

afterAll(() => worker.terminate());

it("gives the same rows from a file as from memory, and zeros for unwritten ones", async () => {
  const { memory, file } = await inWorker.bothWays();
  expect(file).toEqual(memory);
  expect(file.slice(-3)).toEqual([0, 0, 0]);
  expect(file.slice(0, 3)).toEqual([1280, 1280 + 1 / 3, 1280 + 2 / 3].map(Math.fround));
});

it("has a file only while it is open, and deletes files that another page left behind", async () => {
  await inWorker.leaveBehind();
  const { during, after } = await inWorker.filesBeforeAndAfter();
  expect(during).toHaveLength(1);
  expect(during).not.toContain("left behind");
  expect(after).toEqual([]);
});

it.each(["no navigator.storage", "no file handles", "refused"] as const)(
  "keeps a large table in memory if there are no private files: %s",
  async (how) => {
    expect(await inWorker.withoutFiles(how)).toBe(true);
  },
);
