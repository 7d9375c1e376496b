/**
 * What a file is taken for that comes by itself: what can be opened, or else a photo. A zip may hold a model or
 * photos; its contents say which.
 */
export type FileKind = "model" | "zip" | "project" | "photo";

const KINDS: ReadonlyMap<string, FileKind> = new Map([
  [".zip", "zip"],
  [".h5", "model"],
  [".hdf5", "model"],
  [".keras", "model"],
  [".twofold", "project"],
]);

/** The endings of all that can be opened, for a file input. */
export const OPENABLE = [...KINDS.keys()].join();

/** What a dropped or chosen file is taken for by its name. Its bytes are looked at when it is opened. */
export function kindOf(name: string): FileKind {
  const [ending = ""] = /\.[^.]*$/.exec(name) ?? [];
  return KINDS.get(ending.toLowerCase()) ?? "photo";
}

/** Files that came together, by what is to be done with each. */
export interface Sorted<T> {
  /** To be opened: models, backbones, and zips that may hold either or photos. */
  readonly models: readonly T[];
  readonly projects: readonly T[];
  /** All else. Whatever lies in a folder belongs to the photos: there, a model is just a file that is no photo. */
  readonly photos: readonly T[];
}

/** Sorts files by what they are taken for; files in folders have paths with slashes. */
export function sortFiles<T extends { readonly path: string }>(files: readonly T[]): Sorted<T> {
  const kind = ({ path }: T) => (path.includes("/") ? "photo" : kindOf(path));
  return {
    models: files.filter((file) => kind(file) === "model" || kind(file) === "zip"),
    projects: files.filter((file) => kind(file) === "project"),
    photos: files.filter((file) => kind(file) === "photo"),
  };
}
