import { labelOf, splitOf } from "./labels";
import { nameOf, segmentsOf } from "./paths";

/** Which group each photo belongs to, by its path. */
export type GroupOf = ReadonlyMap<string, string>;

/** A folder level whose names may be groups. */
export interface FolderLevel {
  /** The names in alphabetical order. */
  readonly names: readonly string[];
  readonly groups: GroupOf;
}

/** A folder level with more names is probably one folder per person or similar. */
const MOST_GROUPS = 24;

/**
 * The folder levels that divide photos into groups: those with at least two names that are neither labels nor splits.
 * Photos above that level belong to no group.
 */
export function folderLevels(paths: readonly string[]): readonly FolderLevel[] {
  const folders = paths.map((path) => segmentsOf(path).slice(0, -1));
  const deepest = Math.max(0, ...folders.map(({ length }) => length));
  const levels = Array.from({ length: deepest }, (_none, depth) => {
    const groups = new Map<string, string>();
    for (const [index, path] of paths.entries()) {
      const name = folders[index]?.[depth];
      if (name !== undefined) groups.set(path, name);
    }
    return { names: [...new Set(groups.values())].sort(), groups };
  });
  return levels.filter(
    ({ names }) =>
      names.length > 1 &&
      names.length <= MOST_GROUPS &&
      !names.some((name) => labelOf(name) !== undefined || splitOf(name) !== undefined),
  );
}

/** The groups read from a table. */
export interface TableGroups {
  readonly groups: GroupOf;
  /** Photos that the table does not list. */
  readonly without: number;
}

/**
 * Groups from the rows of a table with a file in the first column and a group in the second. A file is identified by
 * its path, by the end of its path, or by its name alone if that is unique.
 */
export function groupsFromTable(rows: readonly (readonly string[])[], paths: readonly string[]): TableGroups {
  const wanted = new Map<string, string>();
  for (const [file = "", group = ""] of rows) {
    const key = segmentsOf(file.trim().replaceAll("\\", "/")).join("/");
    if (key !== "" && group.trim() !== "") wanted.set(key, group.trim());
  }
  const named = new Map<string, number>();
  for (const path of paths) named.set(nameOf(path), (named.get(nameOf(path)) ?? 0) + 1);
  const groups = new Map<string, string>();
  for (const path of paths) {
    const group = endsOf(path)
      .map((end) => wanted.get(end))
      .find((each) => each !== undefined);
    const byName = named.get(nameOf(path)) === 1 ? wanted.get(nameOf(path)) : undefined;
    const found = group ?? byName;
    if (found !== undefined) groups.set(path, found);
  }
  return { groups, without: paths.length - groups.size };
}

/** "a/b/c.jpg", "b/c.jpg"; not the bare name, which may be ambiguous. */
function endsOf(path: string): string[] {
  const segments = segmentsOf(path);
  const longest = segments.map((_none, start) => segments.slice(start).join("/"));
  return segments.length === 1 ? longest : longest.slice(0, -1);
}
