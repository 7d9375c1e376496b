import { readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../../src");

/**
 * Not checked: the Python programs of a download, which are named for the people who run them, and the entry points
 * that AssemblyScript and TypeScript look for by name.
 */
const FREE = /\.py$|\.txt$|^index\.ts$|^tsconfig\.json$/;

/** Files that are about to be replaced. */
const REPLACED: readonly string[] = ["common/store.ts", "report/plots/training.ts"];

it("a file name in src means one thing", () => {
  const pathsOf = new Map<string, string[]>();
  for (const entry of readdirSync(SRC, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || FREE.test(entry.name)) continue;
    const path = relative(SRC, join(entry.parentPath, entry.name));
    if (REPLACED.includes(path)) continue;
    const stem = entry.name.replace(/\..*$/, "") + (entry.name.endsWith(".css") ? ".css" : "");
    pathsOf.set(stem, [...(pathsOf.get(stem) ?? []), path]);
  }
  expect(pathsOf.size).toBeGreaterThan(300);
  expect([...pathsOf.values()].filter((paths) => paths.length > 1)).toEqual([]);
});
