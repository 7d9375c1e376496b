import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, sep } from "node:path";
import { atOnce } from "../../src/common/steps";
import { copiesOf } from "../../src/dataset/copies";
import { interpretPaths } from "../../src/dataset/labels";
import type { Split } from "../../src/dataset/sample";
import { type SplitOptions, splitSamples } from "../../src/dataset/split";

/** How the page splits the photos in a folder: the part of each, by its relative path. Treats all files as pictures. */
export function pageSplit(folder: string, options: SplitOptions): Record<string, Split> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => ({ path: [basename(folder), ...path.split(sep)].join("/"), file: new Blob() }));
  const { labelled } = atOnce(interpretPaths(files, { choices: new Map() }));
  const samples = labelled.map((file, id) => {
    const hash = createHash("sha256")
      .update(readFileSync(join(folder, "..", file.path)))
      .digest("hex");
    return { ...file, id, hash };
  });
  const { usable } = atOnce(copiesOf(samples));
  const splits = atOnce(splitSamples(usable, options));
  const parts = usable.map(({ id, path }) => [path.slice(basename(folder).length + 1), splits.get(id)]);
  return Object.fromEntries(parts);
}
