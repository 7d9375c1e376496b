import { readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../../src");

/** Which folders of src each folder may import from: those before it in the flow of the data. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  common: [],
  dataset: ["common"],
  drawn: ["common", "dataset"],
  kernels: [],
  backbone: ["common"],
  head: ["common", "backbone"],
  metrics: [],
  tuning: ["common", "kernels", "backbone", "head", "metrics"],
  models: ["common", "dataset", "backbone", "head", "metrics", "tuning"],
  project: ["common", "dataset", "backbone", "head", "models"],
  engine: [
    "common",
    "dataset",
    "drawn",
    "kernels",
    "backbone",
    "head",
    "metrics",
    "tuning",
    "models",
    "project",
  ],
  app: ["common", "dataset", "backbone", "head", "metrics", "tuning", "models", "project", "engine"],
};

it("imports go one way, in the order of the data flow", () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  const wrong: string[] = [];
  for (const file of files) {
    const folder = file.split(sep)[0] ?? "";
    for (const target of importsOf(join(SRC, file))) {
      const other = relative(SRC, target).split(sep)[0] ?? "";
      if (other !== folder && !MAY_IMPORT[folder]?.includes(other))
        wrong.push(`src/${file} imports src/${other}`);
    }
  }
  expect(files.length).toBeGreaterThan(50);
  expect(wrong).toEqual([]);
});

/** The files that a file imports from the project itself, statically or when first needed. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const relatives = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)].map(
    ([, target]) => target ?? "",
  );
  return relatives.map((target) => resolve(path, "..", target));
}
