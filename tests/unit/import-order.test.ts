import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { expect, it } from "vitest";

const SRC = resolve(import.meta.dirname, "../../src");

/** The folders of src that each folder may import from: those before it in the data flow. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  common: [],
  dataset: ["common"],
  duplicates: ["common", "dataset"],
  drawn: ["common", "dataset"],
  kernels: [],
  resize: ["common", "kernels"],
  backbone: ["common"],
  conditions: ["common", "backbone"],
  head: ["common", "backbone"],
  metrics: ["common"],
  crossvalidation: ["common", "metrics"],
  tuning: ["common", "dataset", "kernels", "backbone", "conditions", "head", "metrics"],
  models: ["common", "dataset", "backbone", "conditions", "head", "metrics", "tuning"],
  storage: ["common", "dataset", "backbone", "head", "tuning", "models"],
  plots: ["common", "head", "metrics", "crossvalidation", "models"],
  report: [
    "common",
    "dataset",
    "duplicates",
    "backbone",
    "conditions",
    "head",
    "metrics",
    "crossvalidation",
    "tuning",
    "models",
    "plots",
  ],
  project: ["common", "dataset", "backbone", "head", "models"],
  engine: [
    "common",
    "dataset",
    "duplicates",
    "drawn",
    "kernels",
    "resize",
    "backbone",
    "conditions",
    "head",
    "metrics",
    "crossvalidation",
    "tuning",
    "models",
    "storage",
    "report",
    "project",
  ],
  app: [
    "common",
    "dataset",
    "duplicates",
    "backbone",
    "conditions",
    "head",
    "metrics",
    "crossvalidation",
    "tuning",
    "models",
    "plots",
    "storage",
    "report",
    "project",
    "engine",
  ],
};

/** The folders of src/app, including subfolders: each may import from those before it. "" is src/app itself. */
const APP_ORDER: readonly string[] = [
  "notices",
  "session",
  "widgets",
  "why",
  "review",
  "open",
  "data",
  "train",
  "use/answer",
  "use/camera",
  "use",
  "models",
  "results/threshold",
  "results/photos",
  "results/curves",
  "results/duplicates",
  "results/groups",
  "results/labels",
  "results/more-data",
  "results/stress",
  "results",
  "shell",
  "",
];

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

/** The folders of src/engine: the page's side builds on the worker's, by its types, and jobs on both. */
const ENGINE_ORDER = ["protocol", "worker", "page", "jobs"];

it.each([
  ["app", APP_ORDER],
  ["engine", ENGINE_ORDER],
])("imports inside src/%s go one way", (name, order) => {
  const root = join(SRC, name);
  const folderOf = (path: string) => relative(root, dirname(path)).split(sep).join("/");
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  expect([...new Set(files.map((file) => folderOf(join(root, file))))].toSorted()).toEqual(order.toSorted());
  const wrong: string[] = [];
  for (const file of files) {
    const place = order.indexOf(folderOf(join(root, file)));
    for (const target of importsOf(join(root, file))) {
      if (!target.startsWith(root + sep)) continue;
      if (order.indexOf(folderOf(target)) > place)
        wrong.push(`src/${name}/${file} imports src/${name}/${relative(root, target)}`);
    }
  }
  expect(wrong).toEqual([]);
});

it("only the types of a worker's methods reach the page's side", () => {
  const sides = ["page", "jobs"].flatMap((side) =>
    readdirSync(join(SRC, "engine", side)).map((file) => join(SRC, "engine", side, file)),
  );
  const imports = sides.flatMap(
    (path) => readFileSync(path, "utf8").match(/^import .*"\.\.\/worker\/.*$/gm) ?? [],
  );
  expect(new Set(imports)).toEqual(new Set(['import type { EngineWorker } from "../worker/worker";']));
});

it("there are no import cycles", () => {
  const files = readdirSync(SRC, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => join(SRC, path));
  const withoutEnding = new Map(files.map((path) => [path.replace(/\.tsx?$/, ""), path]));
  const graph = new Map(
    files.map((path) => [path, importsOf(path).flatMap((target) => withoutEnding.get(target) ?? [])]),
  );
  const edges = [...graph.values()].reduce((sum, targets) => sum + targets.length, 0);
  expect(edges, "imports were found").toBeGreaterThan(1000);
  expect(circlesIn(graph).map((circle) => circle.map((path) => relative(SRC, path)).join(" → "))).toEqual([]);
});

/** Cycles in a graph, one for each edge that closes one. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]) => {
    const start = way.indexOf(node);
    if (start >= 0) circles.push([...way.slice(start), node]);
    if (start >= 0 || done.has(node)) return;
    for (const next of graph.get(node) ?? []) visit(next, [...way, node]);
    done.add(node);
  };
  for (const node of graph.keys()) visit(node, []);
  return circles;
}

/** The project files that a file imports, statically or dynamically. */
function importsOf(path: string): string[] {
  const text = readFileSync(path, "utf8");
  const relatives = [...text.matchAll(/(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g)].map(
    ([, target]) => target ?? "",
  );
  return relatives.map((target) => resolve(path, "..", target));
}
