import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const SRC = join(ROOT, "src");

const read = (name: string) => readFileSync(join(ROOT, name), "utf8");

it("README's folder map has each folder of src, and no other", () => {
  const named = [...read("README.md").matchAll(/^\| `src\/([a-z]+)` \|/gm)].map(([, folder]) => folder);
  const folders = readdirSync(SRC, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(named.toSorted()).toEqual(folders.map(({ name }) => name).toSorted());
});

it.each(["README.md", "CONTRIBUTING.md", "docs/ARCHITECTURE.md"])(
  "%s names only files that exist",
  (guide) => {
    const names = [...read(guide).matchAll(/`([\w./-]+\.(?:tsx?|json|css))`/g)].map(([, name]) => name ?? "");
    const files = ["src", "tests", "scripts"].flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).map(
        (path) => `/${folder}/${path}`,
      ),
    );
    const exists = (name: string) =>
      existsSync(join(ROOT, name)) || files.some((path) => path.endsWith(`/${name}`));
    expect(names.length).toBeGreaterThan(0);
    // What the page writes is no file of the project.
    const written = new Set(["evaluation.json", "project.json", "model.json", "figures.json"]);
    expect(names.filter((name) => !written.has(name) && !exists(name))).toEqual([]);
  },
);
