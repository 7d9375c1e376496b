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
  tuning: ["common", "kernels", "backbone", "conditions", "head", "metrics"],
  models: ["common", "dataset", "backbone", "conditions", "head", "metrics", "tuning"],
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

it("imports inside src/app go one way", () => {
  const app = join(SRC, "app");
  const folderOf = (path: string) => relative(app, dirname(path)).split(sep).join("/");
  const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((path) =>
    /\.tsx?$/.test(path),
  );
  expect([...new Set(files.map((file) => folderOf(join(app, file))))].toSorted()).toEqual(
    APP_ORDER.toSorted(),
  );
  const wrong: string[] = [];
  for (const file of files) {
    const place = APP_ORDER.indexOf(folderOf(join(app, file)));
    for (const target of importsOf(join(app, file))) {
      if (!target.startsWith(app + sep)) continue;
      if (APP_ORDER.indexOf(folderOf(target)) > place)
        wrong.push(`src/app/${file} imports src/app/${relative(app, target)}`);
    }
  }
  expect(wrong).toEqual([]);
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
