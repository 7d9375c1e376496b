/**
 * The kind of a file outside of folders: one that can be opened, or else a photo. A zip may hold a model or photos;
 * its contents decide.
 */
export type FileKind = "model" | "zip" | "project" | "photo";

const KINDS: ReadonlyMap<string, FileKind> = new Map([
  [".zip", "zip"],
  [".h5", "model"],
  [".hdf5", "model"],
  [".keras", "model"],
  [".twofold", "project"],
]);

/** The extensions of all files that can be opened, for a file input. */
export const OPENABLE = [...KINDS.keys()].join();

/** The kind of a dropped or chosen file, by its name. Opening it checks the bytes. */
export function kindOf(name: string): FileKind {
  const [ending = ""] = /\.[^.]*$/.exec(name) ?? [];
  return KINDS.get(ending.toLowerCase()) ?? "photo";
}

/** Files dropped or chosen together, by what happens to them. */
export interface Sorted<T> {
  /** Files to open: models, backbones, and zips, which may hold either of them or photos. */
  readonly models: readonly T[];
  readonly projects: readonly T[];
  /** All other files. Anything in a folder counts as a photo: a model in there is just a file that is not an image. */
  readonly photos: readonly T[];
}

/** Sorts files by kind; files in folders have paths with slashes. */
export function sortFiles<T extends { readonly path: string }>(files: readonly T[]): Sorted<T> {
  const kind = ({ path }: T) => (path.includes("/") ? "photo" : kindOf(path));
  return {
    models: files.filter((file) => kind(file) === "model" || kind(file) === "zip"),
    projects: files.filter((file) => kind(file) === "project"),
    photos: files.filter((file) => kind(file) === "photo"),
  };
}
