import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { usableSamples } from "../../src/dataset/findings";
import { interpretPaths } from "../../src/dataset/labels";
import type { Split } from "../../src/dataset/sample";
import { type SplitOptions, splitSamples } from "../../src/dataset/split";

/**
 * The part of each photo below a folder, by its path from there, as the page splits it. All files are taken for
 * pictures.
 */
export function pageSplit(folder: string, options: SplitOptions): Record<string, Split> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => ({ path: [basename(folder), ...path.split(sep)].join("/"), file: new Blob() }));
  const { labelled } = interpretPaths(files, { choices: new Map() });
  const samples = labelled.map((file, id) => {
    const hash = createHash("sha256")
      .update(readFileSync(join(folder, "..", file.path)))
      .digest("hex");
    return { ...file, id, hash };
  });
  const usable = usableSamples(samples);
  const splits = splitSamples(usable, options);
  const parts = usable.map(({ id, path }) => [path.slice(basename(folder).length + 1), splits.get(id)]);
  return Object.fromEntries(parts);
}
